"""What listings and cards ask of this room."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse

from ..models import Favourite
from ..searches import read
from ..services.favourites import MOST

register = template.Library()
KEEPING = {
    "alert_url": "alert_create",
    "rss_url": "search_rss",
    "atom_url": "search_atom",
    "calendar_url": "search_calendar",
}


@register.inclusion_tag("discovery/parts/keep_search.html")
def keep_search(asked) -> dict:
    """Ways to keep the search of a listing. `asked` has the listing's `kind` and `parameters()`."""
    search = read(asked.kind, urlencode(asked.parameters()))
    return {
        **{name: _address(route, asked) for name, route in KEEPING.items()},
        "search_url": search.url if search.parameters else "",
        "search_label": ", ".join([search.title, *search.filters]),
    }


@register.inclusion_tag("discovery/parts/feed_links.html")
def feed_links(asked) -> dict:
    """The feeds of a listing, for its head."""
    return {name: _address(route, asked) for name, route in KEEPING.items()}


def _address(route: str, asked) -> str:
    query = urlencode(asked.parameters())
    return reverse(route, args=[asked.kind]) + (f"?{query}" if query else "")


@register.inclusion_tag("discovery/parts/heart.html", takes_context=True)
def heart(context, publication, words=False) -> dict:
    """The button that keeps a publication: one query a page, whatever the number of hearts."""
    request = context["request"]
    kept = publication.pk in _kept_by(request) if request.user.is_authenticated else None
    return {"publication": publication, "kept": kept, "words": words, "next_url": request.get_full_path()}


def _kept_by(request) -> set[int]:
    if not hasattr(request, "favourite_ids"):
        kept = Favourite.objects.filter(user=request.user)
        request.favourite_ids = set(kept.values_list("publication_id", flat=True)[:MOST])
    return request.favourite_ids
