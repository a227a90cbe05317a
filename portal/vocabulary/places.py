"""Places of France (and the world's large towns) with coordinates: looked up by what people type.

Read on first use from `data/places.tsv` and `data/other_names.tsv` (built by scripts/build_places.py from GeoNames and
INSEE; see NOTICE), about 22,000 rows.
"""

import math
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from portal.core.text import fold

from .place_names import FORMER_REGIONS, FRENCH_NAMES, OTHER_NAMES, REGION_NAMES

DATA = Path(__file__).resolve().parent / "data"
KM_PER_DEGREE = 111.32
_ARRONDISSEMENT = re.compile(r"(paris|lyon|marseille) (?:0?(\d{1,2}))(?:er|e|eme|ieme)?(?: arrondissement| arr)?$")
_ARRONDISSEMENT_NAME = re.compile(r" \d+er?$")
_IN_BRACKETS = re.compile(r"\s*[(,\[].*$")
_DEPARTMENT = re.compile(r"\((\w{2,3})\)")
#: "Saint-Denis 974", typed without brackets.
_NUMBER_AFTER = re.compile(r"(.*\D) (\d{2,3}|2[ab])$")
_ARTICLE = re.compile(r"(?:le|la|les|l) ")
#: A town is known without its article too, when it is no village: "Havre", "Rochelle".
KNOWN_WITHOUT_ARTICLE = 5_000
#: A city abroad with so many people, and so many times as many, is meant before a village here of its name (Montréal).
CITY_ABROAD, TIMES_AS_MANY = 50_000, 20
#: A place with fewer people is a village.
VILLAGE = 5_000
#: A city that is proposed before the smaller places here.
WORLD_CITY = 1_000_000
#: A shorter name is like too many others; in a longer one than `LONG_NAME` two letters may be wrong.
SHORTEST_MISTAKEN, LONG_NAME = 4, 7


class Place(NamedTuple):
    """A town or an arrondissement. `department` is empty abroad; latitude and longitude in degrees (WGS 84)."""

    name: str
    country: str
    department: str
    latitude: float
    longitude: float
    population: int
    postal_codes: tuple[str, ...]

    @property
    def city(self) -> str:
        """The town an arrondissement is part of, else the name itself."""
        return _ARRONDISSEMENT_NAME.sub("", self.name) if self.country == "FR" else self.name

    @property
    def region(self) -> str:
        area = departments().get(self.department)
        return area.region if area else ""

    @property
    def postal_code(self) -> str:
        return self.postal_codes[0] if self.postal_codes else ""

    @property
    def label(self) -> str:
        """What people read: "Lyon 6e (69)", "Bruxelles (BE)"."""
        return f"{self.name} ({self.department or self.country})"


class Department(NamedTuple):
    code: str
    name: str
    region: str


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of degrees that holds a circle: cheap for an index, a little too large in its corners."""

    south: float
    north: float
    west: float
    east: float


def normalise(text: str) -> str:
    """The key of a name: "Saint-Étienne", "ST ETIENNE" and "saint étienne" are one."""
    text = fold(text.replace("œ", "oe").replace("Œ", "oe"))
    words = re.sub(r"[\W_]+", " ", text).split()
    return " ".join({"st": "saint", "ste": "sainte"}.get(word, word) for word in words)


@cache
def departments() -> dict[str, Department]:
    """Every department and collectivity by its code ("2A", "974")."""
    lines = (DATA / "departments.tsv").read_text(encoding="utf-8").splitlines()
    return {row.code: row for row in (Department(*line.split("\t")) for line in lines)}


@cache
def regions() -> dict[str, str]:
    """Names of the regions by their key."""
    return {normalise(row.region): row.region for row in departments().values()}


class _Index(NamedTuple):
    """The file's lines as they are (French places first, then the most people), and their numbers by what is typed."""

    lines: list[str]
    by_key: dict[str, tuple[int, ...]]
    by_code: dict[str, int]
    keys: list[str]
    first_abroad: int


@cache
def _index() -> _Index:
    # Lines stay text until they are asked for: as objects they would cost each worker four times the memory.
    lines = (DATA / "places.tsv").read_text(encoding="utf-8").splitlines()
    by_key: dict[str, tuple[int, ...]] = {}
    by_code: dict[str, int] = {}
    other: dict[str, int] = {}
    for number, line in enumerate(lines):
        name, country, department, _, _, population, codes = line.split("\t")
        key = normalise(name if country == "FR" else FRENCH_NAMES.get(name, name))
        by_key[key] = (*by_key.get(key, ()), number)
        other.setdefault(f"{name}\t{department}", number)
        if country == "FR" and int(population) >= KNOWN_WITHOUT_ARTICLE and _ARTICLE.match(key):
            other.setdefault(_ARTICLE.sub("", key, count=1), number)
        elif country != "FR" and name in FRENCH_NAMES:
            other.setdefault(normalise(name), number)
        for code in codes.split(",") if codes else ():
            # The arrondissement, listed after its town, is the better answer to its own code.
            if code not in by_code or _ARRONDISSEMENT_NAME.search(name):
                by_code[code] = number
    for line in (DATA / "other_names.tsv").read_text(encoding="utf-8").splitlines():
        name, of_place = line.split("\t", 1)
        other.setdefault(normalise(name), other[of_place])
    # A place's own name goes before what others are also called.
    for key, number in other.items():
        if "\t" not in key:
            by_key.setdefault(key, (number,))
    abroad = next(number for number, line in enumerate(lines) if line.split("\t", 2)[1] != "FR")
    for key, numbers in by_key.items():
        if numbers[0] < abroad <= numbers[-1]:
            by_key[key] = _cities_first(numbers, lines, abroad)
    return _Index(lines, by_key, by_code, sorted(by_key), abroad)


def _cities_first(numbers: tuple[int, ...], lines: list[str], abroad: int) -> tuple[int, ...]:
    """Places of one name, in the order in which they are meant: a village here gives way to a city abroad."""
    people = {number: int(lines[number].split("\t")[5]) for number in numbers}
    here = people[numbers[0]]
    if here >= VILLAGE:
        return numbers
    cities = [n for n in numbers if n >= abroad and people[n] >= max(CITY_ABROAD, TIMES_AS_MANY * here)]
    return (*cities, *(number for number in numbers if number not in cities))


@lru_cache(maxsize=2048)
def _place(number: int) -> Place:
    name, country, department, latitude, longitude, population, codes = _index().lines[number].split("\t")
    name = name if country == "FR" else FRENCH_NAMES.get(name, name)
    codes = tuple(codes.split(",")) if codes else ()
    return Place(name, country, department, float(latitude), float(longitude), int(population), codes)


def find_place(text: str) -> Place | None:
    """The place people mean: a name in any writing, "Lyon 6e", "Lyon (69)", a postal code.

    French places go first, but for villages with the name of a city abroad: "Montréal" is the one in Canada.
    """
    index = _index()
    text = (text or "")[:150].strip()
    if text in index.by_code:
        return _place(index.by_code[text])
    wanted = _DEPARTMENT.search(text)
    whole = normalise(text[: wanted.start()]) if wanted else ""
    # A name may have brackets or commas of its own: "Vienne (Autriche) (AT)".
    name = whole if whole in index.by_key else normalise(_IN_BRACKETS.sub("", text))
    code = wanted.group(1).upper() if wanted else ""
    exact = [_place(number) for number in index.by_key.get(name, ()) if wanted]
    if exact := [place for place in exact if code in (place.department, place.country)]:
        return exact[0]
    name = OTHER_NAMES.get(name, name)
    divided = _ARRONDISSEMENT.match(name)
    if divided:
        number = int(divided.group(2))
        name = f"{divided.group(1)} {number}{'er' if number == 1 else 'e'}"
    found = [_place(number) for number in index.by_key.get(name, ())]
    if wanted:
        found = [place for place in found if code in (place.department, place.country)] or found
    if not found and (numbered := _NUMBER_AFTER.match(name)):
        return find_place(f"{numbered.group(1)} ({numbered.group(2)})")
    return found[0] if found else None


def namesakes(text: str) -> list[Place]:
    """The other places of the name typed, when nothing beside the name tells which is meant: largest ones first."""
    meant = find_place(text)
    numbers = _index().by_key.get(normalise(text or ""), ())
    others = [place for place in map(_place, numbers) if place != meant]
    return sorted(others, key=lambda place: -place.population) if meant and len(others) < len(numbers) else []


def nearest(text: str) -> Place | None:
    """The place whose name is written most like this, for what `find_place` does not know; None for nothing alike."""
    wanted = normalise((text or "")[:80])
    if len(wanted) < SHORTEST_MISTAKEN:
        return None
    index, most = _index(), 1 if len(wanted) < LONG_NAME else 2
    alike = process.extract(wanted, index.keys, scorer=OSA.distance, score_cutoff=most, limit=None)
    ranked = [(mistakes, key[0] != wanted[0], index.by_key[key][0]) for key, mistakes, _position in alike]
    return _place(min(ranked)[-1]) if ranked else None


def find_department(text: str) -> Department | None:
    """A department by its number or its name: "69", "Rhône", "2a"."""
    key = normalise(text or "")
    known = departments()
    code = key.upper().zfill(2)
    return known.get(code) or next((row for row in known.values() if normalise(row.name) == key), None)


def find_region(text: str) -> str | None:
    """The name of a region as INSEE writes it, from any writing of it and the letters people use ("PACA")."""
    key = normalise(text or "")
    return regions().get(REGION_NAMES.get(key, key))


def find_former_region(text: str) -> tuple[str, ...]:
    """Codes of the departments of a region of before 2016, or of what people call one ("Alsace"); () for none."""
    return tuple(FORMER_REGIONS.get(normalise(text or ""), "").split())


def complete(prefix: str, limit: int = 8) -> list[Place]:
    """Places that begin so, or whose postal code does: French ones first, then the most people.

    A city abroad that `find_place` takes for this very name goes first; the last quarter is kept for the largest cities
    abroad, however many there are here.
    """
    index = _index()
    wanted = normalise((prefix or "")[:80])
    if not wanted:
        return []
    if wanted.isdigit():
        numbers = {number for code, number in index.by_code.items() if code.startswith(wanted)}
    else:
        keys = index.keys[bisect_left(index.keys, wanted) : bisect_left(index.keys, wanted + "\U0010ffff")]
        numbers = {number for key in keys for number in index.by_key[key]}
    named = index.by_key.get(wanted, ())
    meant = named if named and named[0] > min(named) else ()
    ordered = [*meant, *sorted(numbers.difference(meant))]
    abroad = [number for number in ordered if number >= index.first_abroad][: limit // 4]
    large = [number for number in abroad if _place(number).population >= WORLD_CITY]
    others = [number for number in ordered[:limit] if number not in large][: limit - len(large)]
    return [_place(number) for number in ordered if number in large or number in others]


def within(latitude: float, longitude: float, km: float) -> Box:
    """The smallest box around a circle of that many kilometres."""
    high = km / KM_PER_DEGREE
    wide = high / max(math.cos(math.radians(latitude)), 0.01)
    return Box(latitude - high, latitude + high, longitude - wide, longitude + wide)
