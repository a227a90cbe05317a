"""CSV: the first line names the columns, each other one is an item."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from .common import LONGEST_ITEM, Item, Shape, Unreadable

MOST_COLUMNS = 200


def items(file, shape: Shape) -> Iterator[Item]:
    """Raises Unreadable where the rest cannot be told apart: a quote that never ends, a line without end."""
    lines = _Lines(file, shape.encoding)
    rows = csv.reader(lines, delimiter=shape.delimiter or ",")
    number, header = 0, []
    while True:
        line, position = rows.line_num + 1, lines.position
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            message = _("This is not CSV from here on (a quote that never ends, or a text of over 130,000 letters).")
            raise Unreadable(message, line=line, position=position, number=number) from error
        if not any(cell.strip() for cell in row):
            continue
        if not header:
            header = _header(row)
            continue
        number += 1
        if len(row) != len(header):
            words = {"found": len(row), "expected": len(header)}
            problem = _("This line has %(found)s columns, the first line %(expected)s.") % words
            yield Item(number, line, position, {}, problem)
        else:
            yield Item(number, line, position, dict(zip(header, row, strict=True)))


def _header(row: list[str]) -> list[str]:
    """The names of the columns, each once. Raises Unreadable."""
    if len(row) > MOST_COLUMNS:
        raise Unreadable(_("There are more than 200 columns."), line=1)
    names: list[str] = []
    for place, cell in enumerate(row, 1):
        name = " ".join(cell.split())[:80] or str(place)
        names.append(f"{name} ({place})" if name in names else name)
    return names


class _Lines:
    """The decoded lines, and the byte that the next one begins at; none is longer than an item may be."""

    def __init__(self, file, encoding: str):
        self.text = io.TextIOWrapper(_Unclosed(file), encoding, "replace", newline="")
        self.encoding = encoding.removesuffix("-sig")
        self.position = 0

    def __iter__(self):
        return self

    def __next__(self) -> str:
        line = self.text.readline(LONGEST_ITEM)
        if not line:
            raise StopIteration
        if len(line) >= LONGEST_ITEM:
            raise Unreadable(_("A line is longer than a million letters."), position=self.position)
        self.position += len(line.encode(self.encoding, "replace"))
        return line


class _Unclosed(io.RawIOBase):
    """Lends a file: closing the wrapper leaves it open."""

    def __init__(self, file):
        self.file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        data = self.file.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
