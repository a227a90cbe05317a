"""Where a page ended, as a text that a client hands back: deep pages need no counting from the first row.

A cursor says in which order it was made and the values of the last row in that order. Nothing in it is secret or
trusted: whatever a client makes of it reads pages that are public anyway.
"""

import base64
import binascii
import json
import math
from datetime import UTC, datetime

from .query import Sort

LONGEST = 300
_LARGEST = 2**62
#: The values each order ends with; the id tells equal rows apart. Dates go as ISO 8601 in UTC.
_TYPES = {
    Sort.RELEVANCE: (float, datetime, int),
    Sort.NEWEST: (datetime, int),
    Sort.OLDEST: (datetime, int),
    Sort.DEADLINE: (datetime, int),
    Sort.LAST_DEADLINE: (datetime, int),
    Sort.SALARY: (int, int),
    Sort.LOWEST_SALARY: (int, int),
    Sort.NEAREST: (float, datetime, int),
}


def pack(sort: Sort, *values: float | datetime) -> str:
    """The cursor after a row: `values` are score or distance, date or amount, id, as `sort` has them."""
    texts = [value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value for value in values]
    written = json.dumps([sort.value, *texts], separators=(",", ":"))
    return base64.urlsafe_b64encode(written.encode()).rstrip(b"=").decode()


def unpack(cursor: str, sort: Sort) -> tuple | None:
    """The values of a cursor of this order; None for anything else."""
    if len(cursor) > LONGEST or not cursor.isascii():
        return None
    try:
        name, *values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if name != sort.value or len(values) != len(_TYPES[sort]):
            return None
        return tuple(_read(value, kind) for value, kind in zip(values, _TYPES[sort], strict=True))
    except (ValueError, TypeError, binascii.Error, RecursionError):
        return None


def is_cursor(text: str) -> bool:
    """Whether this is a cursor of any order."""
    return any(unpack(text, sort) is not None for sort in _TYPES)


def _read(value, kind: type):
    """Raises ValueError when this is no value of that type."""
    if kind is datetime:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None or not 1900 <= moment.year <= 9999:
            raise ValueError(value)
        return moment.astimezone(UTC)
    if isinstance(value, bool) or not isinstance(value, int if kind is int else int | float):
        raise ValueError(value)
    if not math.isfinite(value) or abs(value) > _LARGEST:
        raise ValueError(value)
    return kind(value)
