"""Beacons of views and clicks, and what a recruiter sees of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.models import Role
from portal.core import limits
from portal.core.clients import client_network, sent_by_this_site
from portal.core.period_form import PeriodForm
from portal.jobs.models import Publication
from portal.jobs.views.access import for_recruiters

from .. import services, statistics
from ..bots import is_bot
from ..charts import audience_charts
from ..models import Sighting

#: Those who work here look at publications for other reasons.
STAFF = (Role.ADMIN, Role.EDITOR, Role.READER, Role.CONSULTANT)
LONGEST_AGENT = 400


@csrf_exempt  # sent by navigator.sendBeacon, which adds no token; it can only say "one more" once a day
@require_POST
def view(request: HttpRequest, pk: int) -> HttpResponse:
    return _noted(request, pk, Sighting.Act.VIEW)


@csrf_exempt
@require_POST
def click(request: HttpRequest, pk: int) -> HttpResponse:
    return _noted(request, pk, Sighting.Act.APPLY)


def _noted(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """The same answer whether it counted or not: nobody learns how to be counted."""
    if not Publication.objects.readable().filter(pk=pk).exists():
        raise Http404("no such publication")
    agent = request.headers.get("User-Agent", "")[:LONGEST_AGENT]
    if sent_by_this_site(request) and not is_bot(agent) and not limits.too_often("view", limits.address_of(request)):
        publication = _countable(request, pk)
        if publication is not None:
            services.audience.note(publication, act, client_network(request), agent)
    return HttpResponse(status=204)


def _countable(request: HttpRequest, pk: int) -> Publication | None:
    rows = Publication.objects.visible().filter(pk=pk)
    if request.user.is_authenticated:
        if request.user.role in STAFF:
            return None
        rows = rows.exclude(pk__in=Publication.objects.owned_by(request.user).values("pk"))
    return rows.only("pk").first()


@for_recruiters
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """How often one publication was looked at, by day."""
    publication = get_object_or_404(Publication.objects.owned_by(request.user), pk=pk)
    form = _period(request)
    found = statistics.audience(Publication.objects.filter(pk=pk), form.period)
    context = {"publication": publication, "form": form, "found": found, "charts": audience_charts(found, form.period)}
    return render(request, "discovery/audience_one.html", context)


@for_recruiters
@require_safe
def company(request: HttpRequest) -> HttpResponse:
    """The same of everything the company published, and a row for each."""
    rows = Publication.objects.owned_by(request.user)
    form = _period(request)
    found = statistics.audience(rows, form.period)
    context = {
        "form": form,
        "found": found,
        "rows": statistics.by_publication(rows, form.period),
        "charts": audience_charts(found, form.period),
    }
    return render(request, "discovery/audience.html", context)


def _period(request: HttpRequest) -> PeriodForm:
    return PeriodForm({"periode": "30j", **request.GET.dict()})
