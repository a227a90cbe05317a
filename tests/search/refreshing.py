"""Elasticsearch as tests see it: what was written a moment ago is found, and the database does not step in."""

from search.backends.base import SearchUnavailable
from search.backends.elasticsearch.backend import ElasticsearchBackend
from search.backends.elasticsearch.client import client
from search.backends.elasticsearch.documents import alias


def _refreshed(name: str):
    def method(self, *args, **kwargs):
        client().indices.refresh(index=alias())
        try:
            return getattr(ElasticsearchBackend, name)(self, *args, **kwargs)
        except SearchUnavailable as error:
            raise AssertionError(f"Elasticsearch did not answer: {error.__cause__ or error}") from error

    return method


class RefreshingBackend(ElasticsearchBackend):
    search = _refreshed("search")
    complete = _refreshed("complete")
    similar = _refreshed("similar")
