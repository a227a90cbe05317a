"""From publications to documents. The only writer of the database's index; `search.pending` carries on from there."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import NamedTuple

from django.db import transaction

from portal.core.html import plain_text
from portal.core.text import fold
from portal.jobs.models import Publication
from portal.vocabulary.places import departments, normalise

from .analysis import tokens
from .fields import Tokens
from .models import SearchDocument, SearchPlace
from .pending import note
from .remembered import forget
from .words import learn

FAR_FUTURE = datetime(9999, 1, 1, tzinfo=UTC)
BATCH = 1000
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
WRITTEN = [field.attname for field in SearchDocument._meta.concrete_fields if not field.primary_key]


class Built(NamedTuple):
    """What a publication becomes, whatever the backend."""

    #: Columns of ROW.
    row: dict
    document: SearchDocument
    places: list[SearchPlace]
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


def reindex(publication_id: int) -> None:
    """Make one publication's document what the publication is now, or remove it. Safe to run twice and at once."""
    with transaction.atomic():
        # Two deliveries of the same topic must not write an older reading over a newer one.
        Publication.objects.select_for_update(of=("self",)).filter(pk=publication_id).values_list("pk").first()
        bulk_index([publication_id])


def bulk_index(ids: Iterable[int]) -> int:
    """Index these publications, a thousand at a time, and drop the documents of those that are not public.

    Returns how many documents were written. Fast enough for load tests.
    """
    wanted, written = list(ids), 0
    for start in range(0, len(wanted), BATCH):
        chunk = wanted[start : start + BATCH]
        built = build(chunk)
        with transaction.atomic():
            write(chunk, built)
            note(chunk)
        written += len(built)
    return written


def write(ids: list[int], built: list[Built]) -> None:
    """Make the database's documents of these ids what was built of them, and drop the others'."""
    learn(text for each in built for text in _written(each))
    with transaction.atomic():
        SearchPlace.objects.filter(document_id__in=ids).delete()
        gone = set(ids) - {each.document.pk for each in built}
        SearchDocument.objects.filter(pk__in=gone).delete()
        SearchDocument.objects.bulk_create(
            [each.document for each in built],
            update_conflicts=True,
            unique_fields=["publication"],
            update_fields=WRITTEN,
        )
        SearchPlace.objects.bulk_create([place for each in built for place in each.places])
        transaction.on_commit(forget)


def _written(built: Built) -> list[str]:
    """The texts whose words may be suggested."""
    row = built.row
    names = [row["title"], built.document.company_name, row["sector__name"] or ""]
    return [*names, *(name for name, _ in built.skills), *(place.city for place in built.places)]


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
        places = [_place(row["pk"], *values) for values in labels.get(row["pk"], ())]
        of_row = skills.get(row["pk"], [])
        found.append(Built(row, _document(row, [name for name, _ in of_row], places), places, of_row))
    return found


def stale() -> Iterator[int]:
    """Ids whose document is missing, too much, or not what it would be now."""
    ids = sorted({*indexable().values_list("pk", flat=True), *SearchDocument.objects.values_list("pk", flat=True)})
    for start in range(0, len(ids), BATCH):
        chunk = ids[start : start + BATCH]
        expected = {each.document.pk: each.document.fingerprint for each in build(chunk)}
        actual = dict(SearchDocument.objects.filter(pk__in=chunk).values_list("pk", "fingerprint"))
        yield from (pk for pk in chunk if expected.get(pk) != actual.get(pk))


def _by_publication(rows: Iterable[tuple]) -> dict[int, list[tuple]]:
    found: dict[int, list[tuple]] = {}
    for pk, *values in rows:
        found.setdefault(pk, []).append(tuple(values))
    return found


def _place(pk: int, city: str, label: str, department: str, region: str, latitude, longitude) -> SearchPlace:
    area = departments().get(department)
    return SearchPlace(
        document_id=pk,
        city=normalise(city or label)[:120],
        department=department,
        region=region or (area.region if area else ""),
        latitude=latitude,
        longitude=longitude,
    )


def _document(row: dict, skills: list[str], places: list[SearchPlace]) -> SearchDocument:
    company = row["company_name"] or row["company__name"]
    kinds = {name: next((row[column] for column in columns if row[column]), "") for name, columns in OF_KINDS.items()}
    low, high = annual_amounts(row["amount_min"], row["amount_max"], row["period"], row["currency"])
    document = SearchDocument(
        publication_id=row["pk"],
        kind=row["kind"],
        published_at=row["first_published_at"],
        created_at=row["created_at"],
        open_until=min(filter(None, (row["deadline"], row["expire_at"], FAR_FUTURE))),
        remote=row["remote"],
        sector_id=row["sector_id"],
        company_id=row["company_id"],
        company_name=company,
        company_key=fold(company),
        salary_min=low,
        salary_max=high,
        tokens=_tokens(row, skills, company, kinds, places),
        **kinds,
    )
    document.fingerprint = _fingerprint(document, places)
    return document


def annual_amounts(low: Decimal | None, high: Decimal | None, period: str, currency: str) -> tuple[int, int]:
    """Both ends in euros a year; (0, 0) without amounts, or in a currency that is not compared."""
    known = [amount for amount in (low, high) if amount is not None]
    if not known or currency != "EUR":
        return 0, 0
    factor = TIMES_A_YEAR[period]
    return int(known[0] * factor), int(known[-1] * factor)


def _tokens(row: dict, skills: list[str], company: str, kinds: dict, places: list[SearchPlace]) -> Tokens:
    names = [departments()[place.department].name for place in places if place.department in departments()]
    context = [*(place.city for place in places), *names, *(place.region for place in places)]
    return Tokens(
        title=tokens(row["title"]),
        essentials=tokens(" . ".join([*skills, company])),
        context=tokens(" . ".join([*context, row["sector__name"] or "", kinds["contract"].replace("_", " ")])),
        body=tokens(plain_text(row["description"])),
    )


def _fingerprint(document: SearchDocument, places: list[SearchPlace]) -> str:
    written = [getattr(document, name) for name in WRITTEN if name != "fingerprint"]
    stored = [(place.city, place.department, place.region, place.latitude, place.longitude) for place in places]
    return hashlib.md5(repr((written, stored)).encode(), usedforsecurity=False).hexdigest()
