"""The pages beside the editor, as the PDF has them."""

import io
import re
from collections.abc import Callable

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from portal.core import limits
from portal.core.errors import DomainError, TooMany

from .. import services
from ..access import for_owners, read

#: Pixels of a page's width.
NARROWEST, WIDEST = 200, 1600
_DIGEST = re.compile(r"[0-9a-f]{16}")
MOST_KNOWN = 24


@require_safe
@for_owners
def pages(request, pk: int):
    """Every page as a picture, `largeur` pixels wide; those of the digests in `connues` (a.b.c) are left out.

    The answer is a message as `portal.cv.rendering.engine` writes them: 4 bytes (big-endian) that tell the length of a
    JSON object, this object ({pages: [{digest, type, places}], sizes}), and the pictures one after another. A refusal
    is JSON: {error, code}.
    """

    def drawn():
        resume = read(request, pk)
        return resume, services.watermarked(resume)

    return pages_of(request, drawn)


def pages_of(request, drawn: Callable) -> HttpResponse:
    """The same of what `drawn()` gives: a resume or a `portal.cv.rendering.Document`, and whether it is watermarked."""
    # Only where something is rendered.
    from ..rendering import PAGE_WIDTH, render_preview
    from ..rendering.engine import write_message

    try:
        _keep_pace(request)
        sheet, watermark = drawn()
        found = render_preview(sheet, watermark, width=_width(request, PAGE_WIDTH), known=_known(request))
    except DomainError as error:
        return _refused(error)
    body = io.BytesIO()
    facts = [{"digest": page.digest, "type": page.type, "places": page.places} for page in found]
    write_message(body, {"pages": facts}, [page.picture for page in found if page.picture])
    return _unseen(HttpResponse(body.getvalue(), content_type="application/octet-stream"))


def _keep_pace(request) -> None:
    """An account's and a session's own; behind one address there may be a whole class."""
    if request.user.is_authenticated:
        limits.keep_pace("preview", limits.account(request.user))
        return
    limits.keep_pace("preview_address", limits.address_of(request))
    if request.actor.session_id:
        limits.keep_pace("preview", f"s{request.actor.session_id}")


def _width(request, usual: int) -> int:
    text = request.GET.get("largeur", "")
    width = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else usual
    return max(NARROWEST, min(WIDEST, width))


def _known(request) -> tuple[str, ...]:
    named = request.GET.get("connues", "")[: 17 * MOST_KNOWN].split(".")
    return tuple(each for each in named if _DIGEST.fullmatch(each))


def _refused(error: DomainError) -> HttpResponse:
    response = JsonResponse({"error": str(error.message), "code": error.code}, status=error.status)
    if isinstance(error, TooMany):
        response["Retry-After"] = str(error.retry_after)
    return _unseen(response)


def _unseen(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response
