"""What is like a publication, as the search finds it: remembered for a while, and always read among what is visible."""

from django.core.cache import caches

from portal.jobs.models import KINDS, Publication
from search.query import Hit
from search.service import similar, with_hits

MOST = 4
#: Half of a visit's length would do: what is like something changes slowly, and what is over is left out anyway.
SECONDS = 600
#: Remembered beyond those shown, so that others move up when some are over.
SPARE = 4


def similar_to(publication: Publication) -> list[Publication]:
    """At most `MOST`, the best first, of the same kind."""
    key = f"discovery:similar:{publication.pk}:{publication.updated_at.timestamp()}"
    ids = caches["content"].get(key)
    if ids is None:
        ids = [hit.id for hit in similar(publication.pk, limit=MOST + SPARE)]
        caches["content"].set(key, ids, SECONDS)
    if not ids:
        return []
    rows = KINDS[publication.kind].objects.visible().for_list()
    found = with_hits([Hit(pk) for pk in ids], rows)
    return found[:MOST]
