"""Applying: /offres/12/postuler/ (publication_apply), and what comes next (publication_applied). Source: 003 §3.2."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.models import Upload
from portal.accounts.services import candidate_of
from portal.core.antivirus import CannotScan
from portal.core.errors import Conflict, DomainError, Forbidden
from portal.core.text import clean_text
from portal.cv import services as cv
from portal.jobs import errors, services
from portal.jobs.models import ApplyBy, Kind, Publication
from portal.jobs.services.applications import MAX_LETTER
from portal.jobs.services.internships import MAX_MOTIVATION

from ..forms import ApplicationForm
from ..student_form import StudentForm, known_of
from .detail import readable, readable_or_404, sent_application

#: What somebody wrote whose session had ended, until they are signed in again.
KEPT = "pages_application"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    publication = readable(kind, pk)
    if publication is None:
        found = readable_or_404(pk)
        return redirect("publication_apply", found.kind, found.pk)
    if not publication.is_visible():
        return refused(request, publication, errors.NotOpen())
    if publication.apply_by != ApplyBy.HERE:
        return render(request, "pages/apply_elsewhere.html", {"publication": publication})
    if not request.user.is_authenticated:
        return sign_in(request, publication)
    refusal = services.applications.why_not_apply(request.user, publication)
    if refusal is not None:
        return refused(request, publication, refusal)
    return answer(request, publication)


def answer(request: HttpRequest, publication: Publication) -> HttpResponse:
    """The form, for somebody who may send it."""
    if publication.is_student_internship:
        return answer_as_student(request, publication)
    candidate = candidate_of(request.user) if request.method == "POST" else getattr(request.user, "candidate", None)
    options = {
        "questions": publication.questions.all(),
        "cv_name": candidate.cv_name if candidate else "",
        "uploads": Upload.objects.of(request.user).kept(),
        "resumes": cv.choices(request.user),
    }
    if request.method != "POST":
        form = ApplicationForm(initial=_initial(request, publication, candidate), **options)
        return _shown(request, publication, form)
    form = ApplicationForm(request.POST, request.FILES, **options)
    if not form.is_valid():
        return _shown(request, publication, form)
    values = {"letter": form.cleaned_data["letter"], "answers": form.answers(), **form.attachments()}
    try:
        services.applications.apply(request.user, publication, **values)
    except DomainError as error:
        if isinstance(error, (Forbidden, Conflict)) and not isinstance(error, CannotScan):
            return refused(request, publication, error)
        form.show_refusal(error)
        return _shown(request, publication, form)
    request.session.pop(KEPT, None)
    return redirect("publication_applied", publication.kind, publication.pk)


def answer_as_student(request: HttpRequest, publication: Publication) -> HttpResponse:
    """The form of an internship: weeks, and what the profile says already of the pupil and of the representative."""
    candidate = getattr(request.user, "candidate", None)
    cv_name = candidate.cv_name if candidate else ""
    options = {"offer": publication, "cv_name": cv_name, "resumes": cv.choices(request.user)}
    if request.method != "POST":
        first = {"letter": candidate.cover_letter[:MAX_MOTIVATION]} if candidate else {}
        kept = _initial(request, publication, None)
        return _shown(request, publication, StudentForm(initial=known_of(request.user) | first | kept, **options))
    form = StudentForm(request.POST, request.FILES, **options)
    if not form.is_valid():
        return _shown(request, publication, form)
    values = {"letter": form.cleaned_data["letter"], "cv": form.cleaned_data["cv"], "student": form.student()}
    values["resume"] = int(form.cleaned_data.get("resume") or 0) or None
    try:
        services.applications.apply(request.user, publication, **values)
    except errors.WeekFull as error:
        form.show_refusal(error)
        return _shown(request, publication, form)
    except (Forbidden, Conflict) as error:
        return refused(request, publication, error)
    except DomainError as error:
        form.show_refusal(error)
        return _shown(request, publication, form)
    request.session.pop(KEPT, None)
    return redirect("publication_applied", publication.kind, publication.pk)


@never_cache
@require_safe
def sent(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What comes next, for who has applied."""
    publication = readable(kind, pk)
    if publication is None:
        raise Http404("no such publication")
    application = sent_application(request.user, publication)
    if application is None:
        return redirect("publication_apply", kind, pk)
    details = getattr(application, "student_details", None) if publication.is_student_internship else None
    context = {"publication": publication, "sent": application, "details": details}
    return render(request, "pages/apply_sent.html", context)


def sign_in(request: HttpRequest, publication: Publication) -> HttpResponse:
    """Nobody is signed in: what was written is kept, and both ways lead back here."""
    kept = request.method == "POST"
    if kept:
        written = {"letter": clean_text(request.POST.get("letter", ""))[:MAX_LETTER]}
        answers = {name: value[:2000] for name, value in request.POST.items() if name.startswith("answer_")}
        request.session[KEPT] = {
            "publication": publication.pk,
            "values": {**dict(list(answers.items())[:20]), **written},
        }
    query = urlencode({"next": reverse("publication_apply", args=[publication.kind, publication.pk])})
    role = "prestataire" if publication.kind == Kind.CONSULTATION else "candidat"
    if publication.is_student_internship:
        role = "eleve"
    context = {
        "publication": publication,
        "kept": kept,
        "login_url": f"{reverse('account_login')}?{query}",
        "signup_url": f"{reverse('account_signup_role', args=[role])}?{query}",
    }
    return render(request, "pages/apply_sign_in.html", context)


def refused(request: HttpRequest, publication: Publication, error: DomainError) -> HttpResponse:
    context = {
        "publication": publication,
        "error": error,
        "sent": sent_application(request.user, publication),
        "kept": request.method == "POST",
    }
    return render(request, "pages/apply_refused.html", context, status=error.status)


def _shown(request: HttpRequest, publication: Publication, form: ApplicationForm) -> HttpResponse:
    context = {"publication": publication, "form": form, "autosave": f"apply-{publication.pk}-{request.user.pk}"}
    return render(request, "pages/apply_form.html", context)


def _initial(request: HttpRequest, publication: Publication, candidate) -> dict:
    kept = request.session.get(KEPT) or {}
    if kept.get("publication") == publication.pk:
        return kept["values"]
    return {"letter": candidate.cover_letter} if candidate else {}
