"""The way into the search for pages and APIs."""

from portal.jobs.querysets import PublicationQuerySet

from .backends import get_backend
from .query import Query, Results


def search(query: Query, *, queryset: PublicationQuerySet | None = None) -> Results:
    """Find publications that anyone may see, among `queryset` when it is given.

    The hits are ids in their order: load them with `Publication.objects.visible().for_list()`, `in_order` puts them
    back. Source: 003 §9.
    """
    return get_backend().search(query, queryset)


def in_order(results: Results, publications: PublicationQuerySet) -> list:
    """The publications of a page of results, in the order of its hits, each with its `hit`."""
    rows = publications.in_bulk(results.ids)
    found = []
    for hit in results.hits:
        if publication := rows.get(hit.id):
            publication.hit = hit
            found.append(publication)
    return found
