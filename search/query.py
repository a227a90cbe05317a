"""What can be asked of the search and what it answers, whatever the backend.

Edges (pages, API) parse their parameters into a `Query`; backends answer `Results`. Source: 003 §9.1 and §9.2.
"""

from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum

from portal.core.text import clean_text

#: Counts stop here: "10,000+".
MOST_COUNTED = 10_000
LARGEST_PAGE = 100
LARGEST_RADIUS_KM = 500
LONGEST_WORDS = 400


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    DEADLINE = "deadline"
    LAST_DEADLINE = "last_deadline"
    SALARY = "salary"
    LOWEST_SALARY = "lowest_salary"


#: Filters that have counts, in the order pages show them: facet -> field of `Query`.
FACETS = {
    "kind": "kinds",
    "contract": "contracts",
    "category": "categories",
    "experience": "experiences",
    "level": "levels",
    "remote": "remote",
    "sector": "sectors",
    "region": "regions",
    "department": "departments",
    "company": "companies",
    "skill": "skills",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One search. Tuples mean any of their values, except `skills`: all of them.

    Amounts are euros a year (or the whole amount, where a publication has no period). `place` is what people type: a
    town, a postal code, a department, a region; with `radius_km` it is a town's surroundings.
    """

    words: str = ""
    #: The reader has not finished typing: the last word may be the beginning of one.
    typing: bool = False
    kinds: tuple[str, ...] = ()
    place: str = ""
    radius_km: int | None = None
    departments: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    #: Slugs of sectors.
    sectors: tuple[str, ...] = ()
    contracts: tuple[str, ...] = ()
    #: The type of a bourse, financement or consultation.
    categories: tuple[str, ...] = ()
    experiences: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    salary_min: int | None = None
    salary_max: int | None = None
    skills: tuple[str, ...] = ()
    #: Part of a company's name.
    company: str = ""
    #: Ids of companies.
    companies: tuple[str, ...] = ()
    created_since: date | None = None
    #: Publicly only what is active can be found: False finds nothing (003 §9.2 `statut`).
    active: bool = True
    remote: tuple[str, ...] = ()
    sort: Sort | None = None
    page: int = 1
    page_size: int = 20
    facets: tuple[str, ...] = ()

    def __post_init__(self):
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, str) and not isinstance(value, Sort):
                object.__setattr__(self, each.name, clean_text(value[:LONGEST_WORDS]))
            elif each.name in _MANY:
                values = (value,) if isinstance(value, str) else value
                texts = (clean_text(str(one))[:150] for one in values)
                object.__setattr__(self, each.name, tuple(dict.fromkeys(text for text in texts if text))[:50])
        object.__setattr__(self, "page", max(1, self.page))
        object.__setattr__(self, "page_size", min(max(1, self.page_size), LARGEST_PAGE))
        if self.radius_km is not None:
            object.__setattr__(self, "radius_km", min(max(1, self.radius_km), LARGEST_RADIUS_KM))

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.page_size


_MANY = {*FACETS.values(), "facets"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A publication found: its id, a score to compare within one answer, and extracts as safe HTML with <mark>."""

    id: int
    score: float = 0.0
    extracts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    label: str
    count: int
    active: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits. `total` stops at 10,000, and then `total_exact` is False."""

    hits: list[Hit]
    total: int
    total_exact: bool
    facets: dict[str, list[FacetValue]] = field(default_factory=dict)
    #: Nothing had all the words: these have some of them, or words that begin so.
    relaxed: bool = False
    suggestion: str = ""
    took_ms: int = 0

    @property
    def ids(self) -> list[int]:
        return [hit.id for hit in self.hits]
