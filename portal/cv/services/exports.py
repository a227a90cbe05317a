"""The PDF of a resume, made now and kept for a day behind an address that nobody guesses (002 §3.6)."""

from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from portal.core.errors import Forbidden

from .. import permissions
from ..errors import Gone
from ..models import Resume, ResumeExport
from . import resumes
from .payments import watermarked

#: Of one resume: who exports after each change leaves no pile behind.
MOST_KEPT = 5


def export_pdf(actor, resume: Resume) -> ResumeExport:
    """Make the PDF and keep it. Raises Forbidden, Gone, and what the renderer refuses (RenderingFailed)."""
    # Loads Pango: only where a PDF is made.
    from ..rendering import render_pdf

    if not permissions.owns(actor, resume):
        raise Forbidden
    watermark = watermarked(resume)
    # Outside of any lock: it takes a tenth of a second and more.
    pdf = render_pdf(resume, watermark=watermark)
    with transaction.atomic():
        resume = resumes.lock(actor, resume)
        if watermark is False and watermarked(resume):
            # The payment was given back, or another template chosen, while it was drawn.
            raise Gone
        made = ResumeExport(resume=resume, name=file_name(resume, watermark=watermark), has_watermark=watermark)
        made.file.save("resume.pdf", ContentFile(pdf))
        for old in resume.exports.order_by("-id")[MOST_KEPT:]:
            old.delete()
    return made


def file_name(resume: Resume, *, watermark: bool = False, extension: str = "pdf") -> str:
    """ "john_doe_cv_20251029.pdf", as 002 §3.6 calls it."""
    person = slugify(resume.full_name).replace("-", "_")[:80] or "mon"
    mark = "_watermarked" if watermark else ""
    return f"{person}_cv_{timezone.localdate():%Y%m%d}{mark}.{extension}"


def forget_clean_copies(resume: Resume) -> None:
    """A payment that was given back takes along the files without a watermark that it paid for."""
    for made in resume.exports.filter(has_watermark=False):
        made.delete()


def forget_old_exports() -> int:
    """Those whose day is over, with their files; returns how many."""
    before = timezone.now() - timedelta(hours=settings.RESUME_EXPORT_HOURS)
    gone = 0
    for made in ResumeExport.objects.filter(created_at__lte=before).iterator():
        made.delete()
        gone += 1
    return gone
