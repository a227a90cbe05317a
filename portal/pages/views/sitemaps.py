"""sitemap.xml: an index of sections, each a thousand-fold of addresses. Publications by kind, and the site's pages."""

from django.conf import settings
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from portal.jobs.models import Kind, Publication
from portal.jobs.models.publication import PLURALS

#: The protocol allows 50,000; smaller files are made faster.
CHUNK = 5_000
PAGES = "pages"
XML = "application/xml; charset=utf-8"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    counts = dict(Publication.objects.visible().order_by().values_list("kind").annotate(number=Count("pk")))
    sections = [(PAGES, 1)]
    for kind, plural in PLURALS.items():
        sections += [(plural, number + 1) for number in range(-(-counts.get(kind, 0) // CHUNK))]
    urls = [settings.SITE_URL + reverse("sitemap_section", args=section) for section in sections]
    return render(request, "pages/sitemap_index.xml", {"urls": urls}, content_type=XML)


@require_safe
def section(request: HttpRequest, section: str, number: int) -> HttpResponse:
    kinds = {plural: kind for kind, plural in PLURALS.items()}
    if section == PAGES and number == 1:
        entries = _pages(request)
    elif section in kinds and 0 < number < 10_000:
        entries = _publications(kinds[section], number)
    else:
        entries = []
    if not entries:
        raise Http404("no such part of the sitemap")
    return render(request, "pages/sitemap.xml", {"entries": entries}, content_type=XML)


def _publications(kind: Kind, number: int) -> list[dict]:
    rows = (
        Publication.objects.visible().filter(kind=kind).order_by("pk").only("pk", "kind", "slug", "last_published_at")
    )
    return [
        {"url": settings.SITE_URL + row.get_absolute_url(), "changed": row.last_published_at}
        for row in rows[(number - 1) * CHUNK : number * CHUNK]
    ]


def _pages(request: HttpRequest) -> list[dict]:
    site = Site.find_for_request(request)
    if site is None:
        return []
    pages = Page.objects.live().public().descendant_of(site.root_page, inclusive=True).order_by("path")
    return [
        {"url": settings.SITE_URL + (page.get_url(request) or "/"), "changed": page.last_published_at} for page in pages
    ]
