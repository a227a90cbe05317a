"""What can be asked of the search and what it answers, whatever the backend.

Edges (pages, API) parse their parameters into a `Query`; backends answer `Results`. Source: 003 §9.1 and §9.2.
"""

from dataclasses import dataclass, field, fields
from datetime import date, datetime
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
    #: Around a town only; elsewhere the usual order.
    NEAREST = "nearest"


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
    town, a postal code, a department, a region; with `radius_km` a town's surroundings (`search.where`).

    Filters of 003 §9.2 and their fields: localisation `place`, secteur `sectors`, type_contrat `contracts`, salaire_min
    and salaire_max `salary_*`, experience_requise `experiences`, competences `skills`, date_creation `created_since`,
    statut `active`, entreprise `company`, type_publication `kinds`.
    """

    words: str = ""
    #: As it was asked or nothing: no other words, no second try with some of them. Nobody reads along with an alert.
    exact: bool = False
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
    #: First published after this moment: what alerts ask for.
    published_after: datetime | None = None
    #: Publicly only what is active can be found: False finds nothing (003 §9.2 `statut`).
    active: bool = True
    remote: tuple[str, ...] = ()
    sort: Sort | None = None
    page: int = 1
    page_size: int = 20
    #: `Results.next` of the page before: goes as deep as there are hits, and `page` is left aside. A text that is no
    #: cursor of this order finds nothing.
    after: str = ""
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
        return 0 if self.after else (self.page - 1) * self.page_size


_MANY = {*FACETS.values(), "facets"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A publication found: its id, a score to compare within one answer, and extracts as safe HTML with <mark>.

    `extracts` has "title" and "description", each only where something was found. `distance_km`: from the town asked
    for to the nearest of its places; None without a town, or where no place of it has coordinates.
    """

    id: int
    score: float = 0.0
    extracts: dict[str, str] = field(default_factory=dict)
    distance_km: float | None = None


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    label: str
    count: int
    active: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits. `total` stops at 10,000, and then `total_exact` is False ("10,000+").

    When nothing has all the words, backends try twice more: with the words corrected (`corrected`, the hits are those
    of `suggestion`), then with some of the words (`relaxed`). `facets`: by name, in the order of `FACETS`, each
    without its own filter, the values most found first; a value the query names is there with 0 too.
    """

    hits: list[Hit]
    total: int
    total_exact: bool
    facets: dict[str, list[FacetValue]] = field(default_factory=dict)
    #: Nothing had all the words: these have some of them, or words that begin so.
    relaxed: bool = False
    #: Nothing had the words as they were typed: these have the words of `suggestion`.
    corrected: bool = False
    #: What the reader probably meant, written out; offered only when it finds something. "" for nothing to say.
    suggestion: str = ""
    took_ms: int = 0
    #: Give it as `after` to read on; "" on the last page.
    next: str = ""

    @property
    def ids(self) -> list[int]:
        return [hit.id for hit in self.hits]


class Completes(StrEnum):
    """What a beginning can be completed to, in the order of an answer."""

    TITLE = "title"
    SKILL = "skill"
    COMPANY = "company"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Completion:
    """One way to finish what was typed. `text` is read and searched; `value` is the company's id for a company."""

    type: Completes
    text: str
    value: str = ""
