"""The listings of publications: one a kind (pages of Wagtail's tree) and one through all kinds (/recherche/)."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from portal.jobs.models import KINDS, Publication
from portal.jobs.models.publication import PLURALS
from portal.vocabulary.places import namesakes, nearest
from search.query import Results
from search.service import in_order, search
from search.where import Around, InTown, where_of

from ..cards import as_kind, for_cards, with_cards
from ..listing import words
from ..listing.pages import ResultPage
from ..listing.parameters import PAGE_SIZE, RADII, Asked, knows_place, parse
from ..page_cache import keep

FULL = "pages/publication_list_page.html"
#: What htmx swaps: the results, and the parts of the page that follow them.
PARTIAL = "pages/parts/listing_update.html"
#: Towns of the same name that are offered beside the one that was taken.
MOST_NAMESAKES = 4


def serve_listing(request: HttpRequest, page) -> HttpResponse:
    """A `PublicationListPage`."""
    context = page.get_context(request)
    return _answer(request, page.kind, {**context, "title": page.title, "description": page.meta_description})


def search_all(request: HttpRequest) -> HttpResponse:
    """The search through all four kinds; the box of the home page and of the 404 page lead here."""
    description = _("Job offers, grants for studies, funding and consultations, checked before they appear.")
    return _answer(request, "", {"page": None, "title": _("Search the whole site"), "description": description})


def _answer(request: HttpRequest, kind: str, context: dict) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    asked = parse(request.GET, kind)
    asked, results = _find(asked)
    in_place = bool(request.htmx) and not request.htmx.history_restore_request
    context |= listing_context(asked, results) | {"in_place": in_place}
    response = render(request, PARTIAL if in_place else FULL, context)
    if in_place:
        response["HX-Push-Url"] = asked.url()
    patch_vary_headers(response, ("HX-Request",))
    return keep(response, context["publications"])


def _find(asked: Asked) -> tuple[Asked, Results]:
    """Search; a page beyond the last one becomes the first, with a word about it."""
    results = search(asked.query())
    if results.hits or asked.page == 1 or not results.total:
        return asked, results
    problem = _("There is no page “%(value)s”.") % {"value": asked.page}
    asked = replace(asked, page=1, problems=(*asked.problems, problem))
    return asked, search(asked.query())


def listing_context(asked: Asked, results: Results) -> dict:
    model = KINDS[asked.kind] if asked.kind else Publication
    visible = model.objects.visible()
    publications = in_order(results, visible.for_list() if asked.kind else for_cards(visible))
    publications = publications if asked.kind else [as_kind(each) for each in publications]
    corrected = replace(asked, words=results.suggestion, page=1)
    narrowed = words.asked_text(corrected if results.corrected else asked)
    unknown_place = bool(asked.place) and not knows_place(asked.place)
    town = nearest(asked.place) if unknown_place and not publications else None
    count, wider = words.count_text(asked, results), _wider(asked.radius)
    return {
        "asked": asked,
        "results": results,
        "publications": with_cards(publications, "h2"),
        "page_obj": ResultPage(asked.page, results.total, PAGE_SIZE),
        "count_text": count,
        "asked_text": narrowed,
        "heading": f"{count} {narrowed}" if narrowed else "",
        "suggested": corrected.url() if results.suggestion else "",
        "announcement": words.announcement(asked, results),
        "chips": words.chips(asked),
        "filters": words.filters(asked, results),
        "amount_label": words.amount_label(asked.kind),
        "radii": RADII,
        "namesakes": _namesakes(asked),
        "unknown_place": unknown_place,
        "meant_place": town.label if town else "",
        "meant_place_url": replace(asked, place=town.label, page=1).url() if town else "",
        "everything_url": asked.path,
        "without_filters": replace(asked, chosen={}, amount=None, skills=(), company="", page=1).url(),
        "genre": PLURALS.get(asked.kind, ""),
        "wider": replace(asked, radius=wider, page=1).url() if asked.town and wider else "",
        "wider_km": wider,
        "anywhere": asked.without("lieu").url() if asked.place and len(asked.parameters()) > 1 else "",
        "elsewhere": replace(asked, kind="", chosen={}, amount=None, page=1).url() if asked.kind else "",
    }


def _namesakes(asked: Asked) -> list[dict[str, str]]:
    """The other towns of the name that was typed, each with the same search there."""
    if not isinstance(where_of(asked.place, asked.radius), InTown | Around):
        return []
    found = namesakes(asked.place)[:MOST_NAMESAKES]
    return [{"label": town.label, "url": replace(asked, place=town.label, page=1).url()} for town in found]


def _wider(radius: int | None) -> int | None:
    """The next distance that is offered; None beyond the largest."""
    return next((each for each in RADII if each > (radius or 10)), None)
