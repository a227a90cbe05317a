"""From publications to documents. The only writer of the database's index; `search.pending` carries on from there."""

import hashlib
from collections.abc import Iterable, Iterator

from django.db import transaction

from portal.jobs.models import Publication

from . import phrases
from .building import Built, build, indexable
from .models import SearchDocument, SearchPlace
from .pending import note
from .remembered import forget
from .words import learn

BATCH = 1000
WRITTEN = [field.attname for field in SearchDocument._meta.concrete_fields if not field.primary_key]


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


def rewrite(ids: list[int]) -> int:
    """Write these documents again while the site goes on; returns how many there are.

    What changed between reading and writing is read once more, under its lock: no later text is lost to an earlier one.
    """
    built = build(ids)
    write(ids, built)
    written = {each.pk: _fingerprint(each) for each in built}
    now = {each.pk: _fingerprint(each) for each in build(ids)}
    for pk in ids:
        if now.get(pk) != written.get(pk):
            reindex(pk)
    return len(built)


def write(ids: list[int], built: list[Built]) -> None:
    """Make the database's documents of these ids what was built of them, and drop the others'."""
    learn(text for each in built for text in _written(each))
    phrases.learn(built)
    with transaction.atomic():
        SearchPlace.objects.filter(document_id__in=ids).delete()
        gone = set(ids) - {each.pk for each in built}
        SearchDocument.objects.filter(pk__in=gone).delete()
        SearchDocument.objects.bulk_create(
            [_document(each) for each in built],
            update_conflicts=True,
            unique_fields=["publication"],
            update_fields=WRITTEN,
        )
        places = [SearchPlace(document_id=each.pk, **place._asdict()) for each in built for place in each.places]
        SearchPlace.objects.bulk_create(places)
        transaction.on_commit(forget)


def _written(built: Built) -> list[str]:
    """The texts whose words may be suggested."""
    row = built.row
    names = [row["title"], built.values["company_name"], row["sector__name"] or ""]
    return [*names, *(name for name, _ in built.skills), *(place.city for place in built.places)]


def stale() -> Iterator[int]:
    """Ids whose document is missing, too much, or not what it would be now."""
    ids = sorted({*indexable().values_list("pk", flat=True), *SearchDocument.objects.values_list("pk", flat=True)})
    for start in range(0, len(ids), BATCH):
        chunk = ids[start : start + BATCH]
        expected = {each.pk: _fingerprint(each) for each in build(chunk)}
        actual = dict(SearchDocument.objects.filter(pk__in=chunk).values_list("pk", "fingerprint"))
        yield from (pk for pk in chunk if expected.get(pk) != actual.get(pk))


def _document(built: Built) -> SearchDocument:
    return SearchDocument(publication_id=built.pk, fingerprint=_fingerprint(built), **built.values)


def _fingerprint(built: Built) -> str:
    written = repr((sorted(built.values.items()), list(map(tuple, built.places))))
    return hashlib.md5(written.encode(), usedforsecurity=False).hexdigest()
