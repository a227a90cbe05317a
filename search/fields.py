"""The column full-text search reads, in the form each database understands."""

import json
from typing import NamedTuple

from django.db import models

#: The parts of `Tokens` that words are found in, and their weights in PostgreSQL's tsvector.
SECTIONS = ("title", "essentials", "context", "body")
WEIGHTS = "ABCD"
#: Positions a lexeme keeps; more of them say nothing more.
MOST_POSITIONS = 6
_LAST_POSITION = 16_383


class Tokens(NamedTuple):
    """Tokens by how much they weigh."""

    title: list[str]
    #: Skills, company.
    essentials: list[str]
    #: Places, sector, words of the filters.
    context: list[str]
    body: list[str]
    #: Squares of the map (`search.squares`), without a weight: of use to PostgreSQL's index alone.
    squares: list[str] = []

    @property
    def sections(self) -> dict[str, list[str]]:
        return {name: getattr(self, name) for name in SECTIONS}


class TokensField(models.Field):
    """Holds `Tokens`: a tsvector on PostgreSQL, elsewhere a JSON array of four texts from which triggers feed FTS5.

    Written by the index, read by the database alone: its Python value after a read is whatever the driver gives.
    """

    def db_type(self, connection):
        return "tsvector" if connection.vendor == "postgresql" else "text"

    def get_placeholder(self, value, compiler, connection):
        return "%s::tsvector" if connection.vendor == "postgresql" else "%s"

    def get_db_prep_value(self, value, connection, prepared=False):
        if not isinstance(value, Tokens):
            return value
        if connection.vendor == "postgresql":
            return as_tsvector(value)
        return json.dumps([" ".join(section) for section in value.sections.values()])


def as_tsvector(value: Tokens) -> str:
    """The literal of a tsvector: `'chef':1A 'cuisine':2A,9D '@91/9'`. No token holds a quote or a backslash."""
    entries: dict[str, list[str]] = {}
    start = 0
    for weight, section in zip(WEIGHTS, value.sections.values(), strict=True):
        for position, token in enumerate(section[: _LAST_POSITION - start], start + 1):
            known = entries.get(token)
            if known is None:
                entries[token] = [f"{position}{weight}"]
            elif len(known) < MOST_POSITIONS:
                known.append(f"{position}{weight}")
        start = min(start + len(section), _LAST_POSITION)
    words = [f"'{token}':{','.join(positions)}" for token, positions in entries.items()]
    return " ".join([*words, *(f"'{square}'" for square in value.squares)])
