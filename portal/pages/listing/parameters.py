"""From the French parameters of an address to a `Query`, and back.

A value that does not exist is ignored, and the reader is told; nothing a reader types is an error.
"""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from portal.core.text import clean_text
from portal.jobs.models import Kind
from portal.jobs.models.kinds import BourseType, ConsultationType, Contract, Experience, FinancementType, StudyLevel
from portal.jobs.models.publication import PLURALS, Remote
from portal.vocabulary.places import Place, departments, find_place, regions
from search.query import MOST_COUNTED, Query, Sort
from search.where import Nowhere, TownsBeginning, where_of

from .sectors import sector_names

PAGE_SIZE = 20
LAST_PAGE = MOST_COUNTED // PAGE_SIZE
RADII = (5, 10, 20, 50, 100)
#: Amounts up to a thousand millions; more is a mistake.
LARGEST_AMOUNT = 10**9
SORTS = {
    "pertinence": Sort.RELEVANCE,
    "recent": Sort.NEWEST,
    "echeance": Sort.DEADLINE,
    "montant": Sort.SALARY,
    "distance": Sort.NEAREST,
}
#: parameter -> (facet, field of `Query`)
CHOICES = {
    "genre": ("kind", "kinds"),
    "contrat": ("contract", "contracts"),
    "type": ("category", "categories"),
    "niveau": ("level", "levels"),
    "experience": ("experience", "experiences"),
    "teletravail": ("remote", "remote"),
    "secteur": ("sector", "sectors"),
    "region": ("region", "regions"),
    "departement": ("department", "departments"),
}
#: What the readers of each kind filter by, in this order; "" is the search through all kinds.
FILTERS = {
    "": ("genre", "secteur", "teletravail", "region"),
    Kind.OFFER: ("contrat", "experience", "teletravail", "secteur", "region", "departement"),
    Kind.BOURSE: ("type", "niveau", "secteur", "region"),
    Kind.FINANCEMENT: ("type", "secteur", "region"),
    Kind.CONSULTATION: ("type", "teletravail", "secteur", "region"),
}
#: Everybody knows them by their letters.
_SHORT = {Contract.CDI: "CDI", Contract.CDD: "CDD"}
_CATEGORIES = {
    Kind.BOURSE: BourseType,
    Kind.FINANCEMENT: FinancementType,
    Kind.CONSULTATION: ConsultationType,
}


@dataclass(frozen=True)
class Asked:
    """What a reader asks of a listing: clean values by parameter, and what was not understood."""

    #: "" for all kinds.
    kind: str
    words: str = ""
    place: str = ""
    radius: int | None = None
    chosen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    amount: int | None = None
    skills: tuple[str, ...] = ()
    company: str = ""
    sort: str = ""
    page: int = 1
    problems: tuple[str, ...] = ()

    @property
    def town(self) -> Place | None:
        """The town around which a distance makes sense."""
        return find_place(self.place) if self.place else None

    @property
    def filtered(self) -> bool:
        return bool(self.parameters())

    @property
    def filter_count(self) -> int:
        """How many filters of the fold are in use."""
        return sum(map(len, self.chosen.values())) + len(self.skills) + bool(self.amount) + bool(self.company)

    @property
    def path(self) -> str:
        return f"/{PLURALS[self.kind]}/" if self.kind else "/recherche/"

    def query(self) -> Query:
        facets = tuple(CHOICES[name][0] for name in FILTERS[self.kind])
        values = {CHOICES[name][1]: chosen for name, chosen in self.chosen.items()}
        if self.kind:
            values["kinds"] = (self.kind,)
        elif "genre" in self.chosen:
            values["kinds"] = tuple(kind for kind, plural in PLURALS.items() if plural in self.chosen["genre"])
        return Query(
            words=self.words,
            place=self.place,
            radius_km=self.radius,
            salary_min=self.amount,
            skills=self.skills,
            company=self.company,
            sort=SORTS.get(self.sort) or (Sort.RELEVANCE if self.words else Sort.NEWEST),
            page=self.page,
            page_size=PAGE_SIZE,
            facets=facets,
            **values,
        )

    def parameters(self) -> list[tuple[str, str]]:
        """What the address needs to say this again, but for the page and the order, in a fixed order."""
        pairs = [("q", self.words), ("lieu", self.place), ("rayon", self.radius)]
        pairs += [(name, value) for name in CHOICES for value in self.chosen.get(name, ())]
        pairs += [("montant", self.amount), *(("competence", name) for name in self.skills)]
        pairs.append(("entreprise", self.company))
        return [(name, str(value)) for name, value in pairs if value]

    def url(self) -> str:
        pairs = [*self.parameters(), ("tri", self.sort), ("page", str(self.page) if self.page > 1 else "")]
        kept = [(name, value) for name, value in pairs if value]
        return f"{self.path}?{urlencode(kept)}" if kept else self.path

    def without(self, name: str, value: str = "") -> "Asked":
        """The same question without one filter, from its first page."""
        changes = {
            "q": {"words": ""},
            "lieu": {"place": "", "radius": None},
            "rayon": {"radius": None},
            "montant": {"amount": None},
            "entreprise": {"company": ""},
            "competence": {"skills": tuple(skill for skill in self.skills if skill != value)},
        }.get(name)
        if changes is None:
            rest = tuple(other for other in self.chosen[name] if other != value)
            chosen = {**self.chosen, name: rest}
            changes = {"chosen": {key: values for key, values in chosen.items() if values}}
        return replace(self, page=1, problems=(), **changes)


def parse(data: QueryDict, kind: str = "") -> Asked:
    """Read a listing's parameters. `kind` is the kind listed, "" for the search through all of them."""
    problems: list[str] = []
    place = _text(data, "lieu", 150)
    chosen = {}
    for name in CHOICES:
        found = _chosen(data, name, kind, problems)
        if found:
            chosen[name] = found
    words = _text(data, "q", 200)
    return Asked(
        kind=kind,
        words=words,
        place=place,
        radius=_radius(data, place, problems),
        chosen=chosen,
        amount=_amount(data, problems),
        skills=tuple(dict.fromkeys(filter(None, (clean_text(name)[:80] for name in data.getlist("competence")[:5])))),
        company=_text(data, "entreprise", 150),
        sort=_sort(data, words, problems),
        page=_page(data, problems),
        problems=tuple(problems),
    )


def choices(name: str, kind: str) -> dict[str, str]:
    """Every value of a filter and its word."""
    if name == "type":
        found = _CATEGORIES.get(kind)
        return {value: str(label) for value, label in found.choices} if found else {}
    if name == "genre":
        return {} if kind else {PLURALS[each]: str(each.label) for each in Kind}
    if name == "secteur":
        return sector_names()
    if name == "departement":
        return {area.code: f"{area.name} ({area.code})" for area in departments().values()}
    if name == "region":
        return {region: region for region in regions().values()}
    if name == "contrat":
        return {value: _SHORT.get(value) or str(label) for value, label in Contract.choices}
    source = {"niveau": StudyLevel, "experience": Experience, "teletravail": Remote}[name]
    return {value: str(label) for value, label in source.choices}


def knows_place(text: str) -> bool:
    return not isinstance(where_of(text, None), TownsBeginning | Nowhere)


def _text(data: QueryDict, name: str, longest: int) -> str:
    return " ".join(clean_text(data.get(name, ""))[:longest].split())


def _short(value: str) -> str:
    value = clean_text(value)
    return value if len(value) <= 40 else f"{value[:40]}…"


def _chosen(data: QueryDict, name: str, kind: str, problems: list[str]) -> tuple[str, ...]:
    wanted = [value for value in dict.fromkeys(map(clean_text, data.getlist(name)[:40])) if value]
    if not wanted:
        return ()
    known = choices(name, kind)
    folded = {value.casefold(): value for value in known}
    found = []
    for value in wanted:
        if value.casefold() in folded:
            found.append(folded[value.casefold()])
        elif known:
            problems.append(_("This filter does not exist: “%(value)s”.") % {"value": _short(value)})
    return tuple(dict.fromkeys(found))


def _radius(data: QueryDict, place: str, problems: list[str]) -> int | None:
    value = clean_text(data.get("rayon", ""))
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) < 4 and int(value) in RADII):
        problems.append(_("This distance is not offered: “%(value)s”.") % {"value": _short(value)})
        return None
    if not place:
        return None
    if find_place(place) is None:
        problems.append(_("We do not know where “%(place)s” is: the distance is left out.") % {"place": _short(place)})
        return None
    return int(value)


def _amount(data: QueryDict, problems: list[str]) -> int | None:
    value = "".join(clean_text(data.get("montant", "")).replace("€", "").split())
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) < 12 and int(value) <= LARGEST_AMOUNT):
        problems.append(_("This is not an amount: “%(value)s”.") % {"value": _short(value)})
        return None
    return int(value) or None


def _sort(data: QueryDict, words: str, problems: list[str]) -> str:
    """The order asked for; "" for the one the listing has anyway."""
    value = clean_text(data.get("tri", ""))
    if value and value not in SORTS:
        problems.append(_("This order does not exist: “%(value)s”.") % {"value": _short(value)})
        return ""
    usual = ("pertinence",) if words else ("pertinence", "recent")
    return "" if value in usual else value


def _page(data: QueryDict, problems: list[str]) -> int:
    value = clean_text(data.get("page", "")) or "1"
    if not (value.isascii() and value.isdigit() and len(value) < 6 and 0 < int(value) <= LAST_PAGE):
        problems.append(_("There is no page “%(value)s”.") % {"value": _short(value)})
        return 1
    return int(value)
