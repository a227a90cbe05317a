"""What the editor offers to choose from, in words."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..models import ResumeTemplate
from ..rendering import thumbnails
from ..rendering.templates import template_of

#: Those of the templates, and some calm ones more; any other can be chosen too.
COLORS = (
    ("#1f5f8b", _("Blue")),
    ("#0f766e", _("Teal")),
    ("#2f6b3a", _("Green")),
    ("#4338ca", _("Indigo")),
    ("#7b2d8b", _("Purple")),
    ("#b4235a", _("Raspberry")),
    ("#a33b1b", _("Brick")),
    ("#7a5c1e", _("Bronze")),
    ("#222a35", _("Ink")),
)
FONT_SIZE_LABELS = {
    "small": pgettext_lazy("size of text", "Small"),
    "normal": pgettext_lazy("size of text", "Normal"),
    "large": pgettext_lazy("size of text", "Large"),
}
SPACING_LABELS = {
    "compact": pgettext_lazy("spacing", "Compact"),
    "normal": pgettext_lazy("spacing", "Normal"),
    "airy": pgettext_lazy("spacing", "Airy"),
}
PAGE_SIZE_LABELS = {"A4": _("A4"), "Letter": _("US Letter")}
LANGUAGE_LEVELS = (
    _("Mother tongue"),
    _("Bilingual"),
    _("Fluent (C1)"),
    _("Upper intermediate (B2)"),
    _("Intermediate (B1)"),
    _("Basic (A2)"),
)


def templates(present: ResumeTemplate | None = None) -> list[dict]:
    """Those on offer as {row, picture, color}; the present one too, where it is no longer offered."""
    found = list(ResumeTemplate.objects.offered().for_list())
    if present is not None and present not in found:
        found.insert(0, present)
    return [{"row": row, "picture": thumbnails.address(row), "color": template_of(row.pk).color} for row in found]
