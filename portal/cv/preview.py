"""A resume as a page of its own: what the PDF shows, which may do nothing in a browser."""

from django.http import HttpResponse

from .models import Resume
from .services.payments import watermarked

POLICY = (
    "sandbox allow-popups; default-src 'none'; style-src 'unsafe-inline' 'self'; img-src data: 'self'; "
    "font-src data: 'self'; frame-ancestors 'self'"
)


def preview_response(resume: Resume) -> HttpResponse:
    """Watermarked where its PDF is. Raises what the renderer refuses (portal.cv.rendering)."""
    # Only where something is rendered.
    from .rendering import render_html

    response = HttpResponse(render_html(resume, watermark=watermarked(resume), preview=True))
    response["Content-Security-Policy"] = POLICY
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
