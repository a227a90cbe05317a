"""Search in the site's own database: PostgreSQL's tsvector or SQLite's FTS5 over the tokens of `search.analysis`.

Two statements a search: one finds, counts and reads a page, one counts the facets. A third only when nothing had all
the words. Counting, ranking and facets look at the newest 10,000 hits at most, so a million rows stay fast.
"""

import time
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from functools import partial

from django.core.exceptions import EmptyResultSet
from django.utils import timezone

from portal.jobs.querysets import PublicationQuerySet

from ..analysis import Term
from ..highlight import extracts
from ..labels import labelled
from ..query import MOST_COUNTED, Completes, Completion, Hit, Query, Results
from ..remembered import remembered
from ..synonyms import wanted_terms
from .base import SearchBackend
from .completing import completions
from .conditions import Condition, conditions
from .facets import count_facets
from .fulltext import Match
from .likeness import alike
from .paging import compiled, page_of
from .sql import SQL


class DatabaseBackend(SearchBackend):
    def search(self, query: Query, queryset: PublicationQuerySet | None = None) -> Results:
        started, now = time.perf_counter(), timezone.now()
        wanted = wanted_terms(query.words)
        if query.words and not wanted and not any(map(str.isalnum, query.words)):
            return Results([], 0, True, labelled(query, {}))
        try:
            found = self._narrowed(conditions(query, now), queryset)
            results = self._search(query, wanted, found, now, keep=queryset is None)
        except EmptyResultSet:
            results = Results([], 0, True, labelled(query, {}))
        return replace(results, took_ms=round((time.perf_counter() - started) * 1000))

    def complete(
        self,
        prefix: str,
        *,
        types: Collection[Completes] = tuple(Completes),
        kinds: Collection[str] = (),
        limit: int = 5,
    ) -> list[Completion]:
        return completions(prefix, types, kinds, limit)

    def similar(self, publication_id: int, *, limit: int = 6) -> list[Hit]:
        return alike(publication_id, limit)

    @staticmethod
    def _narrowed(found: list[Condition], queryset: PublicationQuerySet | None) -> list[Condition]:
        if queryset is None:
            return found
        return [*found, Condition("", SQL("d.publication_id IN (") + compiled(queryset.order_by().values("pk")) + ")")]

    def _search(
        self, query: Query, wanted: list[Term], found: list[Condition], now: datetime, *, keep: bool
    ) -> Results:
        match, relaxed = Match(wanted, prefix=query.typing), False
        page = page_of(query, match, self._matching(match, found), now)
        if not page.total and wanted:
            match, relaxed = Match(wanted, prefix=True, relaxed=True), True
            page = page_of(query, match, self._matching(match, found), now)
        count = partial(count_facets, query, match.source, self._matching(match, found))
        counted = remembered(query, relaxed, count) if keep and query.facets else count()
        hits = [
            Hit(row.id, round(row.score, 6), extracts(row.title, row.description, wanted), row.distance_km)
            for row in page.rows
        ]
        return Results(
            hits=hits,
            total=min(page.total, MOST_COUNTED),
            total_exact=page.total <= MOST_COUNTED,
            facets=labelled(query, counted),
            relaxed=relaxed and page.total > 0,
            next=page.next,
        )

    @staticmethod
    def _matching(match: Match, found: list[Condition]) -> list[Condition]:
        condition = match.condition
        return [Condition("", condition), *found] if condition else found
