"""What a reader probably meant: words that no publication is written with, as the nearest ones that are."""

import re
import time
import unicodedata
from functools import cache
from typing import NamedTuple

from django.db import connection
from django.db.models import Q
from rapidfuzz import process
from rapidfuzz.distance import OSA

from .analysis import LONGEST_QUERY, fold, spans
from .models import SearchWord
from .remembered import generation
from .synonyms import is_synonym

#: Shorter words have too many neighbours.
SHORTEST = 4
#: No more unknown words are looked for: such a text is no list of words.
MOST_UNKNOWN = 4
#: Rows that PostgreSQL's trigrams give to choose from.
MOST_CANDIDATES = 60
_LETTERS = re.compile(r"[^\W\d_]+$")


class Reading(NamedTuple):
    """`text`: the query with its unknown words replaced, "" when none could be. `unfinished`: one of them is only
    the beginning of words that are there."""

    text: str
    unfinished: bool


class _Word(NamedTuple):
    start: int
    end: int
    key: str


def read(words: str) -> Reading:
    """Look at each word of a query in two statements, and one more for each that is unknown."""
    text = unicodedata.normalize("NFC", words[:LONGEST_QUERY])
    unknown = _unknown(text)
    if not unknown or len(unknown) > MOST_UNKNOWN:
        return Reading("", False)
    if SearchWord.objects.filter(_any(key__startswith=[word.key for word in unknown])).exists():
        return Reading("", True)
    pieces, position, changed = [], 0, False
    for word in unknown:
        meant = _nearest(word.key) or _in_two(word.key)
        if meant:
            pieces += [text[position : word.start], meant]
            position, changed = word.end, True
    return Reading("".join([*pieces, text[position:]]) if changed else "", False)


def _unknown(text: str) -> list[_Word]:
    """Words of letters that no publication has among its titles, skills, companies, sectors and places."""
    words: dict[_Word, set[str]] = {}
    for found, start, end in spans(text):
        parts = found[:-1] if len(found) > 1 else found
        written = text[start:end]
        if parts and len(written) >= SHORTEST and _LETTERS.match(written) and not is_synonym(parts):
            words[_Word(start, end, fold(written))] = {*parts}
    wanted = {token for parts in words.values() for token in parts} | {word.key for word in words}
    known = set()
    for key, token in SearchWord.objects.filter(Q(token__in=wanted) | Q(key__in=wanted)).values_list("key", "token"):
        known |= {key, token}
    return [word for word, parts in words.items() if not (parts <= known or word.key in known)]


def _any(**lookups) -> Q:
    condition = Q()
    for lookup, values in lookups.items():
        for value in values:
            condition |= Q(**{lookup: value})
    return condition


def most_typos(length: int) -> int:
    """How many letters may be wrong, missing, too many or in the wrong order in a word this long."""
    return 1 if length < 6 else 2 if length < 12 else 3


def _nearest(key: str) -> str:
    """The word with the fewest typos, then the one that most publications use. "" for none."""
    limit = most_typos(len(key))
    near = _by_trigrams(key) if _has_trigrams() else _by_reading_all(key, limit)
    ranked = []
    for other, word, documents in near:
        typos = OSA.distance(key, other, score_cutoff=limit)
        if typos <= limit:
            ranked.append((typos + (0 if key[0] == other[0] else 0.5), -documents, other, word))
    return min(ranked)[-1] if ranked else ""


def _in_two(key: str) -> str:
    """Two known words that were typed as one ("aidesoignante"), the most used pair; "" for none."""
    cuts = [(key[:at], key[at:]) for at in range(3, len(key) - 2)]
    halves = {half for cut in cuts for half in cut}
    rows = SearchWord.objects.filter(key__in=halves).values_list("key", "word", "documents")
    known = {half: (word, documents) for half, word, documents in rows}
    pairs = [(known[one], known[other]) for one, other in cuts if one in known and other in known]
    if not pairs:
        return ""
    (one, _), (other, _) = max(pairs, key=lambda pair: min(pair[0][1], pair[1][1]))
    return f"{one} {other}"


@cache
def _has_trigrams() -> bool:
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        return cursor.fetchone() is not None


def _by_trigrams(key: str) -> list[tuple[str, str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key, word, documents FROM search_searchword WHERE key %% %s"
            " ORDER BY similarity(key, %s) DESC, documents DESC, key LIMIT %s",
            [key, key, MOST_CANDIDATES],
        )
        return cursor.fetchall()


def _by_reading_all(key: str, limit: int) -> list[tuple[str, str, int]]:
    rows = _all()
    near = process.extract(key, rows.keys(), scorer=OSA.distance, score_cutoff=limit, limit=MOST_CANDIDATES)
    return [(other, *rows[other]) for other, *_ in near]


_remembered: dict[tuple[int, int], dict[str, tuple[str, int]]] = {}


def _all() -> dict[str, tuple[str, int]]:
    """Every word in memory, read again after a write of the index and each minute: where no database compares them."""
    moment = (generation(), int(time.time() // 60))
    known = _remembered.get(moment)
    if known is None:
        rows = SearchWord.objects.values_list("key", "word", "documents")
        known = {key: (word, documents) for key, word, documents in rows}
        _remembered.clear()
        _remembered[moment] = known
    return known
