"""A search as people keep it: the parameters of its public address, read by the room that owns those addresses.

The listings live in a higher room, which registers how it reads their parameters::

    @register_reader
    def read(kind: str, data: QueryDict) -> Search: ...
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

from django.http import QueryDict
from django.utils.translation import gettext as _

from search.query import Query

#: Longer addresses are not kept: no form of ours makes one.
LONGEST_PARAMETERS = 2000


@dataclass(frozen=True)
class Search:
    """`kind` is "" for all kinds; `parameters` the address's own, in a fixed order, without page and order."""

    kind: str
    parameters: str
    query: Query
    #: "Offres d'emploi pour « infirmier » à Lyon".
    title: str
    #: The words of each filter in use that the title does not name.
    filters: tuple[str, ...]
    #: The listing's path, and the whole address without the site.
    path: str
    url: str
    #: The same, the newest first.
    newest_url: str
    #: What was not understood, in words.
    problems: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        return hashlib.sha256(f"{self.kind}?{self.parameters}".encode()).hexdigest()


Reader = Callable[[str, QueryDict], Search]
_readers: list[Reader] = []


def register_reader(function: Reader) -> Reader:
    """The one function that reads parameters; a second one takes its place."""
    _readers[:] = [function]
    return function


def read_kept(kind: str, parameters: str) -> Search:
    """The search that somebody kept; a filter that no longer exists is a problem, not a wider search."""
    search = read(kind, parameters)
    lost = set(parse_qsl(parameters)) - set(parse_qsl(search.parameters))
    if lost and not search.problems:
        return replace(search, problems=(_("A filter of this search no longer exists."),))
    return search


def read(kind: str, data: QueryDict | str) -> Search:
    """The search of these parameters. What does not exist is left out and named in `problems`."""
    return _readers[0](kind, QueryDict(data) if isinstance(data, str) else data)
