"""How Elasticsearch is asked: in a limited time, not at all while it is down; an error never reaches the reader."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from django.conf import settings
from elastic_transport import TransportError
from elasticsearch import ApiError, BadRequestError
from elasticsearch_dsl import Search

from ..base import SearchUnavailable
from . import breaker
from .client import client
from .documents import alias

logger = logging.getLogger(__name__)


class NoAnswer(Exception):
    """The server gave up in time, or on one of several searches."""


class NotUnderstood(Exception):
    """The server refuses one of several searches; alone it would be a BadRequestError."""


@contextmanager
def asked() -> Iterator[None]:
    """What goes wrong inside becomes SearchUnavailable; nothing is asked while the server is known to be down."""
    if breaker.is_open():
        raise SearchUnavailable("Elasticsearch is left alone for a moment")
    try:
        yield
    except (BadRequestError, NotUnderstood) as error:
        # The fault is ours and of this one search: the server is well.
        logger.exception("Elasticsearch does not understand a search")
        raise SearchUnavailable(str(error)[:300]) from error
    except (TransportError, ApiError, NoAnswer) as error:
        breaker.failed(f"{type(error).__name__}: {error}"[:300])
        raise SearchUnavailable(type(error).__name__) from error
    breaker.succeeded()


def answer(search: Search) -> dict:
    """What the server answers, as it came: objects of the library for each hit take longer than the search."""
    return answers(search)[0]


def answers(*searches: Search) -> list[dict]:
    """The answers of one or several searches of the index, asked in one call."""
    # The server stops before the client does, and says so. One copy of the index answers all pages of a search.
    limit = f"{int(settings.ELASTICSEARCH_TIMEOUT * 900)}ms"
    if len(searches) == 1:
        body = {**searches[0].to_dict(), "timeout": limit}
        found = [client().search(index=alias(), body=body, preference=alias()).body]
    else:
        heads = {"index": alias(), "preference": alias()}
        lines = [line for search in searches for line in (heads, {**search.to_dict(), "timeout": limit})]
        found = client().msearch(searches=lines).body["responses"]
    for each in found:
        if each.get("status") == HTTPStatus.BAD_REQUEST:
            raise NotUnderstood(each["error"])
        if each.get("timed_out") or "error" in each:
            raise NoAnswer(each.get("error") or f"none within {limit}")
    return found
