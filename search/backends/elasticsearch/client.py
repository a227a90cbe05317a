"""The connection to Elasticsearch: every call has a time limit, and what goes wrong has one name."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from django.conf import settings
from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch
from elasticsearch.helpers import BulkIndexError
from elasticsearch.serializer import OrjsonSerializer

#: Seconds for what nobody waits for: bulks, indexes made and dropped.
BULK_TIMEOUT = 60


class ElasticsearchFailed(Exception):
    """The server does not answer, or not in time, or says that it cannot."""


class NoIndex(ElasticsearchFailed):
    """The server answers and has no index of ours."""


def client() -> Elasticsearch:
    # A process forked from one that was connected already must not share its sockets.
    return _client(settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_TIMEOUT, os.getpid())


@cache
def _client(url: str, timeout: float, pid: int) -> Elasticsearch:
    # No second try: the next request, or the database, is the second try.
    return Elasticsearch(
        url, request_timeout=timeout, max_retries=0, retry_on_timeout=False, serializer=OrjsonSerializer()
    )


def patient() -> Elasticsearch:
    """The same connection with time for bulks."""
    return client().options(request_timeout=BULK_TIMEOUT)


@contextmanager
def failures() -> Iterator[None]:
    """Whatever the client raises inside becomes ElasticsearchFailed."""
    try:
        yield
    except (TransportError, ApiError, BulkIndexError) as error:
        raise ElasticsearchFailed(f"{type(error).__name__}: {error}"[:300]) from error
