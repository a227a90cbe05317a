"""Items of a source, one after the other, in constant memory: `read(file, shape)`."""

from collections.abc import Iterator

from . import csv, json, xml
from .common import Item, Shape, Unreadable

_READERS = {"json": json.items, "xml": xml.items, "csv": csv.items}


def read(file, shape: Shape) -> Iterator[Item]:
    """Every item, also those that cannot be used (`problem`). Raises Unreadable where nothing more can be read."""
    file.seek(0)
    return _READERS[shape.format](file, shape)


__all__ = ["Item", "Shape", "Unreadable", "read"]
