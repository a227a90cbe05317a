"""Search in the site's own database: PostgreSQL's tsvector or SQLite's FTS5 over the tokens of `search.analysis`.

Two statements a search: one finds, counts and reads a page, one counts the facets. A third only when nothing had all
the words. Counting, ranking and facets look at the newest 10,000 hits at most, so a million rows stay fast.
"""

import time
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import NamedTuple

from django.core.exceptions import EmptyResultSet
from django.utils import timezone

from portal.jobs.querysets import PublicationQuerySet

from ..analysis import Term
from ..highlight import extracts
from ..labels import labelled
from ..query import MOST_COUNTED, Completes, Completion, Hit, Query, Results
from ..remembered import remembered
from ..suggesting import read
from ..synonyms import loosened, wanted_terms
from .base import SearchBackend
from .completing import completions
from .conditions import Condition, conditions
from .facets import count_facets
from .fulltext import Match
from .likeness import alike
from .paging import Page, compiled, page_of
from .sql import SQL

#: With fewer hits than this, a word is looked at twice.
FEW = 3


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
        answer = self._answered(query, wanted, found, now)
        count = partial(count_facets, query, answer.match, self._matching(answer.match, found))
        tried = (answer.relaxed, answer.suggestion if answer.corrected else "")
        counted = remembered(query, tried, count) if keep and query.facets else count()
        hits = [
            Hit(row.id, round(row.score, 6), extracts(row.title, row.description, answer.terms), row.distance_km)
            for row in answer.page.rows
        ]
        total = answer.page.total
        return Results(
            hits=hits,
            total=min(total, MOST_COUNTED),
            total_exact=total <= MOST_COUNTED,
            facets=labelled(query, counted),
            relaxed=answer.relaxed and total > 0,
            corrected=answer.corrected,
            suggestion=answer.suggestion,
            next=answer.page.next,
        )

    def _answered(self, query: Query, wanted: list[Term], found: list[Condition], now: datetime) -> "_Answer":
        """What the words find; while that is nothing: the words corrected, their beginnings, then any of them."""

        def asked(terms: list[Term], query: Query = query, **how) -> _Answer:
            match = Match(terms, **how)
            return _Answer(page_of(query, match, self._matching(match, found), now), match, terms)

        answer = asked(wanted, prefix=query.typing)
        if not wanted or query.exact or answer.page.total >= FEW:
            return answer
        reading = read(query.words)
        meant = asked(wanted_terms(reading.text)) if reading.text else None
        if answer.page.total:
            # The reader gets what was typed, with a word about what finds much more.
            better = meant and meant.page.total >= FEW * answer.page.total
            return answer._replace(suggestion=reading.text) if better else answer
        if meant and meant.page.total:
            return meant._replace(corrected=True, suggestion=reading.text)
        if reading.unfinished:
            answer = asked(wanted, prefix=True, every=True)._replace(relaxed=True)
        if not answer.page.total:
            answer = asked(loosened(query.words), prefix=True, relaxed=True)._replace(relaxed=True)
        return answer

    @staticmethod
    def _matching(match: Match, found: list[Condition]) -> list[Condition]:
        condition = match.condition
        return [Condition("", condition), *found] if condition else found


class _Answer(NamedTuple):
    """A page, how it was asked for, and what to say of it."""

    page: Page
    match: Match
    terms: list[Term]
    relaxed: bool = False
    corrected: bool = False
    suggestion: str = ""
