"""Public pages as visitors without a session see them, made once for what they show.

A page is kept with the publications it shows. Each time it is served, one statement asks whether all of them are still
visible and as they were: nothing withdrawn, closed, expired or edited is shown, however long ago the page was made.
What a page does not know of, such as a new publication or another menu, starts a new generation: at once where the
cache is shared, elsewhere after `SECONDS`.

Views opt in with `keep`; nothing is kept of a request with a session, or of an answer that sets a cookie.
"""

import hashlib
import time
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from portal.jobs.models import Publication
from search.remembered import GENERATION as OF_INDEX

#: For what starts no generation: counts, names of companies and sectors, deadlines of what is not on the page.
SECONDS = 60
#: Longer addresses are nobody's second visit.
LONGEST = 300
OF_PAGES = "pages:generation"
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
        key = _key(request)
        if key is None:
            return self.get_response(request)
        known = caches["content"].get_many((key, OF_INDEX, OF_PAGES))
        generation = (known.get(OF_INDEX), known.get(OF_PAGES))
        if (kept := known.get(key)) and kept["generation"] == generation and _unchanged(kept["shown"]):
            return _answer(HttpResponse(kept["body"], headers=kept["headers"]))
        response = self.get_response(request)
        shown = getattr(response, "publications_shown", None)
        if shown is None or not _same_for_all(response):
            return response
        entry = {"generation": generation, "shown": shown, "body": response.content, "headers": dict(response.items())}
        caches["content"].set(key, entry, SECONDS)
        return _answer(response)


def keep(response: HttpResponse, publications) -> HttpResponse:
    """Say that this answer is the same for every visitor without a session, and which publications it shows."""
    response.publications_shown = {each.pk: each.updated_at for each in publications}
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


def forget(**kwargs) -> None:
    """Every page is made anew; again after the commit, since a request beside it may have kept the old one."""
    _new_generation()
    transaction.on_commit(_new_generation)


def _new_generation() -> None:
    caches["content"].set(OF_PAGES, time.time_ns(), None)


def _key(request: HttpRequest) -> str | None:
    if request.method != "GET" or any(name in request.COOKIES for name in _COOKIES):
        return None
    parts = (request.scheme, request.get_host(), request.get_full_path(), came_from(request))
    if sum(map(len, parts)) > LONGEST or request.path.startswith(("/admin/", "/api/", "/mon-espace/", "/compte/")):
        return None
    asked = (*parts, *(request.headers.get(name, "") for name in _HEADERS), str(timezone.localdate()))
    return f"pages:page:{hashlib.sha256(repr(asked).encode()).hexdigest()}"


def _same_for_all(response: HttpResponse) -> bool:
    return response.status_code == 200 and not response.cookies and not any(t in response.content for t in _TOKENS)


def _unchanged(shown: dict) -> bool:
    if not shown:
        return True
    return dict(Publication.objects.visible().filter(pk__in=shown).values_list("pk", "updated_at")) == shown


def _answer(response: HttpResponse) -> HttpResponse:
    patch_vary_headers(response, ("Cookie",))
    return response
