"""JSON by ijson: the elements of the array at `item_path`, or the one object that the whole document is."""

from collections.abc import Iterator

import ijson
from django.utils.translation import gettext as _

from .common import LONGEST_TOKEN, Builder, Item, Piece, Shape, Unreadable, as_utf8, pieces

#: What ijson says of documents that are none. A number of thousands of digits is a ValueError of Python's own, and
#: comes through its C library as a SystemError.
BROKEN = (ijson.JSONError, ValueError, ArithmeticError, SystemError)
#: The path of the array that is the whole document, and of a document that is one item.
TOP, SINGLE = "", "."


def items(file, shape: Shape) -> Iterator[Item]:
    walker = _Walker(shape.item_path)
    quiet, line, position = 0, 1, 0
    try:
        for piece, events in _events(file, shape.encoding):
            quiet = 0 if events else quiet + len(piece.data)
            if quiet > LONGEST_TOKEN:
                raise Unreadable(_("A single value is longer than two million letters."))
            line, position = piece.line, piece.position
            for event, value in events:
                yield from walker.take(event, value, line, position)
    except Unreadable as error:
        raise Unreadable(error.message, line=line, position=position, number=walker.number) from error
    except BROKEN as error:
        message = _("This is not JSON from here on: nothing behind it can be read.")
        raise Unreadable(message, line=line, position=position, number=walker.number) from error


def _events(file, encoding: str):
    """(piece, its events); the last ones come with the last piece, and those before a mistake before its error."""
    events = ijson.sendable_list()
    parser = ijson.basic_parse_coro(events)
    piece, failure = Piece(b"", 1, 0), None
    for piece in as_utf8(pieces(file), encoding):
        try:
            parser.send(piece.data)
        except BROKEN as error:
            failure = error
        yield piece, events[:]
        events.clear()
        if failure is not None:
            raise failure
    parser.close()
    yield piece, events[:]


class _Walker:
    """Follows the events: outside of items it only knows where it is, inside it builds."""

    def __init__(self, item_path: str):
        self.single = item_path == SINGLE
        self.path = () if item_path in (TOP, SINGLE) else tuple(item_path.split("."))
        self.number = 0
        # Of the document around the items: [what it is, its present key].
        self.around: list[list] = []
        self.builder, self.stack, self.depth, self.key = None, [], 0, ""

    def take(self, event: str, value, line: int, position: int) -> Iterator[Item]:
        if self.builder is not None:
            item = self._inside(event, value)
        elif self._at_items() and event != "end_array":
            item = self._begin(event, line, position)
        else:
            item = self._outside(event, value)
        if item is not None:
            yield item

    def _at_items(self) -> bool:
        """Directly in the array of the items (or, for one item, before everything)."""
        if self.single:
            return not self.around and self.number == 0
        if not self.around or self.around[-1][0] != "array" or len(self.around) != len(self.path) + 1:
            return False
        return tuple(key for _kind, key in self.around[:-1]) == self.path

    def _outside(self, event: str, value) -> None:
        """Nothing is kept of what is around the items, however much it is."""
        if event in ("start_map", "start_array"):
            if len(self.around) < 100:
                self.around.append([event.removeprefix("start_"), ""])
            else:
                raise Unreadable(_("The document has too many parts inside parts."))
        elif event in ("end_map", "end_array"):
            self.around.pop()
        elif event == "map_key":
            self.around[-1][1] = value

    def _begin(self, event: str, line: int, position: int) -> Item | None:
        self.number += 1
        self.builder = Builder(self.number, line, position)
        self.root, self.depth, self.key = {}, 1, ""
        self.stack = [self.root]
        if event != "start_map":
            self.builder.problem = _("This item is not an object.")
        return None if event in ("start_map", "start_array") else self._end()

    def _end(self) -> Item:
        builder, self.builder = self.builder, None
        return builder.item(self.root)

    def _inside(self, event: str, value) -> Item | None:
        if event in ("end_map", "end_array"):
            self.depth -= 1
            if len(self.stack) > self.depth:
                self.stack.pop()
            return self._end() if self.depth == 0 else None
        opens = event in ("start_map", "start_array")
        self.depth += opens
        letters = len(value) if isinstance(value, str) else 8
        if self.builder.count(letters, self.depth):
            self._keep(event, value)
        return None

    def _keep(self, event: str, value) -> None:
        if event == "map_key":
            self.key = value
            return
        made = {"start_map": dict, "start_array": list}.get(event)
        part = made() if made else value
        holder = self.stack[-1]
        if isinstance(holder, list):
            holder.append(part)
        else:
            holder[self.key] = part
        if made:
            self.stack.append(part)
