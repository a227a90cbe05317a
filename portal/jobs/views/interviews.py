"""Interviews: planned, moved and cancelled by a recruiter of the company; the calendar file is for both sides."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.core.errors import DomainError

from .. import ical, services
from ..display import appointment
from ..forms import service_errors
from ..forms.interviews import CancelInterviewForm, InterviewForm, initial_of
from ..models import Application, Interview
from .access import for_recruiters

page_methods = require_http_methods(["GET", "HEAD", "POST"])


@for_recruiters
@page_methods
def plan(request, pk: int):
    found = Application.objects.received_by(request.user).select_related("publication", "candidate__user")
    application = get_object_or_404(found, pk=pk)
    refusal = services.interviews.why_not_schedule(request.user, application)
    if refusal is not None:
        messages.error(request, refusal.message)
        return _back(application)
    form = InterviewForm(request.POST or None)
    if form.is_valid():
        try:
            services.interviews.schedule(request.user, application, **form.cleaned_data)
        except DomainError as error:
            service_errors(form, error)
        else:
            messages.success(request, _("The interview is planned. The applicant has been told."))
            return _back(application)
    return _show(request, form, application)


def _own(request, pk: int) -> Interview:
    return get_object_or_404(Interview.objects.organised_by(request.user).for_list(), pk=pk)


@for_recruiters
@page_methods
def move(request, pk: int):
    interview = _own(request, pk)
    if not interview.is_planned() or not interview.application.is_active:
        messages.info(request, _("This interview can no longer be changed."))
        return _back(interview.application)
    form = InterviewForm(request.POST or None, initial=initial_of(interview))
    if form.is_valid():
        try:
            services.interviews.move(request.user, interview, **form.cleaned_data)
        except DomainError as error:
            service_errors(form, error)
        else:
            messages.success(request, _("The interview is changed. The applicant has been told."))
            return _back(interview.application)
    return _show(request, form, interview.application, interview)


def _show(request, form, application, interview=None):
    return render(
        request, "jobs/interview_form.html", {"form": form, "application": application, "interview": interview}
    )


@for_recruiters
@page_methods
def cancel(request, pk: int):
    interview = _own(request, pk)
    if not interview.is_planned():
        messages.info(request, _("This interview can no longer be changed."))
        return _back(interview.application)
    form = CancelInterviewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.interviews.cancel(request.user, interview, **form.cleaned_data)
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("The interview is cancelled. The applicant has been told."))
        return _back(interview.application)
    context = {
        "title": _("Cancel the interview"),
        "question": f"{interview.application.candidate}, {appointment(interview.starts_at)}",
        "text": _("Both of you will be told, and a new calendar file will mark it as cancelled."),
        "confirm_label": _("Cancel the interview"),
        "cancel_url": reverse("application_received", args=[interview.application_id]),
        "cancel_label": _("Keep it"),
        "danger": True,
        "form": form,
    }
    return render(request, "components/confirm.html", context)


@never_cache
@login_required
@require_safe
def calendar_file(request, pk: int):
    """For both sides; for anybody else there is no such address."""
    interview = get_object_or_404(Interview.objects.readable_by(request.user).for_list(), pk=pk)
    return ical.response_for(request.user, interview)


def _back(application):
    return redirect("application_received", pk=application.pk)
