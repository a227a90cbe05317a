"""The filters of a `Query` as conditions on a document `d`."""

# ruff: noqa: S608 - statements are made of names of ours; whatever a reader typed is a parameter.

import math
from datetime import datetime, time
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from portal.core.text import fold
from portal.jobs.models import Publication
from portal.vocabulary.models import Skill
from portal.vocabulary.places import KM_PER_DEGREE, Place, within

from ..query import Query
from ..squares import squares
from ..where import Around, InDepartments, InRegion, InTown, Remote, TownsBeginning, where_of
from .sql import SQL, join, one_of

SKILLS_TABLE = Publication.skills.through._meta.db_table
_COLUMNS = {
    "kind": ("d.kind", "kinds"),
    "contract": ("d.contract", "contracts"),
    "category": ("d.category", "categories"),
    "experience": ("d.experience", "experiences"),
    "level": ("d.level", "levels"),
    "remote": ("d.remote", "remote"),
}


class Condition(NamedTuple):
    """A condition, and the facet whose own filter it is ("" for none)."""

    facet: str
    sql: SQL


def conditions(query: Query, now: datetime) -> list[Condition]:
    """Every condition of the query but its words; always that publications are open."""
    found = [Condition("", SQL("d.open_until > %s", (at(now),)))]
    for facet, (column, name) in _COLUMNS.items():
        if values := getattr(query, name):
            found.append(Condition(facet, one_of(column, values)))
    found += _of_other_tables(query)
    found += [Condition("", sql) for sql in _ranges(query)]
    if query.place:
        place = _words_near(query) or place_condition(query.place, query.radius_km)
        found.append(Condition("", place))
    return found


def at(moment: datetime):
    return connection.ops.adapt_datetimefield_value(moment)


def where(found: list[Condition], *, without: str = "") -> SQL:
    """All conditions, but for the filter of one facet."""
    return join(" AND ", (each.sql for each in found if not without or each.facet != without))


def _of_other_tables(query: Query) -> list[Condition]:
    found = []
    if query.sectors:
        sectors = one_of("slug", query.sectors)
        found.append(Condition("sector", SQL("d.sector_id IN (SELECT id FROM vocabulary_sector WHERE") + sectors + ")"))
    if query.companies:
        ids = [int(value) for value in query.companies if value.isascii() and value.isdigit() and len(value) < 18]
        found.append(Condition("company", one_of("d.company_id", ids or [0])))
    if query.departments:
        found.append(Condition("department", among_places(one_of("p.department", query.departments))))
    if query.regions:
        found.append(Condition("region", among_places(one_of("p.region", query.regions))))
    has_skill = (
        f"d.publication_id IN (SELECT s.publication_id FROM {SKILLS_TABLE} s"
        " JOIN vocabulary_skill k ON k.id = s.skill_id WHERE k.key = %s)"
    )
    keys = Skill.objects.keys_of(query.skills) if query.skills else {}
    found += [Condition("skill", SQL(has_skill, (keys[name],))) for name in query.skills]
    return found


def _ranges(query: Query) -> list[SQL]:
    found = []
    if query.salary_min is not None:
        found.append(SQL("d.salary_max >= %s", (_amount(query.salary_min),)))
    if query.salary_max is not None:
        found.append(SQL("d.salary_min <= %s AND d.salary_max > 0", (_amount(query.salary_max),)))
    if query.created_since is not None:
        midnight = timezone.make_aware(datetime.combine(query.created_since, time.min))
        found.append(SQL("d.created_at >= %s", (at(midnight),)))
    if query.published_after is not None:
        found.append(SQL("d.published_at > %s", (at(query.published_after),)))
    if query.company:
        found.append(SQL("d.company_key LIKE %s ESCAPE '!'", (f"%{_escaped(fold(query.company))}%",)))
    if not query.active:
        found.append(SQL("1 = 0"))
    return found


def _amount(value: int) -> int:
    return max(0, min(int(value), 10**15))


def _escaped(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def among_places(condition: SQL) -> SQL:
    return SQL("d.publication_id IN (SELECT p.document_id FROM search_searchplace p WHERE") + condition + ")"


def place_condition(text: str, radius_km: int | None) -> SQL:
    """What people type under "where", as `search.where` reads it."""
    match where_of(text, radius_km):
        case Around(town, km):
            return among_places(around(town, km))
        case InRegion(name):
            return among_places(SQL("p.region = %s", (name,)))
        case InDepartments(codes):
            return among_places(one_of("p.department", codes))
        case InTown() as place:
            return among_places(SQL("p.city = %s AND", (place.city,)) + one_of("p.department", place.departments))
        case TownsBeginning(key):
            return among_places(SQL("p.city LIKE %s", (f"{key}%",)))
        case Remote(values):
            return one_of("d.remote", values)
    return SQL("1 = 0")


def _words_near(query: Query) -> SQL | None:
    """A circle as PostgreSQL's index of words knows it, beside other words alone: by itself it would be read whole.

    The exact distance is computed for what is left. As a number to compare, not as a set of places: the planner takes
    those near a large town for few, and begins with them.
    """
    place = where_of(query.place, query.radius_km)
    if not query.words or connection.vendor != "postgresql" or not isinstance(place, Around):
        return None
    town, km = place
    names = " | ".join(f"'{name}'" for name in squares(within(town.latitude, town.longitude, km)))
    if not names:
        return None
    return SQL("d.tokens @@ %s::tsquery AND", (names,)) + nearest(town, "d.publication_id") + _reach(km)


def distance(place: Place) -> SQL:
    """The square of the distance between a place `p` and this one, in degrees of latitude, on a plane."""
    shrink = math.cos(math.radians(place.latitude))
    return SQL(
        "((p.latitude - %s) * (p.latitude - %s) + (p.longitude - %s) * (p.longitude - %s) * %s)",
        (place.latitude, place.latitude, place.longitude, place.longitude, shrink * shrink),
    )


def nearest(town: Place, publication: str) -> SQL:
    """How far the nearest place of a publication is, as `distance` measures; NULL when it has none."""
    return SQL("(SELECT min(") + distance(town) + f") FROM search_searchplace p WHERE p.document_id = {publication})"


def _reach(km: int) -> SQL:
    return SQL("<= %s", ((km / KM_PER_DEGREE) ** 2,))


def around(place: Place, km: int) -> SQL:
    """Places within so many kilometres: a box for the index, then the distance on a plane, near enough up to 500 km."""
    box = within(place.latitude, place.longitude, km)
    near = distance(place) + _reach(km)
    limits = (box.south, box.north, box.west, box.east)
    return near + SQL("AND p.latitude BETWEEN %s AND %s AND p.longitude BETWEEN %s AND %s", limits)
