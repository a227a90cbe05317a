"""What is compared: plain data, made by the rooms that know publications and people.

Nothing here has a place for age, gender, photo, nationality or name: what is not in these classes cannot count.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill by the key that stands for all of its names, and by the name that people read."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A town; latitude and longitude in degrees, None where the town is not known."""

    name: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """Time at work; no end: it goes on."""

    start: date
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a publication asks. `years`: the least experience, None when it says nothing of it (or asks for none)."""

    skills: tuple[Skill, ...] = ()
    years: int | None = None
    spots: tuple[Spot, ...] = ()
    #: "none", "partial" or "full".
    remote: str = "none"


@dataclass(frozen=True, slots=True)
class Person:
    """What a person says of themselves."""

    skills: tuple[Skill, ...] = ()
    periods: tuple[Period, ...] = ()
    spot: Spot | None = None

    def as_json(self) -> dict:
        return {
            "skills": [[skill.key, skill.name] for skill in self.skills],
            "periods": [[period.start.isoformat(), _iso(period.end)] for period in self.periods],
            "spot": [self.spot.name, self.spot.latitude, self.spot.longitude] if self.spot else None,
        }

    @classmethod
    def from_json(cls, kept: dict) -> "Person":
        return cls(
            skills=tuple(Skill(*pair) for pair in kept["skills"]),
            periods=tuple(
                Period(date.fromisoformat(start), date.fromisoformat(end) if end else None)
                for start, end in kept["periods"]
            ),
            spot=Spot(*kept["spot"]) if kept["spot"] else None,
        )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
