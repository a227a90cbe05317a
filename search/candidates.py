"""Candidates who agreed to be found, as verified recruiters search them (003 §9.1), without any contact detail.

The document lags at most a moment behind the profile; who may be found is always asked of the profile itself.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, FloatField, Q, QuerySet, Value
from django.db.models.functions import Sqrt

from portal.accounts.models import Candidate
from portal.core.text import without_contacts
from portal.vocabulary.models import Skill
from portal.vocabulary.places import KM_PER_DEGREE, Place, find_place, within

from .analysis import tokens
from .models import CandidateDocument
from .synonyms import wanted_terms

#: Nobody pages through everybody: narrower filters find more.
MOST_FOUND = 500
DEFAULT_RADIUS_KM = 30
#: A beginning this long finds the words that begin so.
SHORTEST_PREFIX = 4
TEXTS = ("headline", "experience", "education", "availability")
SORTS = {
    "recent": ("-updated_at", "-pk"),
    "oldest": ("updated_at", "pk"),
    "experienced": (F("experience_years").desc(nulls_last=True), "-pk"),
    "beginners": (F("experience_years").asc(nulls_last=True), "pk"),
    "near": ("distance_km", "-pk"),
}


@dataclass(frozen=True, kw_only=True)
class CandidateQuery:
    """`skills`: all of these names. `sort`: a key of SORTS; "near" means something with a place only."""

    words: str = ""
    skills: tuple[str, ...] = ()
    place: Place | None = None
    radius_km: int = DEFAULT_RADIUS_KM
    years: int | None = None
    sort: str = "recent"


def reindex(candidate_id: int) -> None:
    """Write or remove the document of one candidate."""
    with transaction.atomic():
        person = Candidate.objects.select_for_update(of=("self",)).findable().filter(pk=candidate_id).first()
        if person is None:
            CandidateDocument.objects.filter(pk=candidate_id).delete()
            return
        CandidateDocument.objects.update_or_create(pk=candidate_id, defaults=_values(person))


def _values(person: Candidate) -> dict:
    """What the document of this person says."""
    place = find_place(person.location)
    texts = [without_contacts(getattr(person, name)) for name in TEXTS]
    texts += [place.label if place else "", *(without_contacts(skill.name) for skill in person.skills.all())]
    found = dict.fromkeys(token for text in texts for token in tokens(text))
    return {
        "area": place.label if place else "",
        "latitude": place.latitude if place else None,
        "longitude": place.longitude if place else None,
        "words": f" {' '.join(found)} ",
    }


def stale() -> Iterator[int]:
    """Ids of candidates whose document is missing, too much, or not what it would be now."""
    people = Candidate.objects.findable()
    yield from CandidateDocument.objects.exclude(pk__in=people.values("pk")).values_list("pk", flat=True)
    for person in people.select_related("search_document").prefetch_related("skills").iterator(chunk_size=500):
        kept = getattr(person, "search_document", None)
        if kept is None or any(getattr(kept, name) != value for name, value in _values(person).items()):
            yield person.pk


def rebuild() -> int:
    """Write every document again; returns how many candidates may be found."""
    ids = {*Candidate.objects.findable().values_list("pk", flat=True)}
    for pk in ids | {*CandidateDocument.objects.values_list("pk", flat=True)}:
        reindex(pk)
    return len(ids)


def find(query: CandidateQuery) -> QuerySet[Candidate]:
    """The candidates in their order, with their document, skills and `distance_km` (None without a place)."""
    rows = Candidate.objects.findable().filter(search_document__isnull=False)
    for term in wanted_terms(query.words):
        rows = rows.filter(_has(term))
    for key in dict.fromkeys(Skill.objects.keys_of(query.skills).values()) if query.skills else ():
        rows = rows.filter(skills__key=key)
    if query.years is not None:
        rows = rows.filter(experience_years__gte=query.years)
    rows = _around(rows, query.place, query.radius_km) if query.place else rows.annotate(distance_km=_no_distance())
    order = SORTS["recent" if query.sort == "near" and not query.place else query.sort]
    return rows.select_related("search_document").prefetch_related("skills").order_by(*order)


def _has(term) -> Q:
    """Any alternative of the term with all its tokens, or a word that begins so."""
    condition = Q()
    for alternative in term.alternatives:
        whole = Q()
        for token in alternative:
            whole &= Q(search_document__words__contains=f" {token} ")
        condition |= whole
    if len(term.prefix) >= SHORTEST_PREFIX:
        condition |= Q(search_document__words__contains=f" {term.prefix}")
    return condition


def _around(rows, place: Place, km: int):
    """A box for the index, then the distance on a plane, near enough for a country."""
    box = within(place.latitude, place.longitude, km)
    shrink = math.cos(math.radians(place.latitude))
    north = F("search_document__latitude") - Value(place.latitude)
    east = (F("search_document__longitude") - Value(place.longitude)) * Value(shrink)
    distance = Sqrt(north * north + east * east, output_field=FloatField()) * Value(KM_PER_DEGREE)
    return (
        rows.filter(
            search_document__latitude__range=(box.south, box.north),
            search_document__longitude__range=(box.west, box.east),
        )
        .annotate(distance_km=distance)
        .filter(distance_km__lte=km)
    )


def _no_distance():
    return Value(None, output_field=FloatField())
