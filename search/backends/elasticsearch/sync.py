"""Carries what changed in the database over to Elasticsearch.

Any number of processes may do so at once, in any order: each document is written with the number of the change as its
version, and Elasticsearch refuses an older one. What is written is read after the change was, so it is never older.
"""

import logging
from collections.abc import Iterable

from django.core.cache import cache
from elasticsearch.helpers import streaming_bulk

from ...building import build
from ...indexing import BATCH
from ...models import PendingChange
from . import breaker
from .client import ElasticsearchFailed, NoIndex, client, failures, patient
from .documents import alias, body, building_alias

logger = logging.getLogger(__name__)

#: Set while a process is at it: the others need not do the same work. It outlives a killed one by so many seconds.
_BUSY, BUSY_SECONDS = "search:elasticsearch:following", 60


def follow() -> int:
    """Write all that waits; returns how many changes were carried over. Raises ElasticsearchFailed.

    A process that finds another one at it leaves: that one looks again after it has said that it is done.
    """
    done = 0
    while PendingChange.objects.exists() and cache.add(_BUSY, 1, BUSY_SECONDS):
        try:
            with failures():
                found = _batch()
        finally:
            cache.delete(_BUSY)
        breaker.succeeded()
        done += found
        if not found:
            break
    return done


def _batch() -> int:
    """One bulk of the oldest changes; returns how many are done."""
    # In this order: an index that a rebuild begins after the changes were read is filled from rows that have them.
    changes = list(PendingChange.objects.order_by("pk").values_list("pk", "publication_id")[:BATCH])
    names = targets()
    versions = {publication: pk for pk, publication in changes}
    refused = write(names, versions)
    done = [pk for pk, publication in changes if publication not in refused]
    PendingChange.objects.filter(pk__in=done).delete()
    return len(done)


def targets() -> list[str]:
    """Where changes are written: the index that is searched, and the one a rebuild is filling, if any."""
    known = _indexes()
    if not known[alias()]:
        raise NoIndex("there is no index yet: run `search_index rebuild`")
    return [name for name, behind in known.items() if behind]


def indexes(name: str) -> list[str]:
    """The indexes behind one of our aliases."""
    return _indexes()[name]


def _indexes() -> dict[str, list[str]]:
    # With a wildcard it is no error when there is none.
    answer = client().indices.get_alias(index=f"{alias()}*").body
    known = {alias(): [], building_alias(): []}
    for index, described in answer.items():
        for name in described["aliases"]:
            known.get(name, []).append(index)
    return known


def write(names: Iterable[str], versions: dict[int, int]) -> set[int]:
    """Make the documents of these publications (id -> version) what the database says now.

    Returns the ids that Elasticsearch refused for what they contain, which is logged.
    """
    documents = {each.pk: body(each) for each in build(list(versions))}
    actions = [action(name, pk, version, documents.get(pk)) for name in names for pk, version in versions.items()]
    return send(actions)


def action(name: str, pk: int, version: int, document: dict | None) -> dict:
    """One line of a bulk to an alias: the document as it is now, or its removal."""
    # Without an alias of that name nothing is written: Elasticsearch would make an index of its own design.
    target = {"_index": name, "_id": str(pk), "version": version, "version_type": "external_gte", "require_alias": True}
    return (
        {"_op_type": "delete", **target} if document is None else {"_op_type": "index", **target, "_source": document}
    )


def send(actions: list[dict]) -> set[int]:
    """Returns the ids of documents that were refused for what they contain. Raises ElasticsearchFailed."""
    refused = set()
    for succeeded, answer in streaming_bulk(patient(), actions, raise_on_error=False, chunk_size=BATCH):
        if not succeeded:
            ((operation, item),) = answer.items()
            if _at_fault(operation, item):
                refused.add(int(item["_id"]))
    return refused


def _at_fault(operation: str, item: dict) -> bool:
    """Whether an item failed for what its document contains; raises when the server is what failed."""
    status, error = item["status"], item.get("error") or {}
    kind = error.get("type", "") if isinstance(error, dict) else str(error)
    later_is_there = status == 409
    not_there = operation == "delete" and status == 404 and not kind
    # A rebuild has just ended: what it built is searched now and was written to under that name.
    rebuilt = item["_index"] == building_alias() and kind == "index_not_found_exception"
    if later_is_there or not_there or rebuilt:
        return False
    if status == 400:
        logger.error("Elasticsearch refuses the document of publication %s: %s", item["_id"], error)
        return True
    raise ElasticsearchFailed(f"{operation} of {item['_id']} answered {status} {kind}")
