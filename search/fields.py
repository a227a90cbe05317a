"""The column full-text search reads, in the form each database understands."""

import json
from typing import NamedTuple

from django.db import models

#: Weights of PostgreSQL's tsvector, in the order of `Tokens`.
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
        return json.dumps([" ".join(section) for section in value])


def as_tsvector(value: Tokens) -> str:
    """The literal of a tsvector: `'chef':1A 'cuisine':2A,9D`. Tokens are letters and digits, so quoting is enough."""
    entries: dict[str, list[str]] = {}
    start = 0
    for weight, section in zip(WEIGHTS, value, strict=True):
        for position, token in enumerate(section[: _LAST_POSITION - start], start + 1):
            known = entries.get(token)
            if known is None:
                entries[token] = [f"{position}{weight}"]
            elif len(known) < MOST_POSITIONS:
                known.append(f"{position}{weight}")
        start = min(start + len(section), _LAST_POSITION)
    return " ".join([f"'{token}':{','.join(positions)}" for token, positions in entries.items()])
