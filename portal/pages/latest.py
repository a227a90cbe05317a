"""The latest publications of each kind, for the home page, in three queries."""

from django.core.cache import cache
from django.db.models import Count, QuerySet

from portal.jobs.models import KINDS, Kind, Publication
from portal.jobs.models.publication import PLURALS

SHOWN = 3
COUNTS = "pages:counts"
SECONDS = 60


def for_cards(queryset: QuerySet) -> QuerySet:
    """Publications of several kinds with what their cards show: the contract or type is in the child's table."""
    return queryset.for_list().select_related(*KINDS)


def latest_by_kind() -> list[dict]:
    """[{"kind", "label", "url", "publications"}] in the order of the kinds, those without publications left out."""
    visible = Publication.objects.visible()
    newest = [visible.filter(kind=kind).newest().values("pk")[:SHOWN] for kind in Kind]
    ids = [row["pk"] for row in newest[0].union(*newest[1:], all=True)]
    found = for_cards(visible.filter(pk__in=ids)).newest()
    groups = {kind.value: [] for kind in Kind}
    for publication in found:
        groups[publication.kind].append(publication.specific)
    return [
        {"kind": kind, "url": f"/{PLURALS[kind]}/", "publications": publications}
        for kind, publications in groups.items()
        if publications
    ]


def counts_by_kind() -> dict[str, int]:
    """How many of each kind anyone may see, remembered for a minute: nobody acts on the exact figure."""
    known = cache.get(COUNTS)
    if known is None:
        rows = Publication.objects.visible().order_by().values_list("kind").annotate(number=Count("pk"))
        known = {**dict.fromkeys(Kind.values, 0), **dict(rows)}
        cache.set(COUNTS, known, SECONDS)
    return known
