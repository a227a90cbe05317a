"""Writing from an application: its recruiter to the person, the person to the recruiter."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from portal.accounts.models import User
from portal.core.errors import DomainError
from portal.jobs.forms import service_errors
from portal.jobs.models import Application
from portal.jobs.permissions import is_recruiter

from .. import permissions, services
from ..forms import MessageForm
from ..models import Participant
from .access import for_writers


@for_writers
@require_http_methods(["GET", "HEAD", "POST"])
def from_application(request, pk: int):
    """The conversation about it when there is one, else the form that begins it."""
    application, other, back = _who(request, pk)
    known = _known(request.user, other, application)
    if known is not None:
        return redirect(f"{known.get_absolute_url()}#repondre")
    refusal = permissions.why_not_write(request.user, other)
    form = MessageForm(request.POST if request.method == "POST" else None, initial={"subject": application.title})
    if request.method == "POST" and form.is_valid():
        try:
            sent = services.messages.send(request.user, other, publication=application.publication, **form.cleaned_data)
        except DomainError as error:
            service_errors(form, error)
        else:
            messages.success(request, _("Your message is sent."))
            return redirect("message_thread", pk=sent.conversation_id)
    context = {"application": application, "other": other, "refusal": refusal, "form": form, "back_url": back}
    return render(request, "conversations/write.html", context)


def _who(request, pk: int):
    """The application, the person at its other end, and the page it was opened from."""
    rows = Application.objects.select_related("publication__recruiter__recruiter__company", "candidate__user")
    if is_recruiter(request.user):
        application = get_object_or_404(rows.received_by(request.user), pk=pk)
        return application, application.candidate.user, reverse("application_received", args=[pk])
    application = get_object_or_404(rows.sent_by(request.user), pk=pk)
    return application, _recruiter_of(application.publication), reverse("application_sent", args=[pk])


def _recruiter_of(publication) -> User | None:
    """Who submitted it, or, when they have left, somebody else of the company."""
    if publication.recruiter is not None and publication.recruiter.is_active:
        return publication.recruiter
    return User.objects.active().filter(recruiter__company_id=publication.company_id).order_by("pk").first()


def _known(user, other, application):
    if other is None:
        return None
    conversation = services.messages.find_conversation(user, other, application.publication)
    listed = Participant.objects.inbox_of(user).filter(conversation=conversation)
    return conversation if conversation is not None and listed.exists() else None
