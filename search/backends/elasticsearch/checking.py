"""The comparison of the index with the database."""

from collections.abc import Iterable, Iterator

from ...building import build
from ...indexing import BATCH
from ...models import PendingChange
from . import sync
from .client import NoIndex, failures, patient
from .documents import alias, body
from .rebuild import batches, is_there

_READ = 5_000


def differing() -> list[int]:
    """Ids whose document is missing, too much, or not what it would be now. Raises ElasticsearchFailed.

    What only waits for its turn is no difference: it is written first, and what changed meanwhile is looked at again.
    """
    if not is_there():
        raise NoIndex("there is no index yet: run `search_index rebuild`")
    sync.follow()
    with failures():
        found = list(_compared())
    if found:
        sync.follow()
    return still_differing(found)


def still_differing(ids: list[int]) -> list[int]:
    """Those of these ids whose document is not what it would be now."""
    found = []
    with failures():
        for start in range(0, len(ids), BATCH):
            chunk = ids[start : start + BATCH]
            answer = patient().mget(index=alias(), ids=[str(pk) for pk in chunk], source=["fingerprint"])
            kept = {int(doc["_id"]): _fingerprint(doc) for doc in answer["docs"] if doc.get("found")}
            expected = _expected(chunk)
            found += [pk for pk in chunk if kept.get(pk) != expected.get(pk)]
    return found


def mend(ids: list[int]) -> None:
    """Have these written again, in the order of all changes. Raises ElasticsearchFailed."""
    PendingChange.objects.bulk_create([PendingChange(publication_id=pk) for pk in ids], batch_size=BATCH)
    sync.follow()


def _compared() -> Iterator[int]:
    """Both sides are read in the order of their ids, some at a time."""
    patient().indices.refresh(index=alias())
    kept = _fingerprints()
    pk, fingerprint = next(kept, (None, ""))
    for ids in batches():
        expected = _expected(ids)
        for wanted in ids:
            while pk is not None and pk < wanted:
                yield pk
                pk, fingerprint = next(kept, (None, ""))
            if pk != wanted or fingerprint != expected.get(wanted):
                yield wanted
            if pk == wanted:
                pk, fingerprint = next(kept, (None, ""))
    while pk is not None:
        yield pk
        pk, fingerprint = next(kept, (None, ""))


def _expected(ids: Iterable[int]) -> dict[int, str]:
    return {each.pk: body(each)["fingerprint"] for each in build(list(ids))}


def _fingerprints() -> Iterator[tuple[int, str]]:
    """(id, fingerprint) of every document, by id."""
    asked = {"index": alias(), "size": _READ, "sort": [{"id": "asc"}], "source": ["fingerprint"]}
    after = None
    while hits := patient().search(**asked, search_after=after, track_total_hits=False)["hits"]["hits"]:
        yield from ((int(hit["_id"]), _fingerprint(hit)) for hit in hits)
        after = hits[-1]["sort"]


def _fingerprint(hit: dict) -> str:
    return hit["_source"].get("fingerprint", "")
