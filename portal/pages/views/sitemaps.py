"""sitemap.xml: an index of files, each the publications of one kind first published in one month; and the site's pages.

A publication stays in the file of its month for life, so that a crawler that reads `lastmod` opens few files. What is
no longer visible is gone from its file at once: each is read from `visible()` when it is asked for.
"""

from datetime import datetime

from django.conf import settings
from django.db.models import Case, Count, DateTimeField, F, Max, QuerySet, Value, When
from django.db.models.functions import Coalesce, Greatest, TruncMonth
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from portal.core.dates import PARIS
from portal.jobs.models import Publication

#: Addresses in one file. The protocol allows 50,000; smaller files are made faster.
CHUNK = 10_000
#: Public lists that are no pages of the tree.
LISTS = ("internship_list",)
XML = "application/xml; charset=utf-8"
_LONG_AGO = datetime(1970, 1, 1, tzinfo=PARIS)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every file there is, and when it last changed: five queries at most, whatever there is."""
    files = [{"url": _address("sitemap_pages"), "changed": _pages_changed(request)}]
    for row in _months():
        for number in range(-(-row["shown"] // CHUNK)):
            address = _address("sitemap_month", row["kind"], row["month"].year, row["month"].month, number + 1)
            files.append({"url": address, "changed": row["changed"]})
    return render(request, "pages/sitemap_index.xml", {"files": files}, content_type=XML)


@require_safe
def month(request: HttpRequest, kind: str, year: int, month: int, number: int) -> HttpResponse:
    """One file: one query."""
    if not (2000 <= year < 3000 and 1 <= month <= 12 and 1 <= number < 10_000):
        raise Http404("no such part of the sitemap")
    start = datetime(year, month, 1, tzinfo=PARIS)
    end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=PARIS)
    rows = Publication.objects.visible().filter(kind=kind, first_published_at__gte=start, first_published_at__lt=end)
    rows = rows.order_by("first_published_at", "pk").only("pk", "kind", "slug", "last_published_at")
    return _file(
        request,
        [
            {"url": settings.SITE_URL + row.get_absolute_url(), "changed": row.last_published_at}
            for row in rows[(number - 1) * CHUNK : number * CHUNK]
        ],
    )


@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    return _file(
        request,
        [
            {"url": settings.SITE_URL + (page.get_url(request) or "/"), "changed": page.last_published_at}
            for page in _pages(request)
        ]
        + [{"url": _address(name), "changed": None} for name in LISTS],
    )


def _file(request: HttpRequest, entries: list[dict]) -> HttpResponse:
    if not entries:
        raise Http404("no such part of the sitemap")
    return render(request, "pages/sitemap.xml", {"entries": entries}, content_type=XML)


def _address(name: str, *args) -> str:
    return settings.SITE_URL + reverse(name, args=args)


def _months() -> list[dict]:
    """Kind, month, how many are visible, and when one of them last came, changed or left: newest month first."""
    now = timezone.now()
    left = [
        Case(When(**{f"{name}__lte": now}, then=F(name)), default=Value(_LONG_AGO), output_field=DateTimeField())
        for name in ("deadline", "expire_at")
    ]
    came = [Coalesce(F(name), Value(_LONG_AGO)) for name in ("last_published_at", "closed_at", "withdrawn_at")]
    once = _by_month(Publication.objects.filter(first_published_at__isnull=False))
    changed = {(row["kind"], row["month"]): row["at"] for row in once.annotate(at=Max(Greatest(*came, *left)))}
    shown = _by_month(Publication.objects.visible(now)).annotate(shown=Count("pk")).order_by("-month", "kind")
    return [{**row, "changed": changed.get((row["kind"], row["month"]))} for row in shown]


def _by_month(rows: QuerySet) -> QuerySet:
    return rows.order_by().values("kind", month=TruncMonth("first_published_at", tzinfo=PARIS))


def _pages(request: HttpRequest) -> QuerySet:
    site = Site.find_for_request(request)
    if site is None:
        return Page.objects.none()
    return Page.objects.live().public().descendant_of(site.root_page, inclusive=True).order_by("path")


def _pages_changed(request: HttpRequest) -> datetime | None:
    return _pages(request).order_by().aggregate(at=Max("last_published_at"))["at"]
