"""Search in the site's own database: PostgreSQL's tsvector or SQLite's FTS5 over the tokens of `search.analysis`.

Two statements a search: one finds, counts and reads a page, one counts the facets. A third only when nothing had all
the words. Counting, ranking and facets look at the newest 10,000 hits at most, so a million rows stay fast.
"""

# ruff: noqa: S608 - statements are made of names of ours; whatever a reader typed is a parameter.

import time
from dataclasses import replace
from datetime import datetime
from functools import partial

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.utils import timezone

from portal.jobs.models import Publication
from portal.jobs.querysets import PublicationQuerySet

from ..analysis import Term, terms
from ..highlight import extracts
from ..labels import labelled
from ..query import MOST_COUNTED, Hit, Query, Results, Sort
from ..remembered import remembered
from .base import SearchBackend
from .conditions import Condition, conditions, where
from .facets import count_facets
from .fulltext import Match
from .sql import SQL

_ORDERS = {
    Sort.NEWEST: "published_at DESC, publication_id DESC",
    Sort.OLDEST: "published_at, publication_id",
    Sort.DEADLINE: "open_until, publication_id DESC",
    Sort.LAST_DEADLINE: "open_until DESC, publication_id",
    Sort.SALARY: "salary_max DESC, publication_id DESC",
    Sort.LOWEST_SALARY: "salary_max, publication_id",
}


class DatabaseBackend(SearchBackend):
    def search(self, query: Query, queryset: PublicationQuerySet | None = None) -> Results:
        started, now = time.perf_counter(), timezone.now()
        wanted = terms(query.words)
        if query.words and not wanted and not any(map(str.isalnum, query.words)):
            return Results([], 0, True, labelled(query, {}))
        try:
            found = self._narrowed(conditions(query, now), queryset)
            results = self._search(query, wanted, found, now, keep=queryset is None)
        except EmptyResultSet:
            results = Results([], 0, True, labelled(query, {}))
        return replace(results, took_ms=round((time.perf_counter() - started) * 1000))

    @staticmethod
    def _narrowed(found: list[Condition], queryset: PublicationQuerySet | None) -> list[Condition]:
        if queryset is None:
            return found
        return [*found, Condition("", SQL("d.publication_id IN (") + compiled(queryset.order_by().values("pk")) + ")")]

    def _search(
        self, query: Query, wanted: list[Term], found: list[Condition], now: datetime, *, keep: bool
    ) -> Results:
        match, relaxed = Match(wanted, prefix=query.typing), False
        rows, total = self._page(query, match, self._matching(match, found), now)
        if not total and wanted:
            match, relaxed = Match(wanted, prefix=True, relaxed=True), True
            rows, total = self._page(query, match, self._matching(match, found), now)
        count = partial(count_facets, query, match.source, self._matching(match, found))
        counted = remembered(query, relaxed, count) if keep and query.facets else count()
        hits = [Hit(pk, round(score, 6), extracts(title, text, wanted)) for pk, score, title, text in rows]
        return Results(
            hits=hits,
            total=min(total, MOST_COUNTED),
            total_exact=total <= MOST_COUNTED,
            facets=labelled(query, counted),
            relaxed=relaxed and total > 0,
        )

    @staticmethod
    def _matching(match: Match, found: list[Condition]) -> list[Condition]:
        condition = match.condition
        return [Condition("", condition), *found] if condition else found

    def _page(self, query: Query, match: Match, found: list[Condition], now: datetime) -> tuple[list[tuple], int]:
        """Rows (id, score, title, description) of a page, and the number of hits, which stops one past the limit."""
        page_of = _ranked if match.text and (query.sort or Sort.RELEVANCE) == Sort.RELEVANCE else _ordered
        ctes = page_of(query, match, where(found))
        texts = ("title", "description") if match.text else ()
        visible = compiled(Publication.objects.visible(now).values_list("id", *texts))
        columns = ", ".join(["page.publication_id", "page.score", "v.id", *(f"v.{name}" for name in texts)])
        statement = (
            ctes
            + f"SELECT (SELECT number FROM total), {columns} FROM total LEFT JOIN page ON 1 = 1 LEFT JOIN ("
            + visible
            + ") v ON v.id = page.publication_id ORDER BY page.place"
        )
        with connection.cursor() as cursor:
            cursor.execute(statement.text, statement.params)
            rows = cursor.fetchall()
        # A document without a visible publication waits to be indexed again: it is not shown.
        shown = [(pk, score, *(text or ("", ""))) for _, pk, score, seen, *text in rows if seen is not None]
        return shown, rows[0][0]


def _ranked(query: Query, match: Match, condition: SQL) -> SQL:
    """The newest hits, then the best of them.

    Scored before they are sorted: rows that carry their tokens through the sort are a thousand times wider, and spill.
    """
    newest = f"ORDER BY d.published_at DESC, d.publication_id DESC LIMIT {MOST_COUNTED + 1})"
    best = "ORDER BY score DESC, published_at DESC, publication_id DESC"
    return (
        SQL("WITH hits AS MATERIALIZED (SELECT d.publication_id, d.published_at,")
        + match.score
        + f"AS score FROM {match.source} WHERE"
        + condition
        + newest
        + ", total AS (SELECT count(*) AS number FROM hits), page AS (SELECT publication_id, score,"
        + f"row_number() OVER ({best}) AS place FROM hits {best}"
        + SQL("LIMIT %s OFFSET %s)", _slice(query))
    )


def _ordered(query: Query, match: Match, condition: SQL) -> SQL:
    """A page straight from an index, and a count that stops."""
    order = _ORDERS.get(query.sort, _ORDERS[Sort.NEWEST])
    prefixed = ", ".join(f"d.{part}" for part in order.split(", "))
    return (
        SQL(f"WITH total AS (SELECT count(*) AS number FROM (SELECT 1 FROM {match.source} WHERE")
        + condition
        + f"LIMIT {MOST_COUNTED + 1}) counted), rows AS MATERIALIZED ("
        + f"SELECT d.publication_id, d.published_at, d.open_until, d.salary_max FROM {match.source} WHERE"
        + condition
        + f"ORDER BY {prefixed}"
        + SQL("LIMIT %s OFFSET %s),", _slice(query))
        + f"page AS (SELECT publication_id, 0.0 AS score, row_number() OVER (ORDER BY {order}) AS place FROM rows)"
    )


def _slice(query: Query) -> tuple[int, int]:
    """Nothing beyond the last hit that is counted."""
    limit = max(0, min(query.page_size, MOST_COUNTED - query.offset))
    return limit, min(query.offset, MOST_COUNTED)


def compiled(queryset) -> SQL:
    text, params = queryset.query.get_compiler(connection=connection).as_sql()
    return SQL(text, tuple(params))
