"""A recruiter's and an applicant's figures, with charts (003 §10)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.core.period_form import PeriodForm

from .. import permissions, services, statistics
from ..charts import application_charts, funnel_chart
from ..models import Application, Publication
from .access import for_applicants, for_recruiters


@require_safe
def statistics_page(request) -> HttpResponse:
    """One address for both; whoever neither publishes nor applies reads why there is none."""
    return recruiter(request) if permissions.is_recruiter(request.user) else applicant(request)


@for_recruiters
def recruiter(request):
    form = PeriodForm(request.GET)
    rows, received = Publication.objects.owned_by(request.user), Application.objects.received_by(request.user)
    found = statistics.applications(received, form.period)
    context = {
        "form": form,
        "found": found,
        "publications": statistics.publications(rows, form.period),
        "charts": [
            *application_charts(found, form.period, _("Applications received")),
            funnel_chart(statistics.funnel(received, form.period)),
        ],
        "most_read": statistics.most_read(rows.filter(first_published_at__isnull=False), form.period),
        "quota": services.publications.quota(request.user),
    }
    return render(request, "jobs/statistics_recruiter.html", context)


@for_applicants
def applicant(request):
    form = PeriodForm(request.GET)
    found = statistics.applications(Application.objects.sent_by(request.user), form.period)
    context = {
        "form": form,
        "found": found,
        "charts": application_charts(found, form.period, _("Applications sent")),
    }
    return render(request, "jobs/statistics_applicant.html", context)
