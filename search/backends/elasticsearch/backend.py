"""Search in Elasticsearch. What it finds is read from the database, and only what is visible there is shown."""

import time
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone
from elasticsearch_dsl import Search
from elasticsearch_dsl.query import Query as Clause

from portal.jobs.models import Publication
from portal.jobs.querysets import PublicationQuerySet

from ...analysis import Term
from ...highlight import extracts
from ...labels import labelled
from ...query import MOST_COUNTED, Completes, Completion, Hit, Query, Results, Sort
from ...synonyms import loosened, wanted_terms
from ...where import center
from ..base import SearchBackend
from ..database import DatabaseBackend
from .asking import answers, asked
from .completing import completions
from .facets import counting, counts
from .filters import Filter, among, closed, filters
from .likeness import alike
from .paging import NoSuchPage, columns, following, kilometres, order, window
from .suggesting import corrected
from .words import matching, weighed

#: A search among more publications than these is the database's.
MOST_NARROWED = 10_000


class _Page(NamedTuple):
    hits: list[dict]
    total: int
    sort: Sort
    facets: dict


class ElasticsearchBackend(SearchBackend):
    def search(self, query: Query, queryset: PublicationQuerySet | None = None) -> Results:
        started, now = time.perf_counter(), timezone.now()
        wanted = wanted_terms(query.words)
        if query.words and not wanted and not any(map(str.isalnum, query.words)):
            return Results([], 0, True, labelled(query, {}))
        found = filters(query)
        if queryset is not None:
            ids = list(queryset.order_by().values_list("pk", flat=True)[: MOST_NARROWED + 1])
            if len(ids) > MOST_NARROWED:
                return DatabaseBackend().search(query, queryset)
            found.append(among(ids))
        try:
            with asked():
                results = self._search(query, wanted, found, now)
        except NoSuchPage:
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
        with asked():
            return completions(prefix, types, kinds, limit)

    def similar(self, publication_id: int, *, limit: int = 6) -> list[Hit]:
        with asked():
            return alike(publication_id, limit)

    def _search(self, query: Query, wanted: list[Term], found: list[Filter], now: datetime) -> Results:
        page, suggestion, relaxed = _page(query, matching(wanted, typing=query.typing), found, now), "", False
        again = bool(wanted) and not query.exact
        if again and not page.total and (better := corrected(query.words)):
            others = wanted_terms(better)
            second = _page(query, matching(others, typing=query.typing), found, now)
            if second.total:
                page, wanted, suggestion = second, others, better
        if again and not page.total:
            wanted = loosened(query.words)
            page, relaxed = _page(query, matching(wanted, relaxed=True), found, now), True
        return Results(
            hits=_shown(query, page, wanted, now),
            total=min(page.total, MOST_COUNTED),
            total_exact=page.total <= MOST_COUNTED,
            facets=labelled(query, counts(query, page.facets)),
            relaxed=relaxed and page.total > 0,
            corrected=bool(suggestion),
            suggestion=suggestion,
            next=following(query, page.sort, page.hits),
        )


def _page(query: Query, words: Clause | None, found: list[Filter], now: datetime) -> _Page:
    town = center(query)
    sort = order(query, town, words=words is not None)
    search = Search().query(
        "bool",
        must=[weighed(words, now)] if words else [],
        filter=[each.clause for each in found],
        must_not=[closed(now)],
    )
    search = search.sort(*columns(sort, town)).extra(track_total_hits=MOST_COUNTED + 1, **window(query, sort))
    search = search.source(["positions"] if town else False)
    ranked, *counted = answers(search, *counting(query, words, found, now))
    facets = counted[0]["aggregations"] if counted else {}
    return _Page(ranked["hits"]["hits"], ranked["hits"]["total"]["value"], sort, facets)


def _shown(query: Query, page: _Page, wanted: list[Term], now: datetime) -> list[Hit]:
    """The hits that are visible: a document without a visible publication waits to be written again."""
    hits, town = page.hits[: query.page_size], center(query)
    texts = ("title", "description") if wanted else ()
    rows = Publication.objects.visible(now).filter(pk__in=[int(hit["_id"]) for hit in hits])
    visible = {pk: shown for pk, *shown in rows.values_list("pk", *texts)}
    found = []
    for hit in hits:
        pk = int(hit["_id"])
        if pk in visible:
            marked = extracts(*visible[pk], wanted) if wanted else {}
            distance = kilometres(town, hit["_source"].get("positions", [])) if town else None
            found.append(Hit(pk, round(hit["_score"] or 0.0, 6), marked, distance))
    return found
