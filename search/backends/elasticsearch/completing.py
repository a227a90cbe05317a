"""How what is being typed can be finished: asked in one call, and proposed only where it is still visible."""

from collections.abc import Callable, Collection, Iterable
from itertools import islice
from typing import TypeVar

from django.db.models import Q, QuerySet
from django.utils import timezone
from elasticsearch_dsl import Q as Clause
from elasticsearch_dsl import Search

from portal.core.text import fold
from portal.jobs.models import Publication
from portal.vocabulary import places
from portal.vocabulary.models import Skill, skill_key

from ...query import Completes, Completion
from .asking import answers
from .documents import SEPARATOR
from .filters import closed

T = TypeVar("T")
#: How many are read for each one shown: some may not be visible any more.
SPARE = 3
#: The highest id among the publications of a bucket.
NEWEST = "newest"
#: Words that a beginning is looked up in.
EXPANSIONS = 100
#: Skills of this beginning that are counted.
MOST_SKILLS = 100


def completions(text: str, types: Collection[Completes], kinds: Collection[str], limit: int) -> list[Completion]:
    """Raises what the client raises."""
    open_ones = Clause("bool", must_not=[closed(timezone.now())])
    if kinds:
        open_ones &= Clause("bool", filter=[Clause("terms", kind=list(kinds))])
    ways = {Completes.TITLE: _titles, Completes.SKILL: _skills, Completes.COMPANY: _companies}
    asking = {type_: ways[type_](text, open_ones, limit) for type_ in ways if type_ in types}
    asking = {type_: search for type_, search in asking.items() if search is not None}
    found = dict(zip(asking, answers(*asking.values()), strict=True)) if asking else {}
    visible = Publication.objects.visible()
    if kinds:
        visible = visible.filter(kind__in=list(kinds))
    reading = {Completes.TITLE: _seen_titles, Completes.SKILL: _seen_skills, Completes.COMPANY: _seen_companies}
    proposed = [each for type_, answer in found.items() for each in reading[type_](answer, visible, limit)]
    if Completes.PLACE in types:
        proposed += [Completion(Completes.PLACE, place.label) for place in places.complete(text, limit)]
    return proposed


def _begun(field: str, text: str) -> Clause:
    return Clause("match_phrase_prefix", **{field: {"query": text, "max_expansions": EXPANSIONS}})


def _titles(text: str, open_ones: Clause, limit: int) -> Search:
    first = Clause("constant_score", filter=Clause("prefix", title_key=fold(text)), boost=1)
    query = open_ones & Clause("bool", filter=[_begun("title_words", text)], should=[first], minimum_should_match=0)
    search = Search().query(query).sort({"_score": "desc"}, {"published_at": "desc"}, {"id": "desc"}).source(False)
    # Each title once, however often it is there.
    return search.extra(size=limit * SPARE, collapse={"field": "title_key"}, track_total_hits=False)


def _seen_titles(answer: dict, visible, limit: int) -> list[Completion]:
    ids = [int(hit["_id"]) for hit in answer["hits"]["hits"]]
    titles = dict(visible.filter(pk__in=ids).values_list("pk", "title"))
    return [Completion(Completes.TITLE, titles[pk]) for pk in ids if pk in titles][:limit]


def _skills(text: str, open_ones: Clause, limit: int) -> Search | None:
    key = skill_key(text)
    begins = Q(key__startswith=key) | Q(key__contains=f" {key}") | Q(aliases__key__startswith=key)
    keys = list(Skill.objects.filter(begins).order_by("name", "pk").values_list("key", flat=True)[:MOST_SKILLS])
    if not keys:
        return None
    search = Search().query(open_ones & Clause("bool", filter=[Clause("terms", skill_keys=keys)]))
    found = search.aggs.bucket("found", "terms", field="skill_keys", include=keys, size=limit * SPARE)
    found.metric(NEWEST, "max", field="id")
    return search.extra(size=0, track_total_hits=False)


def _seen_skills(answer: dict, visible, limit: int) -> list[Completion]:
    buckets = answer["aggregations"]["found"]["buckets"]
    keys = [bucket["key"] for bucket in buckets]
    names = dict(Skill.objects.filter(key__in=keys).values_list("key", "name"))
    said = set(_newest(buckets, visible).filter(skills__key__in=keys).values_list("skills__key", flat=True))
    seen = _first_seen((key for key in keys if key in names), said, lambda key: visible.filter(skills__key=key), limit)
    return [Completion(Completes.SKILL, names[key]) for key in seen]


def _companies(text: str, open_ones: Clause, limit: int) -> Search:
    search = Search().query(open_ones & Clause("bool", filter=[_begun("company_words", text)]))
    found = search.aggs.bucket("found", "terms", field="company_facet", size=limit * SPARE)
    found.metric(NEWEST, "max", field="id")
    return search.extra(size=0, track_total_hits=False)


def _seen_companies(answer: dict, visible, limit: int) -> list[Completion]:
    buckets = answer["aggregations"]["found"]["buckets"]
    shown = set(_newest(buckets, visible).values_list("company", flat=True))
    keys = [bucket["key"].partition(SEPARATOR) for bucket in buckets]
    named = [Completion(Completes.COMPANY, name, pk) for pk, _, name in keys]
    said = {each for each in named if int(each.value) in shown}
    return _first_seen(named, said, lambda each: visible.filter(company=int(each.value)), limit)


def _newest(buckets: list[dict], visible: QuerySet) -> QuerySet:
    """Of each bucket's publications the newest, where it is visible: nearly always enough to know that one is."""
    return visible.filter(pk__in=[int(bucket[NEWEST]["value"]) for bucket in buckets])


def _first_seen(candidates: Iterable[T], seen: set[T], of: Callable[[T], QuerySet], limit: int) -> list[T]:
    """The first candidates that something visible has; those not known to be seen are asked for one by one.

    All at once, a database reads millions.
    """
    return list(islice((each for each in candidates if each in seen or of(each).exists()), limit))
