"""Publications of several kinds in one list, without a query a row."""

from django.core.cache import caches
from django.db.models import QuerySet
from django.template.loader import get_template
from django.utils import timezone
from django.utils.translation import get_language

from portal.jobs.models import KINDS, Publication

#: How long a card is remembered that nobody looks at.
SECONDS = 3600


def for_cards(queryset: QuerySet) -> QuerySet:
    """Rows of the parent with what cards show: the contract or type is in the child's table."""
    return queryset.for_list().select_related(*KINDS)


def as_kind(publication: Publication) -> Publication:
    """A row of `for_cards` as its kind, with the places that were read for it."""
    specific = publication.specific
    specific._prefetched_objects_cache = publication._prefetched_objects_cache
    if hasattr(publication, "hit"):
        specific.hit = publication.hit
    return specific


def with_cards(publications: list[Publication], level: str = "h3") -> list[Publication]:
    """Give each its card as HTML in `card`, made once for what the row and the day are; with marked words, each time.

    Making twenty of them takes longer than finding them.
    """
    template = get_template("pages/parts/card.html")
    wanted = {publication.pk: _key(publication, level) for publication in publications if not _marked(publication)}
    known, made = caches["content"].get_many(wanted.values()), {}
    for publication in publications:
        key = wanted.get(publication.pk)
        publication.card = known.get(key)
        if publication.card is None:
            publication.card = template.render({"publication": publication, "level": level})
            if key:
                made[key] = publication.card
    if made:
        caches["content"].set_many(made, SECONDS)
    return publications


def _marked(publication: Publication) -> bool:
    return hasattr(publication, "hit") and bool(publication.hit.extracts)


def _key(publication: Publication, level: str) -> str:
    """Cards speak of days ("plus que 3 jours"): another day, another card."""
    written = publication.updated_at.timestamp()
    return f"pages:card:{level}:{publication.pk}:{written}:{timezone.localdate()}:{get_language()}"
