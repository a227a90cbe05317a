"""XML through defusedxml: the elements at `item_path`, by names without their namespaces.

No document type, no entities, nothing from elsewhere. An element is a text, or {"#text", "@attribute", "child"}.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.utils.translation import gettext as _

from .common import LONGEST_TOKEN, Builder, Item, Shape, Unreadable, pieces


def items(file, shape: Shape) -> Iterator[Item]:
    """Raises Unreadable for what is not well-formed, and for documents that declare types or entities."""
    target = Target(tuple(shape.item_path.split("/")))
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    target.where = lambda: (parser.parser.CurrentLineNumber, max(parser.parser.CurrentByteIndex, 0))
    quiet, line, position = 0, 1, 0
    try:
        for piece in pieces(file):
            line, position, before = piece.line, piece.position, target.parts
            parser.feed(piece.data)
            quiet = 0 if target.parts > before else quiet + len(piece.data)
            if quiet > LONGEST_TOKEN:
                raise Unreadable(_("A single value is longer than two million letters."))
            yield from target.taken()
        parser.close()
        yield from target.taken()
    except Unreadable as error:
        raise Unreadable(error.message, line=line, position=position, number=target.number) from error
    except DefusedXmlException as error:
        message = _("The document declares a type or entities (<!DOCTYPE …>): this is not accepted.")
        raise Unreadable(message, line=line, position=position, number=target.number) from error
    except ParseError as error:
        message = _("This is not XML from here on: nothing behind it can be read.")
        raise Unreadable(message, line=error.position[0], position=position, number=target.number) from error
    except (ValueError, LookupError) as error:
        message = _("The encoding that the document declares is not known.")
        raise Unreadable(message, line=line, position=position, number=target.number) from error


def local(name: str) -> str:
    return name.rpartition("}")[2]


class Target:
    """What the parser tells, kept for the item that is open; closed ones wait in `ready`."""

    def __init__(self, path: tuple[str, ...]):
        self.path = path
        self.where = lambda: (0, 0)
        self.parts = self.number = 0
        self.names: list[str] = []
        self.builder, self.open, self.deep = None, [], 0
        self.ready: list[Item] = []

    def taken(self) -> list[Item]:
        found, self.ready = self.ready, []
        return found

    def start(self, name: str, attributes: dict) -> None:
        self.parts += 1
        if self.builder is not None:
            self.deep += 1
            letters = len(name) + sum(len(key) + len(value) for key, value in attributes.items())
            if self.builder.count(letters, self.deep):
                self._open(name, attributes)
            return
        if len(self.names) >= 100:
            raise Unreadable(_("The document has too many parts inside parts."))
        self.names.append(local(name))
        if tuple(self.names) == self.path:
            self.number += 1
            self.builder, self.deep = Builder(self.number, *self.where()), 1
            self._open(name, attributes)

    def _open(self, name: str, attributes: dict) -> None:
        self.open.append([local(name), {f"@{local(key)}": value for key, value in attributes.items()}, []])

    def data(self, text: str) -> None:
        self.parts += 1
        if self.builder is not None and len(self.open) == self.deep and self.builder.count(len(text), self.deep):
            self.open[-1][2].append(text)

    def end(self, _name: str) -> None:
        self.parts += 1
        if self.builder is None:
            self.names.pop()
            return
        if len(self.open) == self.deep:
            self._close()
        self.deep -= 1
        if self.deep == 0:
            self.names.pop()

    def _close(self) -> None:
        name, node, texts = self.open.pop()
        text = "".join(texts).strip()
        if self.open:
            value = {**node, **({"#text": text} if text else {})} if node else text
            _add(self.open[-1][1], name, value)
        elif text:
            node["#text"] = text
        if self.deep == 1:
            self._finish(node)

    def _finish(self, node: dict) -> None:
        self.ready.append(self.builder.item(node))
        self.builder, self.open = None, []

    def close(self) -> None:
        """Nothing is kept of the whole document."""


def _add(node: dict, name: str, value) -> None:
    if name not in node:
        node[name] = value
    elif isinstance(node[name], list):
        node[name].append(value)
    else:
        node[name] = [node[name], value]
