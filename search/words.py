"""The words that public publications are written with, as a table: suggestions come from it and nowhere else."""

import re
import unicodedata
from collections.abc import Iterable

from django.db import connection, transaction

from .analysis import fold, tokens
from .lexicon import INCLUSIVE_ENDINGS, STOP_WORDS
from .models import SearchWord

SHORTEST = 3
LONGEST = 40
#: Rows of one statement.
BATCH = 2_000
_WORD = re.compile(r"[^\W\d_]{3,60}")
_ENDINGS = frozenset(INCLUSIVE_ENDINGS)


def words_of(texts: Iterable[str]) -> dict[str, SearchWord]:
    """The words of these texts by their key, each once; endings of inclusive writing and stop words left out."""
    found: dict[str, SearchWord] = {}
    for text in texts:
        for written in _WORD.findall(unicodedata.normalize("NFC", text)):
            key = fold(written)
            if key in found or key in STOP_WORDS or key in _ENDINGS or not SHORTEST <= len(key) <= LONGEST:
                continue
            analysed = tokens(written)
            if len(analysed) == 1 and key.isalnum():
                found[key] = SearchWord(key=key, word=written.lower()[:60], token=analysed[0])
    return found


def learn(texts: Iterable[str]) -> None:
    """Add the words that the table does not have. In the order of their keys: two writers never wait for each other."""
    found = words_of(texts)
    rows = [found[key] for key in sorted(found)]
    SearchWord.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def refresh() -> int:
    """Count how many documents use each word and forget those that none uses; returns how many are left.

    Reads the whole index: minutes at a million documents on PostgreSQL, for the night.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS search_counted")
        cursor.execute(f"CREATE TEMPORARY TABLE search_counted AS {_COUNTS[connection.vendor]}")
        cursor.execute("CREATE INDEX search_counted_token ON search_counted (token)")
        cursor.execute("DELETE FROM search_searchword WHERE token NOT IN (SELECT token FROM search_counted)")
        cursor.execute(
            "UPDATE search_searchword SET documents ="
            " (SELECT c.documents FROM search_counted c WHERE c.token = search_searchword.token)"
            " WHERE documents <> (SELECT c.documents FROM search_counted c WHERE c.token = search_searchword.token)"
        )
        cursor.execute("DROP TABLE search_counted")
    return SearchWord.objects.count()


_COUNTS = {
    "postgresql": "SELECT word AS token, ndoc AS documents FROM ts_stat('SELECT tokens FROM search_searchdocument')",
    "sqlite": "SELECT term AS token, doc AS documents FROM search_vocabulary",
}
