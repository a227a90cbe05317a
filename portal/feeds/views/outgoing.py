"""/flux/publications.json and /flux/publications.xml: the feed out, for anyone."""

import re
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.core import limits
from portal.core.errors import Invalid
from portal.jobs.models.publication import PLURALS

from ..outgoing import pages, xml
from ..outgoing.items import item

_KINDS = {plural: kind for kind, plural in PLURALS.items()}
_NUMBER = re.compile(r"[0-9]{1,18}")


@require_safe
def json_feed(request: HttpRequest) -> HttpResponse:
    """A schema.org ItemList of at most PAGE_SIZE publications, and the address of the next page."""
    return _answer(request, _as_json)


@require_safe
def xml_feed(request: HttpRequest) -> HttpResponse:
    return _answer(request, _as_xml)


def _answer(request: HttpRequest, write) -> HttpResponse:
    limits.keep_pace("feed", limits.address_of(request))
    page = pages.page(*_asked(request))
    modified = int(page.changed_at.timestamp()) if page.changed_at else None
    response = get_conditional_response(request, page.etag, modified)
    if response is None:
        following = _next(request, page)
        response = write(page.publications(), following)
        if following:
            response["Link"] = f'<{following}>; rel="next"'
    response["ETag"] = page.etag
    if modified:
        response["Last-Modified"] = http_date(modified)
    # To be kept, and asked about each time: what expires has to leave at once.
    response["Cache-Control"] = "public, no-cache"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _asked(request: HttpRequest) -> tuple[str, int]:
    """The kind ("" for all) and the number to go on from. Raises Invalid for a kind there is not."""
    plural, after = request.GET.get("type", ""), request.GET.get("apres", "0")
    if plural and plural not in _KINDS:
        raise Invalid(_("There is no such kind of publication: %(kinds)s.") % {"kinds": ", ".join(_KINDS)})
    if not _NUMBER.fullmatch(after):
        raise Http404("no such page of the feed")
    return str(_KINDS.get(plural, "")), int(after)


def _next(request: HttpRequest, page) -> str:
    if page.next_after is None:
        return ""
    query = {"type": request.GET["type"]} if page.kind else {}
    address = reverse(request.resolver_match.view_name)
    return f"{settings.SITE_URL}{address}?{urlencode({**query, 'apres': page.next_after})}"


def _as_json(publications, following: str) -> HttpResponse:
    body = {
        "@context": "https://schema.org/",
        "@type": "ItemList",
        "name": settings.SITE_NAME,
        "numberOfItems": len(publications),
        "next": following or None,
        "itemListElement": [item(publication) for publication in publications],
    }
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})


def _as_xml(publications, following: str) -> HttpResponse:
    return HttpResponse(xml.document(publications, following), content_type="application/xml; charset=utf-8")
