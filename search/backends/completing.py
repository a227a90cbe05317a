"""How what is being typed can be finished, from what is public now."""

from collections.abc import Collection

from django.db.models import Q
from django.utils import timezone

from portal.core.text import fold
from portal.jobs.models import Publication
from portal.vocabulary import places
from portal.vocabulary.models import Skill, skill_key

from ..analysis import terms
from ..models import SearchDocument
from ..query import Completes, Completion, Query
from .conditions import Condition, conditions
from .fulltext import Match
from .paging import page_of

#: How many of the newest titles with such a word are looked at.
TITLES_READ = 100


def completions(prefix: str, types: Collection[Completes], kinds: Collection[str], limit: int) -> list[Completion]:
    ways = {Completes.TITLE: _titles, Completes.SKILL: _skills, Completes.COMPANY: _companies, Completes.PLACE: _places}
    return [found for type_, way in ways.items() if type_ in types for found in way(prefix, tuple(kinds), limit)]


def _titles(text: str, kinds: tuple[str, ...], limit: int) -> list[Completion]:
    wanted = terms(text)
    if not wanted:
        return []
    query, now = Query(words=text, typing=True, kinds=kinds, page_size=TITLES_READ), timezone.now()
    match = Match(wanted, prefix=True)
    rows = page_of(query, match, [Condition("", match.condition), *conditions(query, now)], now).rows
    folded = fold(text)
    found = {}
    for row in rows:
        key = fold(row.title)
        if key.startswith(folded) or f" {folded}" in key:
            found.setdefault(key, row.title)
    ordered = sorted(found, key=lambda key: not key.startswith(folded))
    return [Completion(Completes.TITLE, found[key]) for key in ordered[:limit]]


def _skills(text: str, kinds: tuple[str, ...], limit: int) -> list[Completion]:
    visible = Publication.objects.visible()
    if kinds:
        visible = visible.filter(kind__in=kinds)
    key = skill_key(text)
    begins = Q(key__startswith=key) | Q(key__contains=f" {key}") | Q(aliases__key__startswith=key)
    skills = Skill.objects.filter(begins, pk__in=visible.order_by().values("skills")).distinct()
    return [Completion(Completes.SKILL, skill.name) for skill in skills.order_by("name", "pk")[:limit]]


def _companies(text: str, kinds: tuple[str, ...], limit: int) -> list[Completion]:
    key = fold(text)
    rows = SearchDocument.objects.filter(Q(company_key__startswith=key) | Q(company_key__contains=f" {key}"))
    rows = rows.filter(publication__in=Publication.objects.visible())
    if kinds:
        rows = rows.filter(kind__in=kinds)
    names = rows.order_by("company_name", "company_id").values_list("company_name", "company_id").distinct()[:limit]
    return [Completion(Completes.COMPANY, name, str(pk)) for name, pk in names]


def _places(text: str, kinds: tuple[str, ...], limit: int) -> list[Completion]:
    return [Completion(Completes.PLACE, place.label) for place in places.complete(text, limit)]
