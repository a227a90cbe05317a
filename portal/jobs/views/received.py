"""Applications a recruiter received: the list (or columns), one of them, its state, notes and CV."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import BooleanField, Case, Count, F, Value, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from portal.core.errors import DomainError
from portal.core.files import file_response

from .. import services
from ..exports import received_csv
from ..forms import NoteForm, ReceivedListForm, service_errors, transition_form
from ..forms.lists import RECEIVED_TABS, received_condition
from ..models import Application, ApplicationFile, ApplicationStatus, Publication
from .access import for_recruiters, page_of, tab_of, tabs_of

#: The columns view shows the newest of these; beyond, the list with its filters is the better tool.
MOST_IN_COLUMNS = 200
COLUMNS = (
    ApplicationStatus.SUBMITTED,
    ApplicationStatus.SCREENING,
    ApplicationStatus.SHORTLISTED,
    ApplicationStatus.PRESENTED,
    ApplicationStatus.INTERVIEW,
    ApplicationStatus.OFFERED,
    ApplicationStatus.ACCEPTED,
)


def received(request):
    return Application.objects.received_by(request.user)


def unread_first(applications):
    """What nobody has read yet, then the newest; `is_unread` says which."""
    unread = Case(
        When(received_condition("nouvelles"), then=Value(True)), default=Value(False), output_field=BooleanField()
    )
    return applications.annotate(is_unread=unread).order_by("-is_unread", "-sent_at", "-id")


def best_match_first(applications):
    """Those without a score come last; among equals the newest come first."""
    return unread_first(applications).order_by(F("score").desc(nulls_last=True), "-sent_at", "-id")


def ordered(form, applications):
    return (best_match_first if form.by_score else unread_first)(applications)


def _chosen(request):
    """The filter form and the applications it leaves, before tabs."""
    publications = Publication.objects.owned_by(request.user).filter(first_submitted_at__isnull=False)
    form = ReceivedListForm(request.GET, publications=publications)
    return form, form.narrow(received(request))


@for_recruiters
@require_safe
def listing(request):
    form, found = _chosen(request)
    context = {"form": form, "query": request.GET.urlencode()}
    if request.GET.get("vue") == "colonnes":
        return render(request, "jobs/received_columns.html", {**context, **_columns(form, found)})
    counts = found.aggregate(
        **{tab or "toutes": Count("pk", filter=received_condition(tab) or None) for tab in RECEIVED_TABS}
    )
    counts[""] = counts.pop("toutes")
    tab = tab_of(request, RECEIVED_TABS)
    rows = ordered(form, found.filter(received_condition(tab))).for_list()
    context |= {
        "tabs": tabs_of(request, RECEIVED_TABS, counts, tab),
        "page_obj": page_of(request, rows),
        "narrowed": form.is_used or bool(tab),
    }
    return render(request, "jobs/received.html", context)


def _columns(form, found) -> dict:
    """Those under way, by state, in the order of a selection."""
    rows = list(ordered(form, found.filter(status__in=COLUMNS)).for_list()[: MOST_IN_COLUMNS + 1])
    columns = [
        {"status": status, "label": status.label, "rows": [row for row in rows if row.status == status]}
        for status in COLUMNS
    ]
    return {"columns": columns, "cut": len(rows) > MOST_IN_COLUMNS, "most": MOST_IN_COLUMNS}


@for_recruiters
@require_POST
def export(request):
    """The list as it is filtered, as a table; it is written in the audit log."""
    form, found = _chosen(request)
    rows = ordered(form, found.filter(received_condition(tab_of(request, RECEIVED_TABS)))).for_list()
    response = HttpResponse(received_csv(request.user, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="candidatures.csv"'
    return response


def _own(request, pk: int) -> Application:
    found = received(request).select_related("publication__company", "candidate__user", "student_details")
    return get_object_or_404(found, pk=pk)


@for_recruiters
@require_safe
def one(request, pk: int):
    return _show(request, _own(request, pk))


def _show(request, application, answer_form=None, note_form=None):
    targets = services.applications.allowed_targets(request.user, application)
    context = {
        "application": application,
        "details": getattr(application, "student_details", None),
        "candidate": application.candidate,
        "publication": application.publication,
        "history": application.transitions.select_related("actor"),
        "files": application.files.all(),
        "interviews": application.interviews.all(),
        "may_plan": services.interviews.why_not_schedule(request.user, application) is None,
        "notes": application.notes.select_related("author"),
        "targets": targets,
        "answer_form": answer_form or transition_form(request.user, application, targets),
        "note_form": note_form or NoteForm(),
    }
    return render(request, "jobs/received_one.html", context)


@for_recruiters
@require_POST
def opened(request, pk: int):
    """The page tells that it was opened: reading it by GET writes nothing."""
    services.applications.open_by_recruiter(request.user, _own(request, pk))
    return HttpResponse(status=204) if request.htmx else redirect("application_received", pk=pk)


@for_recruiters
@require_POST
def change_state(request, pk: int):
    application = _own(request, pk)
    targets = services.applications.allowed_targets(request.user, application)
    form = transition_form(request.user, application, targets, request.POST)
    if form.is_valid():
        try:
            changed = services.applications.transition(request.user, application, **form.cleaned_data)
            services.applications.open_by_recruiter(request.user, application)
        except DomainError as error:
            service_errors(form, error)
        else:
            said = {"state": changed.get_status_display()}
            messages.success(request, _("New state: %(state)s. The applicant has been told.") % said)
            return redirect("application_received", pk=pk)
    return _show(request, application, answer_form=form)


@for_recruiters
@require_POST
def add_note(request, pk: int):
    application = _own(request, pk)
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            services.applications.add_note(request.user, application, form.cleaned_data["text"])
        except DomainError as error:
            service_errors(form, error)
        else:
            messages.success(request, _("The note is kept."))
            return redirect("application_received", pk=pk)
    return _show(request, application, note_form=form)


@never_cache
@login_required
@require_safe
def cv(request, pk: int):
    """For the recruiters of the company, the applicant and administrators; for others there is no such address."""
    application = get_object_or_404(Application.objects.files_readable_by(request.user).exclude(cv=""), pk=pk)
    return file_response(application.cv, name=application.cv_name, content_type=application.cv_type)


@never_cache
@login_required
@require_safe
def file(request, pk: int, number: int):
    """A letter or document, for the same people."""
    readable = Application.objects.files_readable_by(request.user)
    found = get_object_or_404(ApplicationFile, application__in=readable, application=pk, pk=number)
    return file_response(found.file, name=found.name, content_type=found.content_type)
