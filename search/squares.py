"""Squares of the map as words of PostgreSQL's full-text index: one look finds what both says a word and is near.

Without them every place near a large town is read, or every document with the word: each may be a tenth of the index.
They only narrow; how far a place is, is computed for what is left.
"""

from itertools import product
from math import floor

from portal.vocabulary.places import Box

#: A side, in degrees: some 55 km from south to north.
SIDE = 0.5
#: A search within more squares than these asks without them.
MOST = 100


def square(latitude: float, longitude: float) -> str:
    """The word of the square that a point is in. No token of a text begins so."""
    return _word(floor(latitude / SIDE), floor(longitude / SIDE))


def squares(box: Box) -> list[str]:
    """The words of the squares that a box touches; none when they are too many to help."""
    rows = range(floor(box.south / SIDE), floor(box.north / SIDE) + 1)
    columns = range(floor(box.west / SIDE), floor(box.east / SIDE) + 1)
    if len(rows) * len(columns) > MOST:
        return []
    return [_word(row, column) for row, column in product(rows, columns)]


def _word(row: int, column: int) -> str:
    return f"@{row}/{column}"
