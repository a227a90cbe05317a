"""The XML of the feed out: an element a publication, an element a field, under our own names and codes."""

import io
import re
from datetime import date, datetime
from decimal import Decimal
from xml.sax.saxutils import XMLGenerator

from django.conf import settings

from portal.jobs.models.publication import PLURALS

from .. import structured
from ..fields import EXTERNAL_ID, SALARY, fields_of

#: What XML 1.0 cannot hold, however it is written.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LISTS = {"places": "place", "skills": "skill", "documents_asked": "document"}
_OF_PLACES = ("city", "postal_code", "department", "region", "country")


def document(publications, next_url: str) -> bytes:
    """The page as a document. `next_url` is empty on the last one."""
    output = io.BytesIO()
    writer = XMLGenerator(output, "utf-8", short_empty_elements=True)
    writer.startDocument()
    attributes = {"site": settings.SITE_NAME, **({"next": next_url} if next_url else {})}
    writer.startElement("publications", attributes)
    for publication in publications:
        _write(writer, publication)
    writer.endElement("publications")
    writer.endDocument()
    return output.getvalue()


def _write(writer: XMLGenerator, publication) -> None:
    kind = PLURALS[publication.kind].removesuffix("s")
    attributes = {"id": str(publication.pk), "kind": kind, "changed": structured.moment(publication.last_published_at)}
    writer.startElement("publication", attributes)
    _element(writer, "url", settings.SITE_URL + publication.get_absolute_url())
    for name in fields_of(publication.kind):
        if name in _LISTS:
            _list(writer, name, publication)
        elif name not in (EXTERNAL_ID, SALARY):
            _element(writer, name, _text(getattr(publication, name)))
    writer.endElement("publication")


def _list(writer: XMLGenerator, name: str, publication) -> None:
    held = getattr(publication, name)
    rows = held if isinstance(held, list) else list(held.all())
    if not rows:
        return
    writer.startElement(name, {})
    for row in rows:
        attributes = {word: getattr(row, word) for word in _OF_PLACES} if name == "places" else {}
        _element(writer, _LISTS[name], str(row), {word: value for word, value in attributes.items() if value})
    writer.endElement(name)


def _element(writer: XMLGenerator, name: str, text: str, attributes: dict | None = None) -> None:
    if text:
        writer.startElement(name, {word: _legal(value) for word, value in (attributes or {}).items()})
        writer.characters(_legal(text))
        writer.endElement(name)


def _text(value) -> str:
    if isinstance(value, datetime):
        return structured.moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


def _legal(text: str) -> str:
    return _FORBIDDEN.sub("", text)
