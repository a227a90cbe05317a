"""Under /mes-cv/: a file is read, looked at and kept as a new resume; a resume leaves as Word or JSON Resume."""

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.accounts.forms.common import show_refusal
from portal.core.errors import DomainError
from portal.core.files import DOCX, JSON

from .. import services
from ..access import for_owners, keep_pace, read
from ..models import Resume
from ..visitors import visitor_of
from .forms import FileForm, Review
from .json_resume import to_json_resume
from .reading import read_file
from .word import to_docx


@require_http_methods(["GET", "HEAD", "POST"])
@for_owners
def upload(request: HttpRequest) -> HttpResponse:
    """Which file; nothing of it but what was read in it is kept, for its owner to look at."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        keep_pace(request, "resume")
        form = FileForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                draft = read_file(form.cleaned_data["file"])
                # A visitor gets the cookie that names them with what is kept for them, and not before.
                actor = request.user if request.user.is_authenticated else visitor_of(request.session, make=True)
                services.keep_import(actor, draft.source, draft.values, draft.notes)
            except DomainError as error:
                show_refusal(form, error, otherwise="file")
            else:
                return redirect("cv_import_review")
    waiting = services.import_of(request.actor)
    return render(request, "cv/exchange/upload.html", {"form": form, "waiting": waiting})


@require_http_methods(["GET", "HEAD", "POST"])
@for_owners
def review(request: HttpRequest) -> HttpResponse:
    """Every entry can be changed or left out; the POST makes the resume."""
    draft = services.import_of(request.actor)
    if draft is None:
        if request.method == "POST":
            messages.error(request, _("This import is no longer kept: send the file again."))
        return redirect("cv_import")
    found = Review(draft.values, request.POST if request.method == "POST" else None)
    refusal = None
    if request.method == "POST" and found.is_valid():
        try:
            resume = services.confirm_import(request.actor, _seen(request), found.kept())
        except DomainError as error:
            refusal = error
        else:
            messages.success(request, _("Your resume is kept."))
            return redirect("cv_editor", resume.pk)
    context = {"draft": draft, "review": found, "refusal": refusal}
    return render(request, "cv/exchange/review.html", context, status=refusal.status if refusal else 200)


def _seen(request: HttpRequest) -> int:
    """Which draft the page showed: another file may have been read in another tab since."""
    number = request.POST.get("draft", "")
    return int(number) if number.isdecimal() and len(number) < 18 else 0


@require_POST
@for_owners
def drop(request: HttpRequest) -> HttpResponse:
    services.drop_import(request.actor)
    messages.success(request, _("What was read is thrown away: nothing was kept."))
    return redirect("cv_import")


@require_safe
@for_owners
def word(request: HttpRequest, pk: int) -> HttpResponse:
    keep_pace(request, "render")
    return word_file(read(request, pk))


@require_safe
@for_owners
def json_resume(request: HttpRequest, pk: int) -> HttpResponse:
    keep_pace(request, "render")
    return json_file(read(request, pk))


def word_file(resume: Resume) -> HttpResponse:
    """Raises TooLong."""
    return _download(to_docx(resume), services.file_name(resume, extension="docx"), DOCX)


def json_file(resume: Resume) -> HttpResponse:
    content = json.dumps(to_json_resume(resume), ensure_ascii=False, indent=2).encode()
    return _download(content, services.file_name(resume, extension="json"), JSON)


def _download(content: bytes, name: str, content_type: str) -> HttpResponse:
    """A file that no browser interprets and nobody in between keeps."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
