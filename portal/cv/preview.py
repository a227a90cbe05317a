"""A resume as a page of its own: what the PDF shows, which may do nothing in a browser."""

import re
from functools import lru_cache

from django.http import HttpResponse

from .models import Resume, ResumeTemplate
from .services.payments import watermarked

POLICY = (
    "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline' 'self'; img-src data: 'self'; "
    "font-src data: 'self'; frame-ancestors 'self'"
)


def preview_response(resume: Resume) -> HttpResponse:
    """Watermarked where its PDF is. Raises what the renderer refuses (portal.cv.rendering)."""
    return sheet_response(resume, watermark=watermarked(resume))


def sheet_response(sheet, *, watermark: bool) -> HttpResponse:
    """The same of a resume or a `portal.cv.rendering.Document`, for who has asked about its watermark."""
    # Only where something is rendered.
    from .rendering import render_html

    response = HttpResponse(render_html(sheet, watermark=watermark, preview=True))
    response["Content-Security-Policy"] = POLICY
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def template_source(template: ResumeTemplate) -> tuple[str, str]:
    """(HTML, CSS) of a template, as 002 §2.2 shows them: what an editor wrote, else the sample as it is printed.

    The HTML stands alone; that of a premium template is watermarked, as its previews are.
    """
    html = template.template_html or _sample(template.pk, template.is_premium)
    return html, template.template_css or "\n".join(_STYLE.findall(html))


_STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.S)


@lru_cache(maxsize=32)
def _sample(number: int, watermark: bool) -> str:
    from .rendering.html import to_html
    from .rendering.sample import sample

    return to_html(sample(number), watermark=watermark, preview=True)
