"""Which page comes after one of a source: as its header Link says, else the document itself.

Documents say it by a `next` in the outermost object (JSON, ours and most others') or an attribute `next` of the
outermost element (XML). It is followed on the same server alone.
"""

import codecs
from urllib.parse import urljoin

import ijson
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.utils.translation import gettext as _

from .fetching import CannotFetch, same_server
from .readers.common import pieces
from .readers.json import BROKEN

LONGEST_ADDRESS = 2000
_BLOCK = 1024 * 1024


def following(file, shape, *, url: str, link: str = "") -> str:
    """The whole address of the next page of what was found at `url`, "" after the last one.

    Raises CannotFetch for one that is not followed.
    """
    said = of_link(link) or of_document(file, shape)
    if not said:
        return ""
    try:
        found = urljoin(url, said)
    except ValueError:
        found = ""
    if len(found) > LONGEST_ADDRESS or not same_server(url, found):
        raise CannotFetch(_("The next page is said to be on another server: it and what follows are not read."))
    return found


def of_link(header: str) -> str:
    """The address with rel="next" in a header Link (RFC 8288), "" without."""
    for part in header.split("<")[1:]:
        address, _mark, words = part.partition(">")
        for word in words.split(";"):
            name, _equals, value = word.partition("=")
            if name.strip().lower() == "rel" and "next" in value.strip(" ,\t").strip("\"'").lower().split():
                return address.strip()
    return ""


def of_document(file, shape) -> str:
    """The `next` that a document says, "" where it says none; what is broken says none."""
    file.seek(0)
    found = {"json": _of_json, "xml": _of_xml}.get(shape.format, lambda file: "")(file)
    file.seek(0)
    return found.strip()


def _of_json(file) -> str:
    if not _holds(file, b'"next"'):
        return ""
    file.seek(0)
    file.seek(3 if file.read(3) == codecs.BOM_UTF8 else 0)
    try:
        for prefix, event, value in ijson.parse(file):
            if prefix == "next" and event == "string":
                return value
            if prefix == "" and event == "start_array":
                return ""
    except BROKEN:
        return ""
    return ""


def _of_xml(file) -> str:
    target = _First()
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    try:
        for piece in pieces(file):
            parser.feed(piece.data)
            if target.attributes is not None:
                return target.attributes.get("next", "")
    except (DefusedXmlException, SyntaxError, ValueError, LookupError):
        return ""
    return ""


def _holds(file, wanted: bytes) -> bool:
    """Whether these bytes are somewhere in it: most documents need not be read for it a second time."""
    rest = b""
    while block := file.read(_BLOCK):
        if wanted in rest + block:
            return True
        rest = block[-len(wanted) :]
    return False


class _First:
    """The attributes of the outermost element, once it has begun."""

    attributes: dict | None = None

    def start(self, _name: str, attributes: dict) -> None:
        if self.attributes is None:
            self.attributes = dict(attributes)

    def end(self, _name: str) -> None: ...

    def data(self, text: str) -> None: ...

    def close(self) -> None: ...
