"""What a backend is: it answers a `Query` with `Results`."""

from abc import ABC, abstractmethod

from portal.jobs.querysets import PublicationQuerySet

from ..query import Query, Results


class SearchBackend(ABC):
    @abstractmethod
    def search(self, query: Query, queryset: PublicationQuerySet | None = None) -> Results:
        """Answer with publications that are visible now, and among `queryset` when it is given.

        Never raises because of what a reader typed: what cannot be searched finds nothing.
        """
