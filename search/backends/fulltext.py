"""How each database is asked for words and scores what it found."""

from django.db import connection

from ..analysis import Term
from .sql import SQL

#: Weights of title, essentials, context, body.
POSTGRESQL_WEIGHTS = "{0.05, 0.2, 0.5, 1.0}"
SQLITE_WEIGHTS = "10.0, 5.0, 3.0, 1.0"
#: Shorter beginnings would match half of the words.
SHORTEST_PREFIX = 2


class Match:
    """The words of a query, as one database reads them.

    `relaxed` asks for any of the terms instead of all; `prefix` takes the last for the beginning of a word, and with
    `every` the others too.
    """

    def __init__(self, terms: list[Term], *, prefix: bool = False, every: bool = False, relaxed: bool = False):
        self.postgresql = connection.vendor == "postgresql"
        written = [self._term(term, prefix and (every or term is terms[-1])) for term in terms]
        self.text = self._word("OR" if relaxed else "AND").join(written)

    def _word(self, operator: str) -> str:
        return {"AND": " & ", "OR": " | "}[operator] if self.postgresql else f" {operator} "

    def _token(self, token: str, prefix: bool = False) -> str:
        # Tokens are letters and digits: there is nothing to escape in them.
        if self.postgresql:
            return f"'{token}':*" if prefix else f"'{token}'"
        return f'"{token}"*' if prefix else f'"{token}"'

    def _term(self, term: Term, prefix: bool) -> str:
        options = [f"({self._word('AND').join(map(self._token, option))})" for option in term.alternatives]
        if prefix and len(term.prefix) >= SHORTEST_PREFIX:
            options.append(self._token(term.prefix, prefix=True))
        return f"({self._word('OR').join(options)})"

    @property
    def source(self) -> str:
        """What a statement selects from; `d` is the document."""
        if not self.text or self.postgresql:
            return "search_searchdocument d"
        # CROSS JOIN: SQLite must begin with the words.
        return "search_text CROSS JOIN search_searchdocument d ON d.publication_id = search_text.rowid"

    @property
    def newest(self) -> str:
        """The order in which matches are taken while there are too many of them.

        FTS5 gives the highest ids first without reading the others: a whole sort by date takes five times as long.
        """
        by_id = self.text and not self.postgresql
        return "search_text.rowid DESC" if by_id else "d.published_at DESC, d.publication_id DESC"

    @property
    def condition(self) -> SQL | None:
        if not self.text:
            return None
        return SQL("d.tokens @@ %s::tsquery" if self.postgresql else "search_text MATCH %s", (self.text,))

    @property
    def score(self) -> SQL:
        if self.postgresql:
            return SQL(f"ts_rank('{POSTGRESQL_WEIGHTS}', d.tokens, %s::tsquery, 1)::float8", (self.text,))
        return SQL(f"-bm25(search_text, {SQLITE_WEIGHTS})")
