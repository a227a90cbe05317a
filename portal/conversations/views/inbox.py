"""The inbox and a conversation: reading, answering, taking out of one's own box."""

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from portal.core.errors import DomainError
from portal.jobs.forms import service_errors
from portal.jobs.permissions import is_recruiter, owns
from portal.jobs.views.access import page_of, tab_of, tabs_of
from portal.jobs.views.sent import is_readable

from .. import display, services
from ..forms import ReplyForm
from ..models import MessageCopy, MessageKind, Participant, Report
from .access import for_writers, other_person, own_conversation, own_copy

TABS = {
    "": pgettext_lazy("tab of messages", "All"),
    "non-lus": pgettext_lazy("tab of messages", "Unread"),
}
#: Messages of a conversation on one page, the newest ones first.
PER_PAGE = 30


@for_writers
@require_http_methods(["GET", "HEAD"])
def listing(request):
    tab = tab_of(request, TABS)
    inbox = Participant.objects.inbox_of(request.user)
    unread = inbox.only_unread()
    counts = {"": inbox.count(), "non-lus": unread.count()}
    page = page_of(request, (unread if tab else inbox).with_unread().for_list())
    for row in page.object_list:
        row.names = display.names(row.conversation.participants.all(), request.user)
        row.is_mine = row.last_message.sender_id == request.user.pk
    context = {
        "tabs": tabs_of(request, TABS, counts, tab),
        "page_obj": page,
        "narrowed": bool(tab),
        "may_write_to_many": is_recruiter(request.user),
        "has_blocked": services.blocks.blocked_by(request.user).exists(),
    }
    return render(request, "conversations/inbox.html", context)


@for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def thread(request, pk: int):
    """The conversation; POST answers in it."""
    conversation = own_conversation(request, pk)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            services.messages.reply(request.user, conversation, body=form.cleaned_data["body"])
        except DomainError as error:
            service_errors(form, error)
        else:
            messages.success(request, _("Your message is sent."))
            return redirect("message_thread", pk=pk)
    return render(request, "conversations/thread.html", _thread(request, conversation, form))


def _thread(request, conversation, form) -> dict:
    user = request.user
    reported = Report.objects.filter(reporter=user, message_id=OuterRef("message_id"))
    copies = (
        MessageCopy.objects.of(user)
        .filter(message__conversation=conversation)
        .select_related("message__sender__recruiter__company")
        .prefetch_related("message__copies")
        .annotate(is_reported=Exists(reported))
    )
    page = page_of(request, copies, PER_PAGE)
    rows = list(reversed(page.object_list))
    for copy in rows:
        copy.shows_subject = copy.message.subject != conversation.subject
        copy.seen = not copy.incoming and all(other.read_at for other in copy.message.copies.all() if other.incoming)
    other = other_person(conversation, user)
    publication = conversation.publication
    return {
        "conversation": conversation,
        "copies": rows,
        "page_obj": page,
        "has_unread": any(copy.incoming and copy.read_at is None for copy in rows),
        "other": other,
        "names": display.names(conversation.participants.select_related("user__recruiter__company"), user),
        "from_portal": any(copy.message.kind == MessageKind.SYSTEM for copy in rows),
        "has_blocked": other is not None and services.blocks.has_blocked(user, other),
        "refusal": services.messages.why_not_reply(user, conversation),
        "form": form,
        "publication": publication,
        "publication_url": _publication_url(user, publication),
    }


def _publication_url(user, publication) -> str:
    if publication is None:
        return ""
    if owns(user, publication):
        return "" if publication.withdrawn_at else reverse("publication_mine", args=[publication.pk])
    return publication.get_absolute_url() if is_readable(publication) else ""


@for_writers
@require_POST
def read(request, pk: int):
    """The page tells that it was opened: reading it by GET writes nothing."""
    services.messages.mark_conversation_read(request.user, own_conversation(request, pk))
    return HttpResponse(status=204) if request.htmx else redirect("message_thread", pk=pk)


@for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def hide(request, pk: int):
    """One message, out of one's own box."""
    copy = own_copy(request, pk)
    back = reverse("message_thread", args=[copy.message.conversation_id])
    if request.method == "POST":
        services.messages.hide(request.user, copy)
        messages.success(request, _("The message is deleted from your messages."))
        return redirect(back)
    context = {
        "title": _("Delete a message"),
        "question": _("Delete this message from your messages?"),
        "text": _("The other person keeps it."),
        "confirm_label": _("Delete the message"),
        "cancel_url": back,
        "danger": True,
    }
    return render(request, "components/confirm.html", context)


@for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def hide_thread(request, pk: int):
    conversation = own_conversation(request, pk)
    if request.method == "POST":
        services.messages.hide_conversation(request.user, conversation)
        messages.success(request, _("The conversation is deleted from your messages."))
        return redirect("message_inbox")
    context = {
        "title": _("Delete the conversation"),
        "question": conversation.subject,
        "text": _("It leaves your messages; the other person keeps it. A new message will bring it back."),
        "confirm_label": _("Delete the conversation"),
        "cancel_url": reverse("message_thread", args=[pk]),
        "danger": True,
    }
    return render(request, "components/confirm.html", context)
