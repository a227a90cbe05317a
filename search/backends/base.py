"""What a backend is: it answers a `Query` with `Results`, finishes words, and finds what is similar.

`tests/search/contract` holds each backend to the same answers.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection

from portal.jobs.querysets import PublicationQuerySet

from ..query import Completes, Completion, Hit, Query, Results


class SearchUnavailable(Exception):
    """This backend cannot answer at the moment (no connection, too slow): the database is asked instead."""


class SearchBackend(ABC):
    """Answers only with publications that are visible now, even where the index lags.

    Words are read by `search.synonyms.wanted_terms` on every backend. Nothing raises because of what a reader typed:
    what cannot be searched finds nothing. A backend that needs another machine raises `SearchUnavailable`, soon, when
    that does not answer, and logs when that begins and ends.
    """

    @abstractmethod
    def search(self, query: Query, queryset: PublicationQuerySet | None = None) -> Results:
        """One page of the publications the query asks for, among `queryset` when it is given."""

    @abstractmethod
    def complete(
        self,
        prefix: str,
        *,
        types: Collection[Completes] = tuple(Completes),
        kinds: Collection[str] = (),
        limit: int = 5,
    ) -> list[Completion]:
        """Ways to finish what is being typed: at most `limit` of each type, in the order of `Completes`.

        Titles, skills and companies of visible publications (of these `kinds`, when there are any) with a word that
        begins so, accents and case aside; places of `vocabulary`. `prefix` is clean and has two letters at least
        (`search.service` sees to it).
        """

    @abstractmethod
    def similar(self, publication_id: int, *, limit: int = 6) -> list[Hit]:
        """Visible publications of the same kind that share most of the title, skills and sector, the best first.

        Never the publication itself, which need not be visible any more; none for an unknown id.
        """
