"""The filters of 003 §9.2 with `q`, `tri` and `page`, read once for lists and searches.

A bad value is a 400 that names its parameter, an unknown parameter is ignored.
"""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from portal.core.text import clean_text
from portal.jobs.models.kinds import BourseType, ConsultationType, Contract, Experience, FinancementType, StudyLevel
from portal.jobs.models.publication import Remote
from portal.vocabulary.places import find_department, find_region
from search.query import LARGEST_RADIUS_KM, Query, Sort

from ...common.schema import parameters
from .. import words
from ..sectors import find_sector
from . import choices

MOST = 10**12
#: `tri` of searches: what the index can sort by.
SORTS = {
    "pertinence": Sort.RELEVANCE,
    "-pertinence": Sort.RELEVANCE,
    "-date_publication": Sort.NEWEST,
    "-date_creation": Sort.NEWEST,
    "date_publication": Sort.OLDEST,
    "date_creation": Sort.OLDEST,
    "date_limite": Sort.DEADLINE,
    "-date_limite": Sort.LAST_DEADLINE,
    **{f"-{name}": Sort.SALARY for name in ("salaire", "montant", "budget")},
    **{name: Sort.LOWEST_SALARY for name in ("salaire", "montant", "budget")},
    "distance": Sort.NEAREST,
}
#: `categorie`: the type of a bourse, financement or consultation; no two share a code.
CATEGORIES = (BourseType, FinancementType, ConsultationType)
PARAMETERS = parameters(
    q="Words to find",
    localisation="A town, a postal code, a department, a region",
    secteur="A sector's name, slug or id",
    type_contrat="A contract",
    salaire_min="At least so much (montant and budget too)",
    salaire_max="At most so much",
    experience_requise="The experience asked for",
    teletravail=", ".join(choices.words(Remote)),
    categorie="The type of a bourse, financement or consultation",
    niveau_etude="The study level of a bourse",
    region="A region's name",
    departement="A department's number or name",
    competences="All of these, with commas",
    date_creation="Created on this day or after (ISO 8601)",
    statut="active or fermee; for owners and editors also brouillon, en_attente, validee, refuse",
    entreprise="A part of the company's name",
    type_publication="offre, bourse, financement or consultation",
    tri="A field to sort by, - for descending",
)
#: What only the search can do with them.
SEARCH_PARAMETERS = parameters(
    rayon="Kilometres around the town of `localisation`, up to 500; `tri=distance` sorts by them",
    apres="The `suivant` of the page before: reads on as deep as there are results, and `page` is left aside",
)


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What a request asks of a list. Empty values ask nothing."""

    words: str = ""
    place: str = ""
    radius_km: int | None = None
    sector: object = None
    contract: str = ""
    experience: str = ""
    remote: str = ""
    category: str = ""
    level: str = ""
    region: str = ""
    department: str = ""
    salary_min: int | None = None
    salary_max: int | None = None
    skills: tuple[str, ...] = ()
    created_since: date | None = None
    status: str = ""
    company: str = ""
    kind: str = ""
    sort: str = ""

    def is_empty(self) -> bool:
        return self == Filters()


def read(request, *, sorts) -> Filters:
    """Raises ValidationError with every parameter that is wrong."""
    reader = Reader(request.query_params)
    filters = Filters(
        words=reader.text("q", 400),
        place=reader.text("localisation"),
        radius_km=reader.parsed("rayon", _radius),
        sector=reader.parsed("secteur", find_sector),
        contract=reader.choice("type_contrat", Contract),
        experience=reader.choice("experience_requise", Experience),
        remote=reader.choice("teletravail", Remote),
        category=reader.choice("categorie", *CATEGORIES),
        level=reader.choice("niveau_etude", StudyLevel),
        region=reader.parsed("region", _region) or "",
        department=reader.parsed("departement", _department) or "",
        salary_min=reader.parsed("salaire_min", _amount),
        salary_max=reader.parsed("salaire_max", _amount),
        skills=reader.names("competences"),
        created_since=reader.parsed("date_creation", _day),
        status=reader.one_of("statut", ("active", "fermee", *words.VALIDATION_WORDS)),
        company=reader.text("entreprise"),
        kind=words.KIND_OF.get(reader.one_of("type_publication", words.KIND_OF), ""),
        sort=reader.one_of("tri", sorts),
    )
    if reader.errors:
        raise ValidationError(reader.errors)
    return filters


class Reader:
    """Query parameters as values; `errors` names those that cannot be read."""

    def __init__(self, params):
        self.params, self.errors = params, {}

    def text(self, name: str, most: int = 150) -> str:
        return clean_text(self.params.get(name, "")[: most * 2])[:most]

    def names(self, name: str) -> tuple[str, ...]:
        return tuple(one.strip() for one in self.text(name).split(",") if one.strip())[:20]

    def parsed(self, name: str, parse):
        text = self.text(name)
        if not text:
            return None
        try:
            return parse(text)
        except ValidationError as error:
            self.errors[name] = error.detail["secteur"]
        except ValueError:
            self.errors[name] = [_("This value cannot be read.")]
        return None

    def one_of(self, name: str, known) -> str:
        text = self.text(name).lower()
        if text and text not in known:
            self.errors[name] = [unknown(", ".join(dict.fromkeys(known)))]
            return ""
        return text

    def choice(self, name: str, *known) -> str:
        """The code of one of these choices."""
        text = self.text(name)
        found = [code for each in known if (code := choices.code(each, text)) is not None]
        if not found:
            self.errors[name] = [unknown(", ".join(word for each in known for word in choices.words(each)))]
        return found[0] if found else ""


def unknown(known: str) -> str:
    return _("This value is not known. Known: %(known)s.") % {"known": known}


def _amount(text: str) -> int:
    if not re.fullmatch(r"\d{1,15}([.,]\d{1,4})?", text, re.ASCII):
        raise ValueError(text)
    try:
        return min(int(Decimal(text.replace(",", "."))), MOST)
    except InvalidOperation as error:
        raise ValueError(text) from error


def _radius(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= LARGEST_RADIUS_KM):
        raise ValueError(text)
    return int(text)


def _region(text: str) -> str:
    if not (region := find_region(text)):
        raise ValueError(text)
    return region


def _department(text: str) -> str:
    if not (department := find_department(text)):
        raise ValueError(text)
    return department.code


def _day(text: str) -> date:
    moment = parse_date(text) if len(text) <= 10 else parse_datetime(text)
    if moment is None or not 1900 <= moment.year <= 9000:
        raise ValueError(text)
    return moment.date() if hasattr(moment, "date") else moment


def as_query(filters: Filters, kind: str, **more) -> Query:
    """What the search is asked for: only what is active can be found."""
    return Query(
        words=filters.words,
        kinds=(kind,),
        place=filters.place,
        radius_km=filters.radius_km,
        sectors=(filters.sector.slug,) if filters.sector else (),
        contracts=(filters.contract,) if filters.contract else (),
        experiences=(filters.experience,) if filters.experience else (),
        remote=(filters.remote,) if filters.remote else (),
        categories=(filters.category,) if filters.category else (),
        levels=(filters.level,) if filters.level else (),
        regions=(filters.region,) if filters.region else (),
        departments=(filters.department,) if filters.department else (),
        salary_min=filters.salary_min,
        salary_max=filters.salary_max,
        skills=filters.skills,
        company=filters.company,
        created_since=filters.created_since,
        active=filters.status in ("", "active", "validee") and filters.kind in ("", kind),
        sort=SORTS.get(filters.sort),
        **more,
    )
