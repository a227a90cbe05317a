"""A new index beside the old one, which searches ask from one moment to the next."""

import multiprocessing
import os
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress

from elastic_transport import TransportError
from elasticsearch import ApiError

from ... import sharing
from ...building import build, indexable
from . import sync
from .client import ElasticsearchFailed, client, failures, patient
from .documents import PublicationDocument, alias, body, building_alias

#: Bulks on their way at once, and how many documents are in each.
THREADS = 2
CHUNK = 1_000
#: From so many documents on, processes share the work: making documents is Python's, one processor's in a process.
MANY = 20_000
MOST_PROCESSES = 8
#: Below the number of every change: whatever is written meanwhile replaces what a rebuild read before.
OLDEST = 0
#: A rebuild says so often (in seconds) that it is alive; one that was silent for so long is dead.
HEARTBEAT, DEAD = 20, 300

Progress = Callable[[int, int], None]


class RebuildRunning(Exception):
    """Another rebuild is under way."""


def rebuild(progress: Progress = lambda done, total: None, *, processes: int | None = None) -> int:
    """Fill a new index, with changes written there meanwhile, then let searches ask it; returns its documents.

    `processes` make the documents; unless it is said, as many as help with so many documents, on this machine.
    Until then, and whenever this fails, searches keep the old one. Raises RebuildRunning, ElasticsearchFailed.
    """
    with failures():
        _drop_dead()
        name = create()
        try:
            written = _fill(progress, processes)
        except BaseException:
            with suppress(TransportError, ApiError):
                patient().indices.delete(index=name, ignore_unavailable=True)
            raise
        _finish(name)
    sync.follow()
    return written


def is_there() -> bool:
    """Whether there is an index to search. Raises ElasticsearchFailed."""
    with failures():
        return bool(sync.indexes(alias()))


def create() -> str:
    """A new empty index that changes are written to from now on."""
    name = f"{alias()}-{time.time_ns()}"
    index = PublicationDocument._index.clone(name)
    # Nobody searches it yet.
    index.settings(refresh_interval="-1")
    index.aliases(**{building_alias(): {}})
    index.create(using=patient())
    if sync.indexes(building_alias()) != [name]:
        patient().indices.delete(index=name)
        raise RebuildRunning("begun at the same moment")
    _heartbeat()
    return name


def _heartbeat() -> None:
    patient().indices.put_mapping(index=building_alias(), meta={"alive": int(time.time())})


def _drop_dead() -> None:
    """Remove what a rebuild that died has left."""
    for name in sync.indexes(building_alias()):
        mappings = client().indices.get_mapping(index=name).body[name]["mappings"]
        if mappings.get("_meta", {}).get("alive", 0) > time.time() - DEAD:
            raise RebuildRunning(name)
        patient().indices.delete(index=name, ignore_unavailable=True)


def _fill(progress: Progress, processes: int | None) -> int:
    """Send every document there is; returns how many."""
    total, done, alive = indexable().count(), 0, time.monotonic()
    processes = processes or helpful_processes(total)
    for sent in _alone() if processes == 1 else _shared(processes):
        done += sent
        progress(done, max(done + 1, total))
        if time.monotonic() - alive > HEARTBEAT:
            _heartbeat()
            alive = time.monotonic()
    progress(done, done)
    return done


def helpful_processes(documents: int) -> int:
    """One more than there are processors: while one waits for a server, another one works."""
    # A worker of Celery may start none.
    if documents < MANY or multiprocessing.current_process().daemon:
        return 1
    return min((os.cpu_count() or 1) + 1, MOST_PROCESSES)


def _alone() -> Iterator[int]:
    """Documents are made here while threads send those before."""
    with ThreadPoolExecutor(THREADS) as pool:
        yield from _in_order((pool.submit(_send, _actions(ids)) for ids in batches()), THREADS)


def _shared(processes: int) -> Iterator[int]:
    """Processes of their own make and send documents; none of them inherits a connection."""
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(processes, context, initializer=sharing.begin, initargs=(os.getpid(),))
    try:
        yield from _in_order((pool.submit(sharing.carry, ids) for ids in batches()), 2 * processes)
    except BrokenProcessPool as error:
        raise ElasticsearchFailed("a process that made documents has died: fewer of them need less memory") from error
    finally:
        pool.shutdown(cancel_futures=True)


def carry(ids: list[int]) -> int:
    """Make the documents of these ids and send them; returns how many."""
    return _send(_actions(ids))


def _in_order(futures: Iterator[Future], most: int) -> Iterator[int]:
    """Their results; no more of them at once than are on their way, or memory would fill."""
    waiting = deque()
    for future in futures:
        waiting.append(future)
        if len(waiting) > most:
            yield waiting.popleft().result()
    for future in waiting:
        yield future.result()


def _actions(ids: list[int]) -> list[dict]:
    return [sync.action(building_alias(), each.pk, OLDEST, body(each)) for each in build(ids)]


def _send(actions: list[dict]) -> int:
    return len(actions) - len(sync.send(actions))


def batches() -> Iterator[list[int]]:
    """Ids of everything that belongs into the index, in their order, some at a time."""
    last = 0
    while ids := list(indexable().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK]):
        yield ids
        last = ids[-1]


def _finish(name: str) -> None:
    """Searches ask the new index from one moment to the next; the old ones go."""
    server = patient()
    server.indices.put_settings(index=name, settings={"index.refresh_interval": None})
    server.indices.refresh(index=name)
    old = sync.indexes(alias())
    server.indices.update_aliases(
        actions=[
            *({"remove_index": {"index": each}} for each in old),
            {"add": {"index": name, "alias": alias()}},
            {"remove": {"index": name, "alias": building_alias()}},
        ]
    )
