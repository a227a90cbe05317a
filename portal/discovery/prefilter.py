"""What is new, as the index sees it: enough to say of most searches that they cannot find any of it, without asking."""

from functools import cached_property

from portal.jobs.models import Publication
from search.analysis import Term
from search.building import build
from search.query import Query
from search.synonyms import wanted_terms

#: More than this is not looked at one by one: the search is asked.
MOST_COMPARED = 500
#: Field of `Query` -> what one of its values has to be.
FILTERS = {
    "kinds": "kind",
    "contracts": "contract",
    "categories": "category",
    "experiences": "experience",
    "levels": "level",
    "remote": "remote",
    "sectors": "sector_slug",
}


class Newcomers:
    """The publications announced after one number and up to another."""

    def __init__(self, after: int, upto: int):
        self.after, self.upto = after, upto

    def publications(self):
        announced = {"announcement__number__gt": self.after, "announcement__number__lte": self.upto}
        return Publication.objects.filter(**announced)

    def may_have_kind(self, kind: str) -> bool:
        """ "" is any kind."""
        return self.may_have(Query(kinds=(kind,) if kind else ()))

    def may_have(self, query: Query) -> bool:
        """False only when none of them has the query's words and filters; places and amounts are not looked at.

        Words are compared as every backend does: by the tokens of `search.analysis`, with their synonyms.
        """
        if self.after >= self.upto:
            return False
        if self._documents is None:
            return True
        wanted = [(FILTERS[name], getattr(query, name)) for name in FILTERS if getattr(query, name)]
        words = wanted_terms(query.words)
        return any(
            all(values[name] in allowed for name, allowed in wanted) and all(_has(tokens, term) for term in words)
            for values, tokens in self._documents
        )

    @cached_property
    def _documents(self) -> list[tuple[dict[str, str], frozenset[str]]] | None:
        """The filters' values and the tokens of each, None when there are too many."""
        ids = list(self.publications().order_by().values_list("pk", flat=True)[: MOST_COMPARED + 1])
        if len(ids) > MOST_COMPARED:
            return None
        found = []
        for each in build(ids):
            values = {name: each.values.get(name, "") for name in FILTERS.values()}
            values["sector_slug"] = each.row["sector__slug"]
            found.append((values, frozenset(token for tokens in each.values["tokens"] for token in tokens)))
        return found


def _has(tokens: frozenset[str], term: Term) -> bool:
    return any(tokens.issuperset(alternative) for alternative in term.alternatives)
