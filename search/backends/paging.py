"""One page of hits in one statement: its rows, and how many hits there are, which stops one past the limit."""

# ruff: noqa: S608 - statements are made of names of ours; whatever a reader typed is a parameter.

import math
from datetime import UTC, datetime
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection

from portal.jobs.models import Publication
from portal.vocabulary.places import KM_PER_DEGREE, Place

from ..cursor import pack, unpack
from ..query import MOST_COUNTED, Query, Sort
from ..where import center
from .conditions import Condition, at, nearest, where
from .fulltext import Match
from .sql import SQL

#: The columns of each order and whether they descend.
_ORDERS = {
    Sort.RELEVANCE: (("score", True), ("published_at", True), ("publication_id", True)),
    Sort.NEWEST: (("published_at", True), ("publication_id", True)),
    Sort.OLDEST: (("published_at", False), ("publication_id", False)),
    Sort.DEADLINE: (("open_until", False), ("publication_id", True)),
    Sort.LAST_DEADLINE: (("open_until", True), ("publication_id", False)),
    Sort.SALARY: (("salary_max", True), ("publication_id", True)),
    Sort.LOWEST_SALARY: (("salary_max", False), ("publication_id", True)),
    # The score is the square of the distance.
    Sort.NEAREST: (("score", False), ("published_at", True), ("publication_id", True)),
}
_DATES = ("published_at", "open_until")


class Row(NamedTuple):
    id: int
    score: float
    #: The square of the distance in degrees, None where there is none.
    distance: float | None
    title: str
    description: str

    @property
    def distance_km(self) -> float | None:
        return None if self.distance is None else round(math.sqrt(max(0, self.distance)) * KM_PER_DEGREE, 1)


class Page(NamedTuple):
    rows: list[Row]
    #: Up to one more than MOST_COUNTED.
    total: int
    #: The cursor after the last row, "" when there is no more.
    next: str


def page_of(query: Query, match: Match, found: list[Condition], now: datetime) -> Page:
    """Raises EmptyResultSet for a cursor that is none of this order."""
    town = center(query)
    sort = _sort(query, match, town)
    after = _after(query, sort)
    if sort in (Sort.RELEVANCE, Sort.NEAREST):
        ctes = _ranked(query, match, where(found), sort, after, town)
    else:
        ctes = _ordered(query, match, where(found), sort, after)
    names = [name for name, _ in _ORDERS[sort]]
    with connection.cursor() as cursor:
        statement = ctes + _reading(names, match, town, now)
        cursor.execute(statement.text, statement.params)
        rows = cursor.fetchall()
    return _page(query, sort, rows, len(names))


def _sort(query: Query, match: Match, town: Place | None) -> Sort:
    """The order that is possible: relevance needs words, distance a town."""
    usual = Sort.RELEVANCE if match.text else Sort.NEWEST
    wanted = query.sort or usual
    impossible = (wanted == Sort.RELEVANCE and not match.text) or (wanted == Sort.NEAREST and town is None)
    return usual if impossible else wanted


def _after(query: Query, sort: Sort) -> SQL | None:
    """The condition that rows come after the cursor, if there is one."""
    if not query.after:
        return None
    values = unpack(query.after, sort)
    if values is None:
        raise EmptyResultSet
    condition = None
    for (name, descending), value in reversed(list(zip(_ORDERS[sort], values, strict=True))):
        value, sign = at(value) if name in _DATES else value, "<" if descending else ">"
        if condition is None:
            condition = SQL(f"{name} {sign} %s", (value,))
        else:
            # The first half is what an index can use.
            deeper = SQL(f"AND ({name} {sign} %s OR (", (value,)) + condition + "))"
            condition = SQL(f"{name} {sign}= %s", (value,)) + deeper
    return condition


def _ranked(query: Query, match: Match, condition: SQL, sort: Sort, after: SQL | None, town: Place | None) -> SQL:
    """The newest hits, then the best of them.

    Scored before they are sorted: rows that carry their tokens through the sort are a thousand times wider, and spill.
    """
    newest = f"ORDER BY {match.newest} LIMIT {MOST_COUNTED + 1})"
    score = nearest(town, "d.publication_id") if sort == Sort.NEAREST else match.score
    return (
        SQL("WITH hits AS MATERIALIZED (SELECT d.publication_id, d.published_at,")
        + score
        + f"AS score FROM {match.source} WHERE"
        + condition
        + newest
        + ", total AS (SELECT count(*) AS number FROM hits), page AS (SELECT publication_id, published_at, score,"
        + f"row_number() OVER (ORDER BY {_order(sort)}) AS place FROM hits"
        + (SQL("WHERE") + after if after else SQL(""))
        + f"ORDER BY {_order(sort)}"
        + SQL("LIMIT %s OFFSET %s)", _slice(query))
    )


def _ordered(query: Query, match: Match, condition: SQL, sort: Sort, after: SQL | None) -> SQL:
    """A page straight from an index, and a count that stops."""
    rows = condition + "AND" + after if after else condition
    return (
        SQL(f"WITH total AS (SELECT count(*) AS number FROM (SELECT 1 FROM {match.source} WHERE")
        + condition
        + f"LIMIT {MOST_COUNTED + 1}) counted), rows AS MATERIALIZED ("
        + f"SELECT d.publication_id, d.published_at, d.open_until, d.salary_max FROM {match.source} WHERE"
        + rows
        + f"ORDER BY {_order(sort, 'd.')}"
        + SQL("LIMIT %s OFFSET %s),", _slice(query))
        + f"page AS (SELECT rows.*, 0.0 AS score, row_number() OVER (ORDER BY {_order(sort)}) AS place FROM rows)"
    )


def _reading(names: list[str], match: Match, town: Place | None, now: datetime) -> SQL:
    """What is read of the page: the values of its order, then what the rows show."""
    texts = ("title", "description") if match.text else ()
    visible = compiled(Publication.objects.visible(now).values_list("id", *texts))
    values = ", ".join(f"page.{name}" for name in names)
    columns = f"{values}, page.publication_id, page.score, v.id IS NOT NULL,"
    shown = "v.title, v.description" if texts else "'', ''"
    return (
        SQL(f"SELECT (SELECT number FROM total), {columns}")
        + (nearest(town, "page.publication_id") if town else SQL("NULL"))
        + f", {shown} FROM total LEFT JOIN page ON 1 = 1 LEFT JOIN ("
        + visible
        + ") v ON v.id = page.publication_id ORDER BY page.place"
    )


def _page(query: Query, sort: Sort, rows: list[tuple], width: int) -> Page:
    """`rows`: the total, `width` values of the order, then id, score, visible, distance, title, description."""
    total = rows[0][0]
    found = [row for row in rows if row[width + 1] is not None]
    following = ""
    if len(found) > query.page_size:
        found = found[: query.page_size]
        values = zip(_ORDERS[sort], found[-1][1 : width + 1], strict=True)
        following = pack(sort, *(_moment(value) if name in _DATES else value for (name, _), value in values))
    # A document without a visible publication waits to be indexed again: it is not shown.
    shown = []
    for row in found:
        pk, score, visible, far, title, text = row[width + 1 :]
        if visible:
            shown.append(Row(pk, 0.0 if sort == Sort.NEAREST else score, far, title, text))
    return Page(shown, total, following)


def _moment(value: str | datetime) -> datetime:
    """SQLite keeps no zone, and gives the text that it keeps or a date without one: both are UTC."""
    value = datetime.fromisoformat(value) if isinstance(value, str) else value
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def _order(sort: Sort, prefix: str = "") -> str:
    return ", ".join(f"{prefix}{name} {'DESC' if descending else 'ASC'}" for name, descending in _ORDERS[sort])


def _slice(query: Query) -> tuple[int, int]:
    """One row more than the page, to know whether it is the last. Numbered pages end with the hits that are counted."""
    if query.after:
        return query.page_size + 1, 0
    limit = max(0, min(query.page_size, MOST_COUNTED - query.offset))
    return limit + 1 if limit else 0, min(query.offset, MOST_COUNTED)


def compiled(queryset) -> SQL:
    text, params = queryset.query.get_compiler(connection=connection).as_sql()
    return SQL(text, tuple(params))
