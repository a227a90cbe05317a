"""Resumes as HTML, PDF and pictures (docs/resumes.md). WeasyPrint is loaded when first needed, in a process of its own.

Each function takes a kept `Resume` or a `Document` (what is still being typed). Whether there is a watermark is a rule
of `portal.cv.services.watermarked`: here it is only drawn.
"""

from .document import Document
from .errors import CannotRender, RenderingUnavailable, TookTooLong, TooLong
from .output import PAGE_WIDTH, Page, render_html, render_pages, render_pdf, render_preview

__all__ = [
    "PAGE_WIDTH",
    "CannotRender",
    "Document",
    "Page",
    "RenderingUnavailable",
    "TooLong",
    "TookTooLong",
    "render_html",
    "render_pages",
    "render_pdf",
    "render_preview",
]
