"""What is like a publication, by the words of its title and skills."""

# ruff: noqa: S608 - statements are made of names of ours.

from django.db import connection
from django.utils import timezone

from portal.jobs.models import Publication

from ..analysis import terms
from ..likeness import subject
from ..query import Hit
from .conditions import at
from .fulltext import Match
from .paging import compiled
from .sql import SQL

#: The newest ones with any of the words are compared, no more.
MOST_COMPARED = 1_000
#: What the same sector adds, as a share of the best score.
SAME_SECTOR = 0.25


def alike(publication_id: int, limit: int) -> list[Hit]:
    """Three statements: the publication, its skills, the hits."""
    if limit < 1 or (like := subject(publication_id)) is None:
        return []
    match = Match(terms(" . ".join([like.title, *like.skills])), relaxed=True)
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
            f" ORDER BY {match.newest} LIMIT {MOST_COMPARED})",
            (like.kind, at(now), publication_id),
        )
        + SQL(
            "SELECT h.publication_id, h.score + CASE WHEN h.sector_id = %s THEN %s * (SELECT max(score) FROM hits)"
            " ELSE 0 END AS likeness FROM hits h JOIN (",
            (like.sector_id, SAME_SECTOR),
        )
        + compiled(Publication.objects.visible(now).values_list("id"))
        + SQL(") v ON v.id = h.publication_id ORDER BY likeness DESC, h.published_at DESC, h.publication_id DESC")
        + SQL("LIMIT %s", (min(limit, MOST_COMPARED),))
    )
    with connection.cursor() as cursor:
        cursor.execute(statement.text, statement.params)
        return [Hit(pk, round(score, 6)) for pk, score in cursor.fetchall()]
