"""What listings and cards ask of this room."""

from urllib.parse import urlencode

from django import template
from django.urls import reverse

register = template.Library()


@register.inclusion_tag("discovery/parts/keep_search.html")
def keep_search(asked) -> dict:
    """Ways to keep the search of a listing. `asked` has the listing's `kind` and `parameters()`."""
    query = urlencode(asked.parameters())
    suffix = f"?{query}" if query else ""
    return {"alert_url": reverse("alert_create", args=[asked.kind]) + suffix}
