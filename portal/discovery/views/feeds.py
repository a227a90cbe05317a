"""Any search as a feed (search_feed) and as a calendar of deadlines (search_calendar): the listing's own parameters."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.core import limits
from portal.core.errors import TooMany
from portal.jobs.cards import as_kind, for_cards
from portal.jobs.ical import TYPE as CALENDAR
from portal.jobs.models import Publication

from .. import syndication
from ..searches import read

TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml"}


@require_safe
def feed(request: HttpRequest, kind: str, format: str) -> HttpResponse:
    _paced(request)
    search = read(kind, request.GET)
    rows = syndication.newest(search)
    address = settings.SITE_URL + request.get_full_path()
    tag, changed = syndication.version(address, rows)
    text = syndication.feed(format, search, rows, address)
    return _answer(request, text, f"{TYPES[format]}; charset=utf-8", tag, changed)


@require_safe
def calendar(request: HttpRequest, kind: str) -> HttpResponse:
    _paced(request)
    search = read(kind, request.GET)
    rows = syndication.closing(search)
    tag, changed = syndication.version(request.get_full_path(), rows)
    title = f"{search.title} · {settings.SITE_NAME}"
    response = _answer(request, syndication.calendar(title, rows), f"{CALENDAR}; charset=utf-8", tag, changed)
    response["Content-Disposition"] = 'attachment; filename="echeances.ics"'
    return response


@never_cache
@login_required
@require_safe
def favourites(request: HttpRequest) -> HttpResponse:
    """The deadlines of what somebody keeps."""
    kept = for_cards(Publication.objects.visible()).filter(favourites__user=request.user, deadline__isnull=False)
    rows = [as_kind(row) for row in kept.order_by("deadline", "pk")]
    response = HttpResponse(syndication.calendar(_("My favourites"), rows), content_type=f"{CALENDAR}; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="mes-favoris.ics"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _paced(request: HttpRequest) -> None:
    if wait := limits.too_often("feed", limits.address_of(request)):
        raise TooMany(retry_after=round(wait))


def _answer(request: HttpRequest, content, content_type: str, tag: str, changed: datetime | None) -> HttpResponse:
    """Asked again, nothing is sent that the asker has. Nobody keeps it unasked: what is over leaves at once."""
    response = HttpResponse(content, content_type=content_type)
    response["Cache-Control"] = "public, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    etag, modified = quote_etag(tag), int(changed.timestamp()) if changed else None
    response["ETag"] = etag
    if modified:
        response.headers["Last-Modified"] = http_date(modified)
    return get_conditional_response(request, etag=etag, last_modified=modified, response=response)
