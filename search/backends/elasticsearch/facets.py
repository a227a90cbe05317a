"""Counts of every facet, each over what all the other filters leave."""

from datetime import datetime

from elasticsearch_dsl import Q, Search
from elasticsearch_dsl.query import Query as Clause

from ...query import FACETS, MOST_COUNTED, Query
from .documents import SEPARATOR
from .filters import PLAIN, Filter, closed

MOST_VALUES = 30
_VALUES = "values"
#: Facets whose values come with their labels, and the field that holds both.
_LABELLED = {"sector": "sector_facet", "company": "company_facet"}


def counting(query: Query, words: Clause | None, found: list[Filter], now: datetime) -> list[Search]:
    """The search that counts each facet of the query, under what the other facets' filters leave; none without facets.

    Apart from the one that ranks: the server does both at once, and what is only counted needs no score.
    """
    if not query.facets:
        return []
    chosen = [each for each in found if each.facet in query.facets]
    always = [each.clause for each in found if each.facet not in query.facets]
    search = Search().query("bool", filter=[words, *always] if words else always, must_not=[closed(now)])
    for facet in FACETS:
        if facet in query.facets:
            others = [each.clause for each in chosen if each.facet != facet]
            within = search.aggs.bucket(facet, "filter", filter=Q("bool", filter=others)) if others else search.aggs
            within.bucket(_VALUES if others else facet, "terms", field=_field(facet), size=MOST_VALUES)
    return [search.extra(size=0, track_total_hits=False)]


def counts(query: Query, answer: dict) -> dict[str, list[tuple[str, str, int]]]:
    """(value, label, count) of each facet, the most frequent first."""
    found = {}
    for facet in FACETS:
        if facet in query.facets:
            buckets = answer[facet].get(_VALUES, answer[facet])["buckets"]
            merged: dict[str, tuple[str, int]] = {}
            for bucket in buckets:
                value, _, label = bucket["key"].partition(SEPARATOR)
                known = merged.get(value)
                # A company may have published under two names.
                merged[value] = (known[0] if known else label, bucket["doc_count"] + (known[1] if known else 0))
            rows = [(value, label, min(number, MOST_COUNTED)) for value, (label, number) in merged.items()]
            found[facet] = sorted(rows, key=lambda row: (-row[2], row[0]))
    return found


def _field(facet: str) -> str:
    return _LABELLED.get(facet) or ("skills" if facet == "skill" else PLAIN[facet][0])
