"""The sectors' names by their slug: few, and seldom changed, so each process remembers them for a while."""

from django.core.cache import cache

from portal.vocabulary.models import Sector

KEY = "pages:sectors"
SECONDS = 300


def sector_names() -> dict[str, str]:
    known = cache.get(KEY)
    if known is None:
        known = dict(Sector.objects.values_list("slug", "name"))
        cache.set(KEY, known, SECONDS)
    return known
