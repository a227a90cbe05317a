"""Facet counts and completions are remembered for a moment: the same ones are asked for by each page and visitor.

Every write of the index and every edit of the synonyms starts a new generation, so what an editor does is counted at
once where the cache is shared; elsewhere, and for what the clock alone ends, after `SECONDS`.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from django.core.cache import caches
from django.db import transaction

from .query import Query

T = TypeVar("T")

SECONDS = 30
#: Cache key of a value that changes with every write of the index.
GENERATION = "search:generation"


def remembered(query: Query, tried: object, count: Callable[[], dict]) -> dict:
    """The counts of a query, whatever its page and order, from `count` when nobody asked lately.

    `tried`: what tells apart the ways in which the same query was answered.
    """
    return answer(repr((replace(query, page=1, page_size=20, sort=None, after=""), tried)), count)


def answer(asked: str, ask: Callable[[], T], *, seconds: int = SECONDS) -> T:
    """What was answered to this lately, else the answer of now (anything but None)."""
    cache, digest = caches["content"], hashlib.md5(asked.encode(), usedforsecurity=False).hexdigest()
    key = f"search:{generation()}:{digest}"
    known = cache.get(key)
    if known is None:
        known = ask()
        cache.set(key, known, seconds)
    return known


def generation() -> int:
    """A number that each write of the index changes; 0 before the first one."""
    return caches["content"].get(GENERATION, 0)


def forget() -> None:
    """The index has changed: what is remembered is asked for no more."""
    caches["content"].set(GENERATION, time.time_ns(), None)


def words_changed(**kwargs) -> None:
    """Synonyms have changed, and with them what the same words find: a signal handler."""
    transaction.on_commit(forget)
