"""What people mean by a place, whatever the backend: each turns one of these answers into its own filter."""

from typing import NamedTuple

from portal.core.text import fold
from portal.vocabulary.places import Place, find_department, find_former_region, find_place, find_region, normalise

from .query import Query

#: A town this large is meant when a department has its name (Paris), and no smaller one.
LARGE_TOWN = 20_000
#: What people type under "where" when they mean "anywhere".
REMOTE_WORDS = frozenset(
    ("teletravail", "a distance", "distance", "distanciel", "remote", "full remote", "100 teletravail", "a domicile")
)


class Around(NamedTuple):
    """Within so many kilometres of a town."""

    town: Place
    km: int


class InTown(NamedTuple):
    """A town by its key; `departments` tell towns of the same name apart, where the publication says it ("" abroad)."""

    town: Place

    @property
    def city(self) -> str:
        return normalise(self.town.city)

    @property
    def departments(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.town.department, "")))


class InDepartments(NamedTuple):
    """One, or those of a former region."""

    codes: tuple[str, ...]


class InRegion(NamedTuple):
    name: str


class TownsBeginning(NamedTuple):
    """Not a place we know: towns whose key begins so."""

    key: str


class Remote(NamedTuple):
    """Anywhere: partly or fully remote."""

    values: tuple[str, ...] = ("full", "partial")


class Nowhere(NamedTuple):
    """Nothing that can be a place."""


Where = Around | InTown | InDepartments | InRegion | TownsBeginning | Remote | Nowhere


def where_of(text: str, radius_km: int | None) -> Where:
    """Read what was typed: a region (of today or before), a department, a town (and around it), the beginning of a
    town, "télétravail".
    """
    if normalise(text) in REMOTE_WORDS or fold(text) in REMOTE_WORDS:
        return Remote()
    place = find_place(text)
    if place and radius_km:
        return Around(place, radius_km)
    if text.isdigit() and len(text) <= 3:
        place = None
    if not (place and place.population >= LARGE_TOWN):
        if region := find_region(text):
            return InRegion(region)
        if department := find_department(text):
            return InDepartments((department.code,))
        if codes := find_former_region(text):
            return InDepartments(codes)
    if place:
        return InTown(place)
    key = normalise(text)
    return TownsBeginning(key) if key else Nowhere()


def center(query: Query) -> Place | None:
    """The town that distances are measured from; None where the query names none."""
    if not query.place:
        return None
    match where_of(query.place, query.radius_km):
        case Around(town) | InTown(town):
            return town
    return None
