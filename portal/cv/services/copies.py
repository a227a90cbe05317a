"""A resume as it is at one moment, for who keeps it elsewhere: an application."""

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _

from portal.core import limits
from portal.core.errors import Invalid
from portal.core.files import PDF, CheckedFile, safe_name

from ..entitlements import has_premium
from ..models import Resume
from .content import read_entries
from .exports import file_name
from .payments import watermarked


def printed(actor, resume: Resume | int) -> CheckedFile:
    """Its PDF, made now, with the watermark that its export has. Later changes of the resume are not in it.

    `resume` may be an id. Raises Invalid (somebody else's, or deleted; or too long to be printed), TooMany,
    RenderingUnavailable, TookTooLong, CannotRender.
    """
    # Loads Pango: only where a PDF is made.
    from ..rendering import render_pdf

    pk = resume.pk if isinstance(resume, Resume) else resume
    row = Resume.objects.of(actor).select_related("template").filter(pk=pk).first()
    if row is None:
        raise Invalid(_("This resume is no longer there: choose another one."))
    limits.keep_pace("render", limits.account(actor))
    read_entries(row)
    content = ContentFile(render_pdf(row, watermark=watermarked(row)))
    return CheckedFile(PDF, safe_name(file_name(row), PDF), content.size, content)


def choices(actor) -> list[tuple[str, str]]:
    """(id, label) of the actor's resumes for a form, the oldest first. The label tells of a watermark beforehand."""
    rows = (
        Resume.objects.of(actor)
        .select_related("template")
        .only("title", "full_name", "is_paid", "user", "template__name", "template__is_premium")
    )
    rows = list(rows)
    premium = any(row.template.is_premium for row in rows) and has_premium(actor)
    return [(str(row.pk), _label(row, watermarked(row, premium=premium))) for row in rows]


def _label(row: Resume, has_watermark: bool) -> str:
    name = row.title or row.full_name or _("Resume without a title")
    if has_watermark:
        return _("%(name)s (%(template)s, with a watermark)") % {"name": name, "template": row.template.name}
    return _("%(name)s (%(template)s)") % {"name": name, "template": row.template.name}
