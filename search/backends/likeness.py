"""What is like a publication, by the words of its title and skills."""

# ruff: noqa: S608 - statements are made of names of ours.

from django.db import connection
from django.utils import timezone

from portal.jobs.models import Publication

from ..analysis import terms
from ..query import Hit
from .conditions import at
from .fulltext import Match
from .paging import compiled
from .sql import SQL

#: The newest ones with any of the words are compared, no more.
MOST_COMPARED = 1_000
#: What the same sector adds, as a share of the best score.
SAME_SECTOR = 0.25
MOST_SKILLS = 6


def alike(publication_id: int, limit: int) -> list[Hit]:
    """Three statements: the publication, its skills, the hits."""
    row = (
        Publication.objects.filter(pk=publication_id).values_list("title", "kind", "sector_id").first()
        if 0 < publication_id < 2**63
        else None
    )
    if row is None or limit < 1:
        return []
    title, kind, sector = row
    skills = Publication.skills.through.objects.filter(publication_id=publication_id).order_by("pk")
    names = skills.values_list("skill__name", flat=True)[:MOST_SKILLS]
    match = Match(terms(" . ".join([title, *names])), relaxed=True)
    if not match.text:
        return []
    now = timezone.now()
    statement = (
        SQL("WITH hits AS MATERIALIZED (SELECT d.publication_id, d.published_at, d.sector_id,")
        + match.score
        + f"AS score FROM {match.source} WHERE"
        + match.condition
        + SQL(
            "AND d.kind = %s AND d.open_until > %s AND d.publication_id <> %s"
            f" ORDER BY d.published_at DESC, d.publication_id DESC LIMIT {MOST_COMPARED})",
            (kind, at(now), publication_id),
        )
        + SQL(
            "SELECT h.publication_id, h.score + CASE WHEN h.sector_id = %s THEN %s * (SELECT max(score) FROM hits)"
            " ELSE 0 END AS likeness FROM hits h JOIN (",
            (sector, SAME_SECTOR),
        )
        + compiled(Publication.objects.visible(now).values_list("id"))
        + SQL(") v ON v.id = h.publication_id ORDER BY likeness DESC, h.published_at DESC, h.publication_id DESC")
        + SQL("LIMIT %s", (min(limit, MOST_COMPARED),))
    )
    with connection.cursor() as cursor:
        cursor.execute(statement.text, statement.params)
        return [Hit(pk, round(score, 6)) for pk, score in cursor.fetchall()]
