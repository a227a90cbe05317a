"""What listings and cards ask of this room."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse

from ..models import Favourite
from ..services.favourites import MOST

register = template.Library()


@register.inclusion_tag("discovery/parts/keep_search.html")
def keep_search(asked) -> dict:
    """Ways to keep the search of a listing. `asked` has the listing's `kind` and `parameters()`."""
    query = urlencode(asked.parameters())
    suffix = f"?{query}" if query else ""
    return {"alert_url": reverse("alert_create", args=[asked.kind]) + suffix}


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
