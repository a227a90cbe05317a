from dataclasses import dataclass

from .document import Document
from .html import to_html
from .worker import pool

#: Of the pictures of pages: A4 at 96 dots an inch.
PAGE_WIDTH = 794


@dataclass(frozen=True)
class Page:
    """A page as a picture; `digest` names what it shows. Without `type` and `picture` it is one that was known."""

    digest: str
    type: str | None
    picture: bytes | None
    #: How far down its elements stand that have an id ("section-skills"), from 0 to 1.
    places: dict[str, float]


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


def render_preview(resume, watermark: bool, *, width: int = PAGE_WIDTH, known: tuple[str, ...] = ()) -> list[Page]:
    """Every page of that PDF, `width` pixels wide; those of `known` digests without their pictures.

    Raises as `render_pdf`.
    """
    document = _document(resume)
    html = to_html(document, watermark=watermark, preview=False, named=True)
    pages, pictures = pool().preview(html, _resources(document), width=width, known=list(known))
    found = iter(pictures)
    return [Page(picture=next(found) if facts["type"] else None, **facts) for facts in pages]


def _rendered(resume, watermark: bool, **options) -> list[bytes]:
    document = _document(resume)
    return pool().render(to_html(document, watermark=watermark, preview=False), _resources(document), **options)


def _resources(document: Document) -> dict[str, tuple[str, bytes]]:
    return {"photo": (document.photo.content_type, document.photo.content)} if document.photo else {}


def _document(resume) -> Document:
    return resume if isinstance(resume, Document) else Document.from_resume(resume)
