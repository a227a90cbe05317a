"""The filters of a `Query`, each with the facet it belongs to."""

from datetime import datetime, time
from typing import NamedTuple

from django.utils import timezone
from elasticsearch_dsl import Q
from elasticsearch_dsl.query import Query as Clause

from portal.core.text import fold
from portal.vocabulary.models import Skill

from ...query import Query
from ...where import Around, InDepartments, InRegion, InTown, Remote, TownsBeginning, where_of
from .documents import microseconds

#: Facets whose values are the document's as they are: facet -> (field of the document, field of the query).
PLAIN = {
    "kind": ("kind", "kinds"),
    "contract": ("contract", "contracts"),
    "category": ("category", "categories"),
    "experience": ("experience", "experiences"),
    "level": ("level", "levels"),
    "remote": ("remote", "remote"),
    "sector": ("sector", "sectors"),
    "company": ("company", "companies"),
    "department": ("departments", "departments"),
    "region": ("regions", "regions"),
}
_LARGEST = 10**15
#: More of a company's name says nothing more, and costs the server too much.
_LONGEST_NAME = 80


class Filter(NamedTuple):
    """A condition, and the facet whose own filter it is ("" for none)."""

    facet: str
    clause: Clause


def closed(now: datetime) -> Clause:
    """What no search finds. The few that have closed are excluded: including all that are open costs as much again."""
    return Q("range", open_until={"lte": microseconds(now)})


def filters(query: Query) -> list[Filter]:
    """Every condition of the query but its words and that publications are open."""
    found = []
    for facet, (column, name) in PLAIN.items():
        if values := getattr(query, name):
            found.append(Filter(facet, Q("terms", **{column: list(values)})))
    keys = Skill.objects.keys_of(query.skills) if query.skills else {}
    found += [Filter("skill", Q("term", skill_keys=keys[name])) for name in query.skills]
    found += [Filter("", clause) for clause in _ranges(query)]
    if query.place:
        found.append(Filter("", _place(query.place, query.radius_km)))
    return found


def among(ids: list[int]) -> Filter:
    return Filter("", Q("terms", id=ids))


def _ranges(query: Query) -> list[Clause]:
    found = []
    if query.salary_min is not None:
        # What says nothing has 0.
        found.append(Q("range", salary_max={"gte": _amount(query.salary_min)}))
    if query.salary_max is not None:
        found += [Q("range", salary_min={"lte": _amount(query.salary_max)}), Q("range", salary_max={"gt": 0})]
    if query.created_since is not None:
        midnight = timezone.make_aware(datetime.combine(query.created_since, time.min))
        found.append(Q("range", created_at={"gte": microseconds(midnight)}))
    if query.published_after is not None:
        found.append(Q("range", published_at={"gt": microseconds(query.published_after)}))
    if query.company:
        found.append(Q("wildcard", company_key={"value": f"*{_escaped(fold(query.company)[:_LONGEST_NAME])}*"}))
    if not query.active:
        found.append(Q("match_none"))
    return found


def _amount(value: int) -> int:
    return max(0, min(int(value), _LARGEST))


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "*?\\" else sign for sign in text)


def _place(text: str, radius_km: int | None) -> Clause:
    match where_of(text, radius_km):
        case Around(town, km):
            return Q("geo_distance", distance=f"{km}km", positions={"lat": town.latitude, "lon": town.longitude})
        case InRegion(name):
            return Q("term", regions=name)
        case InDepartments(codes):
            return Q("terms", departments=list(codes))
        case InTown() as place:
            return Q("terms", towns=[f"{place.city}|{department}" for department in place.departments])
        case TownsBeginning(key):
            return Q("prefix", cities=key)
        case Remote(values):
            return Q("terms", remote=list(values))
    return Q("match_none")
