"""What a publication becomes in an index, as plain data: every backend's documents are made of it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from portal.core.html import plain_text
from portal.core.text import fold
from portal.jobs.models import Publication
from portal.vocabulary.places import departments, normalise

from .analysis import tokens
from .fields import Tokens
from .squares import square

FAR_FUTURE = datetime(9999, 1, 1, tzinfo=UTC)
#: How often an amount is paid in a year of full-time work in France (1,607 hours, 218 days).
TIMES_A_YEAR = {"hour": 1607, "day": 218, "month": 12, "year": 1, "total": 1, "": 1}
#: The columns of the kinds that documents hold under one name.
OF_KINDS = {
    "contract": ("offer__contract",),
    "category": ("bourse__bourse_type", "financement__financement_type", "consultation__consultation_type"),
    "experience": ("offer__experience",),
    "level": ("bourse__level",),
}
ROW = (
    *("pk", "kind", "title", "description", "first_published_at", "created_at", "deadline", "expire_at", "remote"),
    *("sector_id", "sector__name", "sector__slug", "company_id", "company_name", "company__name"),
    *("amount_min", "amount_max", "currency", "period"),
    *(column for columns in OF_KINDS.values() for column in columns),
)


# The same towns and companies come again and again.
_city = lru_cache(20_000)(lambda name: normalise(name)[:120])
_key = lru_cache(20_000)(fold)


class At(NamedTuple):
    """A place of a publication, under the names that filters compare; degrees, or None."""

    city: str
    department: str
    region: str
    latitude: float | None
    longitude: float | None


class Built(NamedTuple):
    """What a publication becomes, whatever the backend."""

    pk: int
    #: Columns of ROW.
    row: dict
    #: Columns of `SearchDocument`, without its key and fingerprint.
    values: dict
    places: list[At]
    #: Names and keys, in their order.
    skills: list[tuple[str, str]]


def indexable():
    """Publications that have a document: `visible()` but for what the clock alone decides."""
    return Publication.objects.filter(
        status="validated",
        live=True,
        closed_at__isnull=True,
        withdrawn_at__isnull=True,
        first_published_at__isnull=False,
    )


def build(ids: list[int]) -> list[Built]:
    """What becomes of the publications among these ids that are to be found, in three queries."""
    rows = list(indexable().filter(pk__in=ids).values(*ROW))
    skills = _by_publication(
        Publication.skills.through.objects.filter(publication_id__in=ids)
        .order_by("pk")
        .values_list("publication_id", "skill__name", "skill__key")
    )
    labels = _by_publication(
        Publication._meta.get_field("places")
        .related_model.objects.filter(publication_id__in=ids)
        .order_by("pk")
        .values_list("publication_id", "city", "label", "department", "region", "latitude", "longitude")
    )
    found = []
    for row in rows:
        pk = row["pk"]
        places, of_row = [_place(*values) for values in labels.get(pk, ())], skills.get(pk, [])
        found.append(Built(pk, row, _values(row, [name for name, _ in of_row], places), places, of_row))
    return found


def _by_publication(rows: Iterable[tuple]) -> dict[int, list[tuple]]:
    found: dict[int, list[tuple]] = {}
    for pk, *values in rows:
        found.setdefault(pk, []).append(tuple(values))
    return found


def _place(city: str, label: str, department: str, region: str, latitude, longitude) -> At:
    area = departments().get(department)
    return At(_city(city or label), department, region or (area.region if area else ""), latitude, longitude)


def _values(row: dict, skills: list[str], places: list[At]) -> dict:
    company = row["company_name"] or row["company__name"]
    kinds = {name: next((row[column] for column in columns if row[column]), "") for name, columns in OF_KINDS.items()}
    low, high = annual_amounts(row["amount_min"], row["amount_max"], row["period"], row["currency"])
    return {
        "kind": row["kind"],
        "published_at": row["first_published_at"],
        "created_at": row["created_at"],
        "open_until": min(filter(None, (row["deadline"], row["expire_at"], FAR_FUTURE))),
        "remote": row["remote"],
        "sector_id": row["sector_id"],
        "company_id": row["company_id"],
        "title_key": fold(row["title"])[:300],
        "company_name": company,
        "company_key": _key(company),
        "salary_min": low,
        "salary_max": high,
        "tokens": _tokens(row, skills, company, kinds, places),
        **kinds,
    }


def annual_amounts(low: Decimal | None, high: Decimal | None, period: str, currency: str) -> tuple[int, int]:
    """Both ends in euros a year; (0, 0) without amounts, or in a currency that is not compared."""
    known = [amount for amount in (low, high) if amount is not None]
    if not known or currency != "EUR":
        return 0, 0
    factor = TIMES_A_YEAR[period]
    return int(known[0] * factor), int(known[-1] * factor)


def _tokens(row: dict, skills: list[str], company: str, kinds: dict, places: list[At]) -> Tokens:
    names = [departments()[place.department].name for place in places if place.department in departments()]
    context = [*(place.city for place in places), *names, *(place.region for place in places)]
    return Tokens(
        title=tokens(row["title"]),
        essentials=tokens(" . ".join([*skills, company])),
        context=tokens(" . ".join([*context, row["sector__name"] or "", kinds["contract"].replace("_", " ")])),
        body=tokens(plain_text(row["description"])),
        squares=sorted({square(place.latitude, place.longitude) for place in places if place.latitude is not None}),
    )
