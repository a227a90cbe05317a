"""What is new, in plain values: enough to say of most searches that they cannot find any of it, without asking."""

from functools import cached_property

from portal.jobs.models import Publication
from search.query import Query

#: More than this is not looked at one by one: the search is asked.
MOST_COMPARED = 500
#: Field of `Query` -> column of the document that has to hold one of its values.
COLUMNS = {
    "kinds": "kind",
    "contracts": "contract",
    "categories": "category",
    "experiences": "experience",
    "levels": "level",
    "remote": "remote",
    "sectors": "sector__slug",
}


class Newcomers:
    """The publications announced after one number and up to another."""

    def __init__(self, after: int, upto: int):
        self.after, self.upto = after, upto

    def publications(self):
        announced = {"announcement__number__gt": self.after, "announcement__number__lte": self.upto}
        return Publication.objects.filter(**announced)

    def may_have(self, query: Query) -> bool:
        """False only when no newcomer has what the query's filters ask for; words and places are not looked at."""
        if self.after >= self.upto:
            return False
        if self._rows is None:
            return True
        wanted = [(position, getattr(query, name)) for position, name in enumerate(COLUMNS) if getattr(query, name)]
        return any(all(row[position] in values for position, values in wanted) for row in self._rows)

    @cached_property
    def _rows(self) -> list[tuple] | None:
        """The values of each, None when there are too many or when one has no document here."""
        columns = [f"search_document__{column}" for column in COLUMNS.values()]
        rows = list(self.publications().order_by().values_list(*columns)[: MOST_COMPARED + 1])
        return None if len(rows) > MOST_COMPARED or any(row[0] is None for row in rows) else rows
