"""Elasticsearch for the tests that ask for it."""

import time

import pytest
from django.conf import settings
from django.test import override_settings

from search.backends.elasticsearch import rebuild, sync
from search.backends.elasticsearch.client import client
from search.backends.elasticsearch.documents import alias, building_alias
from search.models import PendingChange


def turned_on() -> override_settings:
    """The tests' server, with indexes of this process."""
    url, backend = settings.TEST_ELASTICSEARCH_URL, "tests.search.refreshing.RefreshingBackend"
    return override_settings(ELASTICSEARCH_URL=url, SEARCH_BACKEND=backend)


def drop_indexes() -> None:
    for name in client().indices.get(index=f"{alias()}-*").body:
        client().indices.delete(index=name)


def make_index() -> None:
    """An empty index that is searched."""
    rebuild.create()
    name = sync.indexes(building_alias())[0]
    rebuild._finish(name)
    client().indices.put_settings(index=name, settings={"index.translog.durability": "async"})


@pytest.fixture(scope="session")
def _index():
    with turned_on():
        drop_indexes()
        make_index()
    yield
    with turned_on():
        drop_indexes()


@pytest.fixture
def elasticsearch(_index, db):
    """An empty index of this process, which follows the database and is asked by `search.service`."""
    with turned_on():
        # Versions are ids of changes, which SQLite gives again after a rollback: the index knows those of other tests.
        PendingChange.objects.create(pk=time.time_ns() // 1000, publication_id=0).delete()
        yield
        client().indices.refresh(index=alias())
        left = client().search(index=alias(), size=10_000, source=False)["hits"]["hits"]
        if left:
            client().bulk(operations=[{"delete": {"_index": alias(), "_id": hit["_id"]}} for hit in left])
