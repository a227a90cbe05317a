"""What a source is, by its first bytes: JSON, XML or CSV, in which letters, and where its items are."""

import codecs
import io
import re
from collections import Counter
from xml.etree.ElementTree import ParseError

import ijson
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.utils.translation import gettext as _

from portal.core.errors import Invalid

from .readers import Shape
from .readers.json import BROKEN, SINGLE, TOP
from .readers.xml import local

#: So many bytes are looked at, and kept to show what a mapping makes of them.
SAMPLE = 512 * 1024
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DELIMITERS = ";,\t|"
#: No table says such letters: pictures, archives and programs do.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
#: What people call the list of items, and an item.
_LISTS = ("@graph", "itemListElement", "jobs", "offers", "offres", "items", "results", "publications", "data")
_ELEMENTS = ("publication", "job", "offre", "offer", "item", "position", "vacancy", "annonce", "entry", "poste")


class NotAFeed(Invalid):
    code = "not_a_feed"
    message = _("These are neither JSON, XML nor CSV with a line of column names.")


def shape_of(sample: bytes) -> Shape:
    """How to read a source that begins so. Raises NotAFeed."""
    encoding = _encoding(sample)
    text = sample.decode(encoding, "replace").lstrip("\ufeff \t\r\n")
    if not text or "\x00" in text[:200]:
        raise NotAFeed
    if text[0] in "[{":
        return Shape("json", encoding, item_path=_json_path(text.encode("utf-8", "replace")))
    if text[0] == "<":
        return Shape("xml", encoding, item_path=_xml_path(sample))
    return _csv(text, encoding)


def _encoding(sample: bytes) -> str:
    """By its mark, else UTF-8 where that is possible, else what Windows writes in France."""
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    try:
        # The last letter may be cut in two.
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


# --- JSON -----------------------------------------------------------------------------------------------------------
def _json_path(data: bytes) -> str:
    """The array of objects that is called like a list of items, else the first one. Raises NotAFeed."""
    found = _arrays(data)
    if found is None:
        raise NotAFeed
    named = [path for path in found if path.rpartition(".")[2] in _LISTS]
    return min(named, key=lambda path: _LISTS.index(path.rpartition(".")[2])) if named else (found or [SINGLE])[0]


def _arrays(data: bytes) -> list[str] | None:
    """Paths of the arrays that begin with an object, in no other array; None when this is no JSON at all."""
    events = ijson.sendable_list()
    parser = ijson.basic_parse_coro(events)
    try:
        parser.send(data)
    except BROKEN:
        if not events:
            return None
    around: list[list] = []
    found: list[str] = []
    before = ""
    for event, value in events:
        if event == "start_map" and before == "start_array":
            kinds = [kind for kind, _key in around]
            if kinds.count("start_array") == 1 and len(around) <= 5:
                found.append(".".join(key for _kind, key in around[:-1]) or TOP)
        if event in ("start_map", "start_array"):
            around.append([event, ""])
        elif event in ("end_map", "end_array"):
            around.pop()
        elif event == "map_key":
            around[-1][1] = value
        before = event
    # An object with a title is an item, whatever lists are in it.
    single = any(event == "map_key" and value in ("title", "hiringOrganization") for event, value in _top(events))
    return [SINGLE] if single else found


def _top(events) -> list[tuple]:
    """What stands directly in the outermost object."""
    depth, found = 0, []
    for event, value in events:
        depth -= event in ("end_map", "end_array")
        if depth == 1:
            found.append((event, value))
        depth += event in ("start_map", "start_array")
    return found if events and events[0][0] == "start_map" else []


# --- XML ------------------------------------------------------------------------------------------------------------
class _Counter:
    """How often each path occurs, and in which order the paths were met."""

    def __init__(self):
        self.names: list[str] = []
        self.paths: Counter = Counter()

    def start(self, name: str, _attributes: dict) -> None:
        self.names.append(local(name))
        if 2 <= len(self.names) <= 6:
            self.paths["/".join(self.names)] += 1

    def end(self, _name: str) -> None:
        self.names.pop()

    def data(self, text: str) -> None: ...

    def close(self) -> None: ...


def _xml_path(sample: bytes) -> str:
    """The elements called like an item, else the outermost ones that come again. Raises NotAFeed."""
    counter = _Counter()
    parser = DefusedXMLParser(target=counter, forbid_dtd=True)
    try:
        for line in io.BytesIO(sample):
            parser.feed(line)
    except DefusedXmlException as error:
        raise NotAFeed(_("The document declares a type or entities (<!DOCTYPE …>): this is not accepted.")) from error
    except (ParseError, ValueError, LookupError) as error:
        if not counter.paths:
            raise NotAFeed(_("This is not well-formed XML: %(error)s") % {"error": error}) from error
    paths = list(counter.paths)
    named = [path for path in paths if path.rpartition("/")[2].lower() in _ELEMENTS]
    again = [path for path in paths if counter.paths[path] > 1]
    if not paths:
        raise NotAFeed
    return min(named or again or paths, key=lambda path: (path.count("/"), -counter.paths[path]))


# --- CSV ------------------------------------------------------------------------------------------------------------
def _csv(text: str, encoding: str) -> Shape:
    if _CONTROLS.search(text[:1000]):
        raise NotAFeed
    first = re.sub(r'"[^"]*"', "", text.split("\n", 1)[0])
    counts = {delimiter: first.count(delimiter) for delimiter in _DELIMITERS}
    delimiter = max(counts, key=counts.get)
    if not counts[delimiter]:
        raise NotAFeed
    return Shape("csv", encoding, delimiter=delimiter)
