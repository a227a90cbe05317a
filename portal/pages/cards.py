"""Publications as cards, each made once for what it shows."""

from django.core.cache import caches
from django.template.loader import get_template
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.jobs import display
from portal.jobs.cards import as_kind, for_cards
from portal.jobs.models import Publication

__all__ = ["as_kind", "for_cards", "with_cards"]

#: How long a card is remembered that nobody looks at.
SECONDS = 3600


def with_cards(publications: list[Publication], level: str = "h3") -> list[Publication]:
    """Give each its card as HTML in `card`, made once for what the row and the day are; what a search adds, each time.

    Making twenty of them takes longer than finding them.
    """
    template = get_template("pages/parts/card.html")
    wanted = {publication.pk: _key(publication, level) for publication in publications if not _searched(publication)}
    known, made = caches["content"].get_many(wanted.values()), {}
    for publication in publications:
        key = wanted.get(publication.pk)
        publication.card = known.get(key)
        if publication.card is None:
            publication.distance = distance(publication)
            publication.card = template.render({"publication": publication, "level": level})
            if key:
                made[key] = publication.card
    if made:
        caches["content"].set_many(made, SECONDS)
    return publications


def distance(publication: Publication) -> str:
    """ "à 12 km" of the town that was searched around; "" in the town itself and without one."""
    hit = getattr(publication, "hit", None)
    km = round(hit.distance_km) if hit and hit.distance_km is not None else 0
    return _("%(km)s km away") % {"km": display.number(km)} if km else ""


def _searched(publication: Publication) -> bool:
    return hasattr(publication, "hit") and bool(publication.hit.extracts or distance(publication))


def _key(publication: Publication, level: str) -> str:
    """Cards speak of days ("plus que 3 jours"): another day, another card."""
    written = publication.updated_at.timestamp()
    return f"pages:card:{level}:{publication.pk}:{written}:{timezone.localdate()}:{get_language()}"
