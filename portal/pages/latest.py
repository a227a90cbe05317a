"""The latest publications of each kind, for the home page, in three queries."""

from django.core.cache import cache
from django.db.models import Count
from django.utils.translation import gettext as _

from portal.jobs.models import Kind, Publication
from portal.jobs.models.publication import PLURALS

from .cards import as_kind, for_cards, with_cards

SHOWN = 3
COUNTS = "pages:counts"
SECONDS = 60


def latest_by_kind() -> list[dict]:
    """[{"kind", "title", "all", "url", "publications"}] in the order of the kinds; those without any are left out."""
    visible = Publication.objects.visible()
    newest = [visible.filter(kind=kind).newest().values("pk")[:SHOWN] for kind in Kind]
    # SQLite wants no LIMIT in the parts of a UNION, but in their subqueries.
    parts = [Publication.objects.filter(pk__in=ids).order_by().values("pk") for ids in newest]
    ids = [row["pk"] for row in parts[0].union(*parts[1:], all=True)]
    found = for_cards(visible.filter(pk__in=ids)).newest()
    groups = {kind.value: [] for kind in Kind}
    for publication in found:
        groups[publication.kind].append(as_kind(publication))
    return [
        {**_titles(kind), "kind": kind, "url": f"/{PLURALS[kind]}/", "publications": with_cards(publications)}
        for kind, publications in groups.items()
        if publications
    ]


def _titles(kind: str) -> dict[str, str]:
    titles = {
        Kind.OFFER: (_("Latest job offers"), _("All job offers")),
        Kind.BOURSE: (_("Latest grants for studies"), _("All grants for studies")),
        Kind.FINANCEMENT: (_("Latest fundings"), _("All fundings")),
        Kind.CONSULTATION: (_("Latest consultations"), _("All consultations")),
    }
    title, everything = titles[Kind(kind)]
    return {"title": title, "all": everything}


def counts_by_kind() -> dict[str, int]:
    """How many of each kind anyone may see, remembered for a minute: nobody acts on the exact figure."""
    known = cache.get(COUNTS)
    if known is None:
        rows = Publication.objects.visible().order_by().values_list("kind").annotate(number=Count("pk"))
        known = {**dict.fromkeys(Kind.values, 0), **dict(rows)}
        cache.set(COUNTS, known, SECONDS)
    return known
