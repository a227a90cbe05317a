"""Ask the search and read the answer as titles or counts."""

from portal.jobs.models import Publication
from search.query import Query
from search.service import in_order, search


def titles(**asked) -> list[str]:
    results = search(Query(**asked))
    return [row.title for row in in_order(results, Publication.objects.visible())]


def counts(facet: str, **asked) -> dict[str, int]:
    return {row.value: row.count for row in search(Query(facets=(facet,), **asked)).facets[facet]}
