"""Imports of a feed: begun, watched, their problems read, and decided on."""

from django.contrib import messages
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.core.errors import DomainError
from portal.jobs.views.access import for_recruiters, page_of

from .. import services
from ..fields import fields_of
from ..forms import ImportForm
from ..models import RunState
from ..report import rows_of
from .access import for_importers, own_feed, own_run
from .feeds import keep_pace

PER_PAGE = 50


@for_importers
@require_POST
def start(request, pk: int):
    feed = own_feed(request, pk)
    keep_pace(request)
    file = None
    if not feed.url and services.runs.kept_upload(feed) is None and not feed.runs.active().exists():
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            messages.error(request, _("Please choose a file."))
            return redirect("feed_one", pk=pk)
        file = form.cleaned_data["file"]
    try:
        run = services.runs.start(request.user, feed, file=file)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("feed_one", pk=pk)
    return redirect("feed_import", pk=pk, run=run.pk)


@for_recruiters
@require_safe
def one(request, pk: int, run: int):
    """How far it is and what became of the items; the page asks again while it works."""
    found = own_run(request, pk, run)
    labels = fields_of(found.feed.kind)
    page = page_of(request, found.problems.order_by("number", "pk"), PER_PAGE)
    problems = [
        {"row": row, "label": labels[row.field].label if row.field in labels else _("The whole item")} for row in page
    ]
    context = {
        "run": found,
        "feed": found.feed,
        "problems": problems,
        "page_obj": page,
        "figures": _figures(found),
        "asks": found.state == RunState.AWAITING,
        "share": round(100 * found.gone / found.known) if found.known else 0,
    }
    return render(request, "feeds/import.html", context)


def _figures(run) -> list[tuple[str, int, str]]:
    """(label, number, remark) of what happened, without what did not."""
    figures = [
        (_("New, sent to the editors"), run.created, ""),
        (_("Changed, sent to the editors"), run.changed, ""),
        (_("Unchanged"), run.unchanged, ""),
        (_("With errors, left out"), run.refused, _("What was online already stays as it is.")),
        (_("Beyond your monthly quota"), run.waiting, _("Tried again at each import, once there is room.")),
        (_("Date already past"), run.past, ""),
        (_("Left alone"), run.left_alone, _("You closed or withdrew them on the site.")),
        (_("No longer in the source, closed"), run.closed, ""),
    ]
    return [figure for figure in figures if figure[1]]


@for_recruiters
@require_safe
def report(request, pk: int, run: int):
    found = own_run(request, pk, run)
    response = StreamingHttpResponse(rows_of(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="import-{found.pk}.csv"'
    return response


@for_importers
@require_POST
def decide(request, pk: int, run: int):
    found = own_run(request, pk, run)
    close = "close" in request.POST
    try:
        services.runs.decide(request.user, found, close=close)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        if not close:
            messages.success(request, _("They stay online. This feed no longer looks after them."))
    return redirect("feed_import", pk=pk, run=run)
