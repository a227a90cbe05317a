"""A person's own applications: where each stands, what was answered, withdrawing."""

from django.contrib import messages
from django.db.models import Count, Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.core.errors import DomainError

from .. import services
from ..forms.lists import SENT_TABS, sent_condition
from ..models import Application, ApplicationStatus, ApplicationTransition, Status
from .access import for_applicants, page_of, tab_of, tabs_of


def is_readable(publication) -> bool:
    """The same answer as `Publication.objects.readable()`: its page can be opened."""
    return (
        publication.first_published_at is not None
        and publication.withdrawn_at is None
        and publication.status in (Status.VALIDATED, Status.EXPIRED, Status.CLOSED)
    )


def _own(request, pk: int) -> Application:
    found = Application.objects.sent_by(request.user).select_related(
        "publication__company", "candidate", "student_details"
    )
    return get_object_or_404(found, pk=pk)


@for_applicants
@require_safe
def listing(request):
    sent = Application.objects.sent_by(request.user)
    counts = sent.order_by().aggregate(
        **{tab or "toutes": Count("pk", filter=sent_condition(tab) or None) for tab in SENT_TABS}
    )
    counts[""] = counts.pop("toutes")
    tab = tab_of(request, SENT_TABS)
    history = Prefetch("transitions", ApplicationTransition.objects.order_by("-at", "-id"), to_attr="newest_changes")
    rows = sent.filter(sent_condition(tab)).order_by("-updated_at", "-id").for_list().prefetch_related(history)
    context = {
        "tabs": tabs_of(request, SENT_TABS, counts, tab),
        "page_obj": page_of(request, rows),
        "narrowed": bool(tab),
    }
    return render(request, "jobs/sent.html", context)


@for_applicants
@require_safe
def one(request, pk: int):
    application = _own(request, pk)
    publication = application.publication
    again = application.status == ApplicationStatus.WITHDRAWN and publication.is_visible()
    details = getattr(application, "student_details", None)
    context = {
        "application": application,
        "details": details,
        "consent_can_be_asked": details is not None and services.internships.can_answer(application),
        "publication": publication,
        "publication_url": publication.get_absolute_url() if is_readable(publication) else "",
        "files": application.files.all(),
        "history": application.transitions.all(),
        "interviews": application.interviews.all(),
        "again_url": reverse("publication_apply", args=[publication.kind, publication.pk]) if again else "",
    }
    return render(request, "jobs/sent_one.html", context)


@for_applicants
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, pk: int):
    application = _own(request, pk)
    if request.method == "POST":
        try:
            services.applications.withdraw(request.user, application)
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("Your application is withdrawn. The recruiter has been told."))
        return redirect("application_sent", pk=pk)
    if not application.is_active:
        messages.info(request, _("This application is already over: there is nothing to withdraw."))
        return redirect("application_sent", pk=pk)
    context = {
        "title": _("Withdraw my application"),
        "question": application.title,
        "text": _("The recruiter will be told. You can apply again as long as the publication is open."),
        "confirm_label": _("Withdraw my application"),
        "cancel_url": reverse("application_sent", args=[pk]),
        "danger": True,
    }
    return render(request, "components/confirm.html", context)


@for_applicants
@require_POST
def ask_consent(request, pk: int):
    """The legal representative gets the mail once more: the first one may be lost."""
    application = _own(request, pk)
    try:
        services.internships.ask_consent_again(request.user, application)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        address = application.student_details.representative_email
        messages.success(request, _("A new email is on its way to %(address)s.") % {"address": address})
    return redirect("application_sent", pk=pk)
