"""What the readers share: what an item is, how much of one is kept in memory, where it stands in the file."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

#: What one item may hold, in letters; the rest of a larger one is passed over.
LONGEST_ITEM = 1_000_000
#: Parts inside parts; nobody's offer is that deep.
DEEPEST = 40
#: A line is read in pieces of so many bytes: positions are as exact as that where there are no lines.
PIECE = 4096
#: So many bytes without a single part of the document is no document.
LONGEST_TOKEN = 2_000_000


@dataclass(frozen=True)
class Shape:
    """How a source is read: `item_path` is where its items are (JSON keys by dots, XML names by slashes)."""

    format: str
    encoding: str = "utf-8"
    delimiter: str = ""
    item_path: str = ""


@dataclass(slots=True)
class Item:
    """One item: its number from 1, the line and the byte it begins at, and what it holds; or what is wrong with it."""

    number: int
    line: int
    position: int
    node: dict
    problem: str = ""


class Unreadable(ValueError):
    """The source is broken from here on: `line` from 1 and `position` in bytes, `number` of the item it is in."""

    def __init__(self, message: str, *, line: int = 0, position: int = 0, number: int = 0):
        super().__init__(message)
        self.message, self.line, self.position, self.number = message, line, position, number


class Piece(NamedTuple):
    data: bytes
    line: int
    position: int


def pieces(file) -> Iterator[Piece]:
    """The file by lines, long lines by parts."""
    line, position = 1, 0
    while data := file.readline(PIECE):
        yield Piece(data, line, position)
        position += len(data)
        line += data.endswith(b"\n")


def as_utf8(parts: Iterator[Piece], encoding: str) -> Iterator[Piece]:
    """The same in UTF-8 without a byte order mark; what cannot be decoded becomes U+FFFD."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for part in parts:
        yield part._replace(data=decoder.decode(part.data).encode("utf-8", "replace"))


class Builder:
    """Puts an item together from its parts, and stops keeping them once there is too much."""

    def __init__(self, number: int, line: int, position: int):
        self.number, self.line, self.position = number, line, position
        self.size, self.problem = 0, ""

    def count(self, letters: int, depth: int) -> bool:
        """Whether this part is still kept."""
        self.size += letters
        if self.size > LONGEST_ITEM:
            self.problem = self.problem or _("The item is too large: at most a million letters.")
        elif depth > DEEPEST:
            self.problem = self.problem or _("The item has too many parts inside parts.")
        return not self.problem

    def item(self, node) -> Item:
        if self.problem:
            return Item(self.number, self.line, self.position, {}, self.problem)
        return Item(self.number, self.line, self.position, node)
