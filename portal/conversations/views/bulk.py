"""One message to many applicants: written, counted and confirmed, followed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.core.errors import DomainError
from portal.jobs.forms import service_errors
from portal.jobs.models import Publication
from portal.jobs.views.access import for_recruiters

from .. import errors, permissions, services
from ..forms import BulkForm
from ..models import BulkMessage

SHOWN = 10


@for_recruiters
@require_http_methods(["GET", "HEAD", "POST"])
def write(request):
    """The form; POST shows how many it reaches, and sends once that is confirmed."""
    publications = Publication.objects.owned_by(request.user).filter(applications__isnull=False).distinct()
    asked = request.GET.get("publication", "")
    initial = {"publication": asked if asked.isascii() and asked.isdigit() and len(asked) < 19 else None}
    form = BulkForm(request.POST if request.method == "POST" else None, publications=publications, initial=initial)
    count = None
    if request.method == "POST" and form.is_valid() and "edit" not in request.POST:
        try:
            if "confirmed" in request.POST:
                return _queue(request, form)
            count = _counted(request.user, form)
        except DomainError as error:
            service_errors(form, error)
            count = None
    context = {
        "form": form,
        "count": count,
        "reachable": services.bulk.recipients(request.user).count(),
        "refusal": permissions.why_not_begin(request.user),
        "sent": BulkMessage.objects.sent_by(request.user).with_progress().select_related("publication")[:SHOWN],
    }
    return render(request, "conversations/bulk.html", context)


def _counted(user, form) -> int:
    count = services.bulk.recipients(user, form.cleaned_data["publication"]).count()
    if not count:
        raise errors.NobodyToWriteTo
    return count


def _queue(request, form):
    try:
        bulk = services.bulk.queue(request.user, **form.cleaned_data)
    except errors.AlreadyQueued as error:
        messages.info(request, error.message)
        bulk = error.bulk
    else:
        messages.success(request, _("Your message is on its way."))
    return redirect("message_bulk_progress", pk=bulk.pk)


@for_recruiters
@require_http_methods(["GET", "HEAD"])
def progress(request, pk: int):
    """How far it is; the page asks again while people wait."""
    rows = BulkMessage.objects.sent_by(request.user).with_progress().select_related("publication")
    return render(request, "conversations/bulk_progress.html", {"bulk": get_object_or_404(rows, pk=pk)})
