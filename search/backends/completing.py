"""How what is being typed can be finished, from the table of beginnings and from what is public now."""

from collections.abc import Collection

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Length
from django.utils import timezone

from portal.core.text import fold
from portal.jobs.models import Publication
from portal.vocabulary import places
from portal.vocabulary.models import SkillAlias, skill_key

from ..models import SearchDocument, SearchPhrase
from ..query import Completes, Completion

#: Candidates looked at for each one wanted: some are not visible any more, or begin twice.
SPARE = 4
#: So many times as many are looked at where those were not enough: until the night, what has just closed is among them.
MORE = 20
#: Skills whose other name begins so.
MOST_ALIASES = 10


def completions(text: str, types: Collection[Completes], kinds: Collection[str], limit: int) -> list[Completion]:
    """One statement for each type, and one for the other names of skills."""
    found = []
    for type_ in Completes:
        if type_ in types:
            found += _places(text, limit) if type_ == Completes.PLACE else _phrases(text, type_, tuple(kinds), limit)
    return found


def _phrases(text: str, type_: Completes, kinds: tuple[str, ...], limit: int) -> list[Completion]:
    """Those that begin so first, then those with a word that does; the shortest, which are the most general, first."""
    prefix = skill_key(text) if type_ == Completes.SKILL else fold(text)
    rows = SearchPhrase.objects.filter(_begins(type_, prefix), type=type_.value)
    rows = rows.annotate(first=Q(whole=F("key")), length=Length("whole")).order_by("-first", "length", "whole", "pk")
    candidates = list(rows.values_list("pk", flat=True)[: limit * SPARE])
    found = _kept(candidates, type_, kinds)
    if len(found) < limit and len(candidates) == limit * SPARE:
        found = _kept(list(rows.values_list("pk", flat=True)[: limit * SPARE * MORE]), type_, kinds)
    return [Completion(type_, row.text, str(row.company_id) if row.company_id else "") for row in found[:limit]]


def _kept(candidates: list[int], type_: Completes, kinds: tuple[str, ...]) -> list[SearchPhrase]:
    """Those that something visible says, each once, in their order."""
    said = SearchPhrase.objects.filter(_said(type_, kinds), pk__in=candidates)
    by_pk = {row.pk: row for row in said}
    ordered = [by_pk[pk] for pk in candidates if pk in by_pk]
    unique = {(row.whole, row.company_id): row for row in reversed(ordered)}
    return [row for row in ordered if unique.get((row.whole, row.company_id)) is row]


def _begins(type_: Completes, prefix: str) -> Q:
    if connection.vendor == "postgresql":
        begins = Q(key__startswith=prefix)
    else:
        # SQLite reads an index for a range, not for LIKE.
        begins = Q(key__gte=prefix, key__lt=f"{prefix}\U0010ffff")
    if type_ == Completes.SKILL:
        others = SkillAlias.objects.filter(key__startswith=prefix).values_list("skill__key", flat=True)[:MOST_ALIASES]
        if others := list(others):
            begins |= Q(key__in=others, whole__in=others)
    return begins


def _said(type_: Completes, kinds: tuple[str, ...]) -> Exists:
    """Whether something visible says so: the first one that does is enough."""
    visible = Publication.objects.visible()
    if type_ == Completes.SKILL:
        visible = visible.filter(kind__in=kinds) if kinds else visible
        return Exists(visible.filter(skills__key=OuterRef("whole")))
    documents: QuerySet = SearchDocument.objects.filter(open_until__gt=timezone.now())
    documents = documents.filter(kind__in=kinds) if kinds else documents
    if type_ == Completes.TITLE:
        documents = documents.filter(title_key=OuterRef("whole"))
    else:
        documents = documents.filter(company_id=OuterRef("company_id"), company_key=OuterRef("whole"))
    return Exists(documents.filter(Exists(visible.filter(pk=OuterRef("publication_id")))))


def _places(text: str, limit: int) -> list[Completion]:
    return [Completion(Completes.PLACE, place.label) for place in places.complete(text, limit)]
