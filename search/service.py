"""The way into the search for pages and APIs."""

import logging
from collections.abc import Callable, Collection
from typing import TypeVar

from django.utils.translation import get_language

from portal.core.text import clean_text, fold
from portal.jobs.querysets import PublicationQuerySet

from . import remembered
from .backends import database, get_backend
from .backends.base import SearchBackend, SearchUnavailable
from .query import Completes, Completion, Hit, Query, Results

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")
SHORTEST_PREFIX = 2
LONGEST_PREFIX = 80
MOST_COMPLETIONS = 20
SECONDS_OF_COMPLETIONS = 60


def search(query: Query, *, queryset: PublicationQuerySet | None = None) -> Results:
    """Find publications that anyone may see, among `queryset` when it is given.

    The hits are ids in their order: load them with `Publication.objects.visible().for_list()`, `in_order` puts them
    back. Source: 003 §9.
    """
    return _asked(lambda backend: backend.search(query, queryset))


def complete(
    prefix: str, *, types: Collection[Completes] = tuple(Completes), kinds: Collection[str] = (), limit: int = 5
) -> list[Completion]:
    """Ways to finish what is being typed: titles, skills and companies of what is visible (of these kinds), places.

    Less than two letters or digits complete nothing. `limit` is for each type, 20 at most.
    """
    text = " ".join(clean_text(prefix[:LONGEST_PREFIX]).split())
    limit = min(limit, MOST_COMPLETIONS)
    if limit < 1 or sum(map(str.isalnum, text)) < SHORTEST_PREFIX:
        return []
    kinds = tuple(map(clean_text, kinds))
    return _asked(lambda backend: backend.complete(text, types=types, kinds=kinds, limit=limit))


def remembered_completions(
    prefix: str, types: Collection[Completes], kinds: Collection[str], limit: int
) -> list[Completion]:
    """`complete`, asked once for what everybody types: until the index changes, or for a minute."""
    asked = repr((" ".join(fold(prefix[:LONGEST_PREFIX]).split()), sorted(types), sorted(kinds), limit, get_language()))
    found = remembered.answer(
        f"completion:{asked}",
        lambda: complete(prefix, types=types, kinds=kinds, limit=limit),
        seconds=SECONDS_OF_COMPLETIONS,
    )
    return list(found)


def similar(publication_id: int, *, limit: int = 6) -> list[Hit]:
    """Visible publications like this one, the best first."""
    return _asked(lambda backend: backend.similar(publication_id, limit=limit))


def _asked(question: Callable[[SearchBackend], Answer]) -> Answer:
    """What the configured backend answers; the database answers while that one cannot."""
    try:
        return question(get_backend())
    except SearchUnavailable as reason:
        # The backend has said so in the log, once.
        logger.debug("The search backend does not answer, the database does: %s", reason)
        return question(database.DatabaseBackend())


def in_order(results: Results, publications: PublicationQuerySet) -> list:
    """The publications of a page of results, in the order of its hits, each with its `hit`."""
    return with_hits(results.hits, publications)


def with_hits(hits: list[Hit], publications: PublicationQuerySet) -> list:
    """The publications of these hits, in their order, each with its `hit`; without those that `publications` lacks."""
    rows = publications.in_bulk([hit.id for hit in hits])
    found = []
    for hit in hits:
        if publication := rows.get(hit.id):
            publication.hit = hit
            found.append(publication)
    return found
