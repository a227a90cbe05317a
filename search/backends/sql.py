"""Pieces of SQL with their parameters, so that the two never part."""

from collections.abc import Iterable
from typing import NamedTuple


class SQL(NamedTuple):
    text: str
    params: tuple = ()

    def __add__(self, other):
        other = other if isinstance(other, SQL) else SQL(other)
        return SQL(f"{self.text} {other.text}", self.params + other.params)


def join(separator: str, pieces: Iterable[SQL]) -> SQL:
    pieces = list(pieces)
    return SQL(separator.join(piece.text for piece in pieces), tuple(p for piece in pieces for p in piece.params))


def one_of(column: str, values: Iterable) -> SQL:
    values = tuple(values)
    return SQL(f"{column} IN ({', '.join(['%s'] * len(values))})", values)
