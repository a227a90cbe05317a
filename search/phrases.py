"""Titles, skills and companies of the index as a table of beginnings: completions are read from it."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import connection
from django.utils import timezone

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
    found: dict[tuple, str] = {}
    for each in built:
        for type_, whole, text, company in phrases_of(each):
            found.setdefault((type_.value, whole[:LONGEST], company), text[:LONGEST])
    for known in _known({next(beginnings(whole), "") for _type, whole, _company in found}):
        found.pop(known, None)
    rows = sorted((type_, key, whole, company) for type_, whole, company in found for key in beginnings(whole))
    SearchPhrase.objects.bulk_create(
        [
            SearchPhrase(type=type_, key=key, whole=whole, text=found[type_, whole, company], company_id=company)
            for type_, key, whole, company in rows
        ],
        batch_size=BATCH,
        ignore_conflicts=True,
    )


def _known(keys: set[str]) -> set[tuple]:
    """(type, whole, company's id) of what is there by its first beginning: all its beginnings were written with it."""
    # The types for the index, which begins with them.
    rows = SearchPhrase.objects.filter(type__in=[each.value for each in Completes], key__in=keys)
    return set(rows.values_list("type", "whole", "company_id"))


def refresh(now: datetime | None = None) -> None:
    """Forget what no document says any more that is open: it is learnt again with the next one that says it."""
    moment = connection.ops.adapt_datetimefield_value(now or timezone.now())
    with connection.cursor() as cursor:
        for statement in _STALE:
            cursor.execute(statement, [moment])


_STALE = (
    "DELETE FROM search_searchphrase WHERE type = 'title' AND whole NOT IN"
    " (SELECT title_key FROM search_searchdocument WHERE open_until > %s)",
    "DELETE FROM search_searchphrase WHERE type = 'company' AND NOT EXISTS (SELECT 1 FROM search_searchdocument d"
    " WHERE d.company_id = search_searchphrase.company_id AND d.company_key = search_searchphrase.whole"
    " AND d.open_until > %s)",
    "DELETE FROM search_searchphrase WHERE type = 'skill' AND whole NOT IN"
    " (SELECT s.key FROM vocabulary_skill s JOIN jobs_publication_skills p ON p.skill_id = s.id"
    " JOIN search_searchdocument d ON d.publication_id = p.publication_id WHERE d.open_until > %s)",
)
