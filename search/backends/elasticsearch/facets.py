"""Counts of every facet, each over what all the other filters leave."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from elasticsearch_dsl import Q, Search
from elasticsearch_dsl.query import Query as Clause

from ...query import FACETS, MOST_COUNTED, Query
from .documents import CHOICES, SEPARATOR
from .filters import PLAIN, Filter, closed

MOST_VALUES = 30
#: Combinations of the choices: all that there are, a few hundred.
MOST_COMBINATIONS = 5_000
_VALUES, _COMBINATIONS = "values", "combinations"
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
    if set(CHOICES) & set(query.facets):
        others = [each.clause for each in chosen if each.facet not in CHOICES]
        _count(search, _COMBINATIONS, "combination", MOST_COMBINATIONS, others)
    for facet in FACETS:
        if facet in query.facets and facet not in CHOICES:
            others = [each.clause for each in chosen if each.facet != facet]
            _count(search, facet, _LABELLED.get(facet) or _field(facet), MOST_VALUES, others)
    return [search.extra(size=0, track_total_hits=False)]


def counts(query: Query, answer: dict) -> dict[str, list[tuple[str, str, int]]]:
    """(value, label, count) of each facet, the most frequent first."""
    if not query.facets:
        return {}
    buckets = {name: found.get(_VALUES, found)["buckets"] for name, found in answer.items()}
    combinations = [(bucket["key"].split(SEPARATOR), bucket["doc_count"]) for bucket in buckets.get(_COMBINATIONS, ())]
    return {
        facet: _of_choices(query, facet, combinations) if facet in CHOICES else _of_values(buckets[facet])
        for facet in FACETS
        if facet in query.facets
    }


def _count(search: Search, name: str, field: str, size: int, others: list[Clause]) -> None:
    within = search.aggs.bucket(name, "filter", filter=Q("bool", filter=others)) if others else search.aggs
    within.bucket(_VALUES if others else name, "terms", field=field, size=size)


def _of_choices(query: Query, facet: str, combinations: list[tuple[list[str], int]]) -> list[tuple[str, str, int]]:
    """Counts of one choice, of the combinations that the filters of the other choices leave."""
    wanted = [
        (place, getattr(query, FACETS[other]))
        for place, other in enumerate(CHOICES)
        if other != facet and other in query.facets and getattr(query, FACETS[other])
    ]
    numbers: Counter[str] = Counter()
    for values, number in combinations:
        if all(values[place] in allowed for place, allowed in wanted):
            numbers[values[CHOICES.index(facet)]] += number
    # What says nothing of it.
    del numbers[""]
    return _ordered((value, "", number) for value, number in numbers.items())


def _of_values(buckets: list[dict]) -> list[tuple[str, str, int]]:
    merged: dict[str, tuple[str, int]] = {}
    for bucket in buckets:
        value, _, label = bucket["key"].partition(SEPARATOR)
        known = merged.get(value)
        # A company may have published under two names.
        merged[value] = (known[0] if known else label, bucket["doc_count"] + (known[1] if known else 0))
    return _ordered((value, label, number) for value, (label, number) in merged.items())


def _ordered(rows: Iterable[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    limited = ((value, label, min(number, MOST_COUNTED)) for value, label, number in rows)
    return sorted(limited, key=lambda row: (-row[2], row[0]))


def _field(facet: str) -> str:
    return "skills" if facet == "skill" else PLAIN[facet][0]
