"""How well a person fits what is asked, 0 to 100 in three parts, or None when there is nothing to compare.

| part | weight | points |
| --- | --- | --- |
| skills | 50 | the share of the skills asked that the person has, whatever their names |
| experience | 30 | years at work out of those asked; more is no better; overlapping jobs count once |
| place | 20 | 100 within 20 km of one of the towns, 0 from 120 km on (twice as far if partly remote) |

A part that the publication says nothing of is left out and the others share its weight; so is the place where a town
is not known or the work is fully remote.
Somebody who says nothing of their skills and of their experience has no score where these are asked. The same data
gives the same score; no other data is looked at.
"""

import math
from dataclasses import dataclass, field
from datetime import date

from .data import Asked, Period, Person, Spot

SKILLS, EXPERIENCE, PLACE = "skills", "experience", "place"
WEIGHTS = {SKILLS: 50, EXPERIENCE: 30, PLACE: 20}
NEAR_KM, FAR_KM = 20, 120
DAYS_A_YEAR = 365.25
EARTH_KM = 6371


@dataclass(frozen=True, slots=True)
class Part:
    """`points` from 0 to 100, or None when the part does not count; `facts` are what words are made of."""

    name: str
    points: int | None
    facts: dict = field(default_factory=dict)

    def as_json(self) -> dict:
        return {"name": self.name, "weight": WEIGHTS[self.name], "points": self.points, **self.facts}


@dataclass(frozen=True, slots=True)
class Score:
    total: int | None
    parts: tuple[Part, ...]


def score(asked: Asked, person: Person, on: date) -> Score:
    """The score of this person on this day."""
    parts = (_skills(asked, person), _experience(asked, person, on), _place(asked, person))
    counted = [part for part in parts if part.points is not None]
    substance = any(part.name != PLACE for part in counted)
    silent = not person.skills and not person.periods
    if not counted or (substance and silent):
        return Score(None, parts)
    weight = sum(WEIGHTS[part.name] for part in counted)
    return Score(_rounded(sum(WEIGHTS[part.name] * part.points for part in counted) / weight), parts)


def years_at_work(periods: tuple[Period, ...], on: date) -> float:
    """Years covered by these periods until a day; days that several of them cover count once."""
    spans = sorted((period.start, min(period.end or on, on)) for period in periods if period.start <= on)
    days, reached = 0, date.min
    for start, end in spans:
        start = max(start, reached)
        if end > start:
            days += (end - start).days
            reached = end
    return days / DAYS_A_YEAR


def distance_km(one: Spot, other: Spot) -> float | None:
    """As the crow flies (haversine); None when one of them has no coordinates."""
    if None in (one.latitude, one.longitude, other.latitude, other.longitude):
        return None
    north, south = math.radians(one.latitude), math.radians(other.latitude)
    half_east = math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    half = math.sin((south - north) / 2) ** 2 + math.cos(north) * math.cos(south) * half_east
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def _skills(asked: Asked, person: Person) -> Part:
    wanted = {skill.key: skill.name for skill in asked.skills}
    if not wanted:
        return Part(SKILLS, None)
    has = {skill.key for skill in person.skills}
    matched = sorted(name for key, name in wanted.items() if key in has)
    missing = sorted(name for key, name in wanted.items() if key not in has)
    return Part(SKILLS, _rounded(100 * len(matched) / len(wanted)), {"matched": matched, "missing": missing})


def _experience(asked: Asked, person: Person, on: date) -> Part:
    if not asked.years:
        return Part(EXPERIENCE, None)
    years = years_at_work(person.periods, on)
    points = _rounded(100 * min(1.0, years / asked.years))
    return Part(EXPERIENCE, points, {"years": round(years, 1), "asked": asked.years})


def _place(asked: Asked, person: Person) -> Part:
    if asked.remote == "full":
        return Part(PLACE, None, {"remote": "full"})
    if not asked.spots or person.spot is None:
        return Part(PLACE, None)
    known = [(distance_km(person.spot, spot), spot.name) for spot in asked.spots]
    known = sorted((km, name) for km, name in known if km is not None)
    if not known:
        return Part(PLACE, None)
    km, name = known[0]
    scale = 2 if asked.remote == "partial" else 1
    share = (FAR_KM * scale - km) / ((FAR_KM - NEAR_KM) * scale)
    return Part(
        PLACE, _rounded(100 * max(0.0, min(1.0, share))), {"km": _rounded(km), "town": name, "remote": asked.remote}
    )


def _rounded(value: float) -> int:
    """Halves go up."""
    return math.floor(value + 0.5)
