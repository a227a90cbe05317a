"""A sheet as HTML: from the project's own template files, everything of its owner's escaped."""

import base64
import re
from functools import cache

from django.conf import settings
from django.template.loader import get_template, render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from ..layout import FONTS, PAGE_SIZES, Layout
from .colors import INK, palette
from .document import Document
from .sheet import sheet_of
from .templates import Template

FOLDER = "cv/resumes"
#: What a family falls back to: without the portal's fonts, what is there; for other scripts, Noto. Emoji are found by
#: themselves: named here, their font would give the digits too.
_SCRIPTS = '"Noto Sans Arabic", "Noto Sans Hebrew"'
_SERIF = f'"Liberation Serif", "DejaVu Serif", {_SCRIPTS}, serif'
_SANS = f'"Liberation Sans", "DejaVu Sans", {_SCRIPTS}, sans-serif'
_SIZES = {"small": "8.8pt", "normal": "9.6pt", "large": "10.5pt"}
#: Line height, between paragraphs, between entries, between sections.
_SPACINGS = {
    "compact": ("1.34", "2pt", "6pt", "11pt"),
    "normal": ("1.46", "3pt", "9.5pt", "16pt"),
    "airy": ("1.6", "4.5pt", "13pt", "22pt"),
}
_PAPER = {"A4": ("210mm", "297mm"), "Letter": ("8.5in", "11in")}
#: Of the pages: the template's, or the common ones.
_MARGINS = re.compile(r"@page \{\s*margin: ([^;]+);")
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_VARIABLE = re.compile(r"var\(--([a-z-]+)\)")
_SPACING_NAMES = ("line-height", "gap-s", "gap-m", "gap-l")
PHOTO = "resume:photo"


def to_html(document: Document, *, watermark: bool, preview: bool, named: bool = False) -> str:
    """One HTML document. With `preview` it stands alone, for a frame; without, the photo is `resume:photo`.

    In a preview, and with `named`, the sections have ids.
    """
    with translation.override("fr"):
        sheet = sheet_of(document)
        return render_to_string(
            f"{FOLDER}/{sheet.template.key}.html",
            {
                "sheet": sheet,
                "document": document,
                "style": mark_safe(_style(document.layout, sheet.template, preview=preview)),  # noqa: S308 - see _style
                "photo": _photo(document, preview=preview) if sheet.template.photo else "",
                "watermark": range(40 if preview else 7) if watermark else (),
                "site_name": settings.SITE_NAME,
                "preview": preview,
                "named": preview or named,
            },
        )


def _photo(document: Document, *, preview: bool) -> str:
    if document.photo is None:
        return ""
    if not preview:
        return PHOTO
    return f"data:{document.photo.content_type};base64,{base64.b64encode(document.photo.content).decode()}"


def _style(layout: Layout, template: Template, *, preview: bool) -> str:
    """Files of the project, and values of ours chosen by keys; the colour alone is a text, #rrggbb by `palette`."""
    font = layout.font if layout.font in FONTS else template.font
    family = FONTS[font]
    fallbacks = _SERIF if font.endswith("serif") else _SANS
    values = {
        **palette(layout.color if _COLOR.fullmatch(layout.color or "") else template.color),
        "ink": INK,
        "family": f'"{family}", {fallbacks}',
        "size": _SIZES.get(layout.font_size, _SIZES["normal"]),
        **dict(zip(_SPACING_NAMES, _SPACINGS.get(layout.spacing, _SPACINGS["normal"]), strict=True)),
    }
    files = ("common", template.key, *(("preview",) if preview else ()))
    css = "\n".join(map(_file, files))
    size = layout.page_size if layout.page_size in PAGE_SIZES else PAGE_SIZES[0]
    values["width"], values["height"] = _PAPER[size]
    values["margins"] = _MARGINS.findall(css)[-1]
    # Written out, since @page does not know the variables of an element, and WeasyPrint takes longer over them.
    css = _VARIABLE.sub(lambda match: values[match[1]], css)
    return f"@page{{size:{size}}}\n{css}"


def _file(name: str) -> str:
    if settings.DEBUG:
        return _source(name)
    return _kept_source(name)


def _source(name: str) -> str:
    return get_template(f"{FOLDER}/{name}.css").template.source


_kept_source = cache(_source)
