"""Blocking a correspondent, and showing a message to the editors."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.core.errors import DomainError
from portal.jobs.forms import service_errors
from portal.jobs.views.access import page_of

from .. import display, services
from ..forms import ReportForm
from ..models import MessageKind
from .access import for_writers, other_person, own_conversation, own_copy


@for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def block(request, pk: int):
    other = _other(request, pk)
    if request.method == "POST":
        services.blocks.block(request.user, other)
        messages.success(request, _("%(name)s is blocked.") % {"name": other})
        return redirect("message_thread", pk=pk)
    context = {
        "title": _("Block a person"),
        "question": _("Block %(name)s?") % {"name": display.person_name(other)},
        "text": _("No message will pass between you any more. They will not be told, and you can change your mind."),
        "confirm_label": pgettext("person", "Block"),
        "cancel_url": reverse("message_thread", args=[pk]),
        "danger": True,
    }
    return render(request, "components/confirm.html", context)


@for_writers
@require_POST
def unblock(request, pk: int):
    other = _other(request, pk)
    services.blocks.unblock(request.user, other)
    messages.success(request, _("%(name)s is no longer blocked.") % {"name": other})
    return redirect("message_thread", pk=pk)


@for_writers
@require_safe
def blocked(request):
    """Everybody one has blocked: their conversation may be deleted since."""
    rows = services.blocks.blocked_by(request.user)
    page = page_of(request, rows)
    for row in page.object_list:
        row.name = display.person_name(row.blocked)
    return render(request, "conversations/blocked.html", {"page_obj": page})


@for_writers
@require_POST
def unblock_listed(request, pk: int):
    row = get_object_or_404(services.blocks.blocked_by(request.user), pk=pk)
    services.blocks.unblock(request.user, row.blocked)
    messages.success(request, _("%(name)s is no longer blocked.") % {"name": row.blocked})
    return redirect("message_blocked")


def _other(request, pk: int):
    other = other_person(own_conversation(request, pk), request.user)
    if other is None:
        raise Http404
    return other


@for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def report(request, pk: int):
    copy = own_copy(request, pk)
    if not copy.incoming or copy.message.kind == MessageKind.SYSTEM:
        raise Http404
    back = reverse("message_thread", args=[copy.message.conversation_id])
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.reports.report(request.user, copy.message, **form.cleaned_data)
        except DomainError as error:
            service_errors(form, error)
        else:
            messages.success(request, _("Thank you. An editor will read this message."))
            return redirect(back)
    context = {"message_reported": copy.message, "form": form, "back_url": back}
    return render(request, "conversations/report.html", context)
