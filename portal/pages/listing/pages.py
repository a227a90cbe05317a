"""A page of search results in the words of Django's paginator, for templates/components/pagination.html."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ResultPage:
    number: int
    total: int
    size: int

    @property
    def paginator(self) -> "ResultPage":
        return self

    @property
    def num_pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_next(self) -> bool:
        return self.number < self.num_pages

    @property
    def has_other_pages(self) -> bool:
        return self.num_pages > 1
