"""What a resume said before: its history, shown and brought back."""

from csp.decorators import csp_update
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from .. import services
from ..access import for_owners, keep_pace, own
from ..models import ResumeTemplate, ResumeVersion
from ..preview import sheet_response
from ..services.content import SENT_AS
from .live import pages_of

PAGE = 20


@require_safe
@for_owners
def versions(request, pk: int):
    resume = own(request, pk)
    page = Paginator(services.versions_of(resume), PAGE).get_page(request.GET.get("page"))
    return render(request, "cv/builder/history.html", {"resume": resume, "page_obj": page})


@require_safe
@for_owners
@csp_update({"img-src": "blob:"})
def version(request, pk: int, version: int):
    """One state, as a sheet that can be brought back."""
    resume = own(request, pk)
    found = _version(resume, version)
    return render(request, "cv/builder/version.html", {"resume": resume, "version": found})


@require_safe
@for_owners
def version_sheet(request, pk: int, version: int):
    keep_pace(request, "render")
    document, watermark = _as_it_was(request, pk, version)
    return sheet_response(document, watermark=watermark)


@require_safe
@for_owners
def version_pages(request, pk: int, version: int):
    """Its pages as pictures; see `live.pages`."""
    return pages_of(request, lambda: _as_it_was(request, pk, version))


def _as_it_was(request, pk: int, version: int):
    """(Document, whether it is watermarked) of an earlier state."""
    from ..rendering import Document

    resume = own(request, pk)
    content = _version(resume, version).content
    # Its own template decides about the watermark; one that is gone leaves the present one.
    resume.template = ResumeTemplate.objects.filter(pk=content.get("template")).first() or resume.template
    named = {name: content.get(sent) for sent, name in SENT_AS.items()}
    document = Document.from_data({**content, "template": resume.template_id, **named})
    return document, services.watermarked(resume)


@require_POST
@for_owners
def restore(request, pk: int, version: int):
    resume = own(request, pk)
    services.restore(request.actor, resume, _version(resume, version))
    messages.success(request, _("This version is back. The one before it is in the history."))
    return redirect("cv_editor", pk)


def _version(resume, revision: int) -> ResumeVersion:
    """Raises Http404."""
    found = services.version_of(resume, revision)
    if found is None:
        raise Http404
    return found
