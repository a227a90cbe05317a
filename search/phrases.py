"""Titles, skills and companies of the index as a table of beginnings: completions are read from it."""

import re
from collections.abc import Iterable, Iterator

from django.db import connection

from .models import SearchPhrase
from .query import Completes

#: Words from which a phrase can be begun; the first ones say what it is.
MOST_BEGINNINGS = 6
LONGEST_KEY = 120
LONGEST = 300
BATCH = 2_000
_WORD = re.compile(r"[^\W_]+")


def beginnings(whole: str) -> Iterator[str]:
    """The phrase itself, then the rest of it from each word on: "chef de projet", "de projet", "projet"."""
    starts = [found.start() for found in _WORD.finditer(whole)]
    yield from dict.fromkeys(whole[start : start + LONGEST_KEY] for start in starts[:MOST_BEGINNINGS])


def phrases_of(built) -> Iterator[tuple[Completes, str, str, int]]:
    """(type, whole, text, company's id) of one `search.building.Built`."""
    values = built.values
    yield Completes.TITLE, values["title_key"], built.row["title"], 0
    yield Completes.COMPANY, values["company_key"], values["company_name"], values["company_id"]
    for name, key in built.skills:
        yield Completes.SKILL, key, name, 0


def learn(built: Iterable) -> None:
    """Add what the table does not have. In one order: two writers never wait for each other."""
    found: dict[tuple, SearchPhrase] = {}
    for each in built:
        for type_, whole, text, company in phrases_of(each):
            whole = whole[:LONGEST]
            for key in beginnings(whole):
                row = (type_.value, key, whole, company)
                if row not in found:
                    found[row] = SearchPhrase(
                        type=type_.value, key=key, whole=whole, text=text[:LONGEST], company_id=company
                    )
    rows = [found[row] for row in sorted(found)]
    SearchPhrase.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def refresh() -> None:
    """Forget what no document says any more."""
    with connection.cursor() as cursor:
        for statement in _STALE:
            cursor.execute(statement)


_STALE = (
    "DELETE FROM search_searchphrase WHERE type = 'title' AND whole NOT IN"
    " (SELECT title_key FROM search_searchdocument)",
    "DELETE FROM search_searchphrase WHERE type = 'company' AND NOT EXISTS (SELECT 1 FROM search_searchdocument d"
    " WHERE d.company_id = search_searchphrase.company_id AND d.company_key = search_searchphrase.whole)",
    "DELETE FROM search_searchphrase WHERE type = 'skill' AND whole NOT IN (SELECT key FROM vocabulary_skill)",
)
