"""A resume as the editor's script holds it: plain data, in the page and in each answer."""

from django.urls import reverse

from ..layout import Layout
from ..models import Resume
from ..photos import photo_name
from ..rendering.templates import template_of
from ..services import completeness, content_of


def state_of(resume: Resume) -> dict:
    """What it says (`services.content_of`), where each section stands, hidden and empty ones too, and what it lacks."""
    percent, hints = completeness(resume)
    everything = Layout(order=tuple(resume.layout.get("order") or ()))
    return {
        "revision": resume.revision,
        "content": content_of(resume),
        "sections": everything.sections(resume.custom_sections, default=template_of(resume.template_id).order),
        "photo": reverse("cv_photo", args=[photo_name(resume)]) if resume.photo else None,
        "percent": percent,
        "hints": [{"section": hint.section, "message": str(hint.message)} for hint in hints],
    }
