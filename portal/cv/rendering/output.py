from .document import Document
from .html import to_html
from .worker import pool

#: Of the pictures of pages: A4 at 96 dots an inch.
PAGE_WIDTH = 794


def render_html(resume, watermark: bool, preview: bool = True) -> str:
    """The HTML that is printed. With `preview` it stands alone, and is a sheet of paper on a screen. Raises TooLong."""
    return to_html(_document(resume), watermark=watermark, preview=preview)


def render_pdf(resume, watermark: bool) -> bytes:
    """A PDF/UA-1 of at most settings.CV_MOST_PAGES pages.

    Raises TooLong, TookTooLong, RenderingUnavailable, CannotRender.
    """
    return _rendered(resume, watermark)[0]


def render_pages(resume, watermark: bool, *, width: int = PAGE_WIDTH, first: int = 0, most: int = 1) -> list[bytes]:
    """Pages of that PDF as PNGs `width` pixels wide, from page `first` (0), `most` at most. Raises as `render_pdf`."""
    return _rendered(resume, watermark, width=width, first=first, most=most)


def _rendered(resume, watermark: bool, **options) -> list[bytes]:
    document = _document(resume)
    resources = {"photo": (document.photo.content_type, document.photo.content)} if document.photo else {}
    return pool().render(to_html(document, watermark=watermark, preview=False), resources, **options)


def _document(resume) -> Document:
    return resume if isinstance(resume, Document) else Document.from_resume(resume)
