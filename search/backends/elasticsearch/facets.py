"""Counts of every facet, each over what all the other filters leave."""

from elasticsearch_dsl import Q, Search
from elasticsearch_dsl.query import Query as Clause

from ...query import FACETS, MOST_COUNTED, Query
from .documents import SEPARATOR
from .filters import PLAIN, Filter

MOST_VALUES = 30
_VALUES = "values"
#: Facets whose values come with their labels, and the field that holds both.
_LABELLED = {"sector": "sector_facet", "company": "company_facet"}


def split(query: Query, found: list[Filter]) -> tuple[list[Clause], list[Clause]]:
    """Filters of the whole search, and those that some facet must ignore: they come after the counting."""
    before = [each.clause for each in found if each.facet not in query.facets or not each.facet]
    after = [each.clause for each in found if each.facet in query.facets and each.facet]
    return before, after


def counted(search: Search, query: Query, found: list[Filter]) -> None:
    """Have a search count each facet of the query, under what the other facets' filters leave."""
    later = [each for each in found if each.facet and each.facet in query.facets]
    for facet in FACETS:
        if facet in query.facets:
            others = [each.clause for each in later if each.facet != facet]
            within = search.aggs.bucket(facet, "filter", filter=Q("bool", filter=others)) if others else search.aggs
            within.bucket(_VALUES if others else facet, "terms", field=_field(facet), size=MOST_VALUES)


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
