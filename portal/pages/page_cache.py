"""Pages as visitors without a session see them, kept as `portal.pages.kept` says.

Views opt in with `keep`; nothing is kept of a request with a session, or of an answer that sets a cookie.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from .kept import LONGEST, Place, Shown

#: Forms with a token are of one visitor.
_TOKENS = (b"csrfmiddlewaretoken", b"X-CSRFToken")
_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")
#: Headers an answer depends on beside its address; htmx asks for a part of the page.
_HEADERS = ("HX-Request", "HX-History-Restore-Request", "HX-Boosted")


class PageCacheMiddleware:
    """The innermost one: headers, language and cookies are still the other ones' business."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        place = _place(request)
        if place is None:
            return self.get_response(request)
        if kept := place.answer():
            return _answer(kept)
        response = self.get_response(request)
        shown = getattr(response, "publications_shown", None)
        if shown is None or not _same_for_all(response):
            return response
        place.keep(response, shown)
        return _answer(response)


def keep(response: HttpResponse, publications) -> HttpResponse:
    """Say that this answer is the same for every visitor without a session, and which publications it shows."""
    response.publications_shown = Shown.of(publications)
    return response


def came_from(request: HttpRequest) -> str:
    """The path and query of the page of this site that led here; "" without a query or from elsewhere."""
    try:
        address = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return ""
    if address.netloc != request.get_host() or not address.query:
        return ""
    return f"{address.path}?{address.query}"


def _place(request: HttpRequest) -> Place | None:
    if request.method != "GET" or any(name in request.COOKIES for name in _COOKIES):
        return None
    parts = (request.scheme, request.get_host(), request.get_full_path(), came_from(request))
    if sum(map(len, parts)) > LONGEST or request.path.startswith(("/admin/", "/api/", "/mon-espace/", "/compte/")):
        return None
    return Place("page", *parts, *(request.headers.get(name, "") for name in _HEADERS))


def _same_for_all(response: HttpResponse) -> bool:
    return response.status_code == 200 and not response.cookies and not any(t in response.content for t in _TOKENS)


def _answer(response: HttpResponse) -> HttpResponse:
    patch_vary_headers(response, ("Cookie",))
    return response
