"""What the database's own backend promises beside the contract of all: few statements, counts that stop."""

import pytest

from search.backends.database import FEW
from search.query import FACETS, Query, Sort
from search.service import search
from search.synonyms import wanted_terms
from tests.factories.search import published
from tests.search.asking import counts

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("words", ["", "soudeur", "soudeur introuvable"])
def test_a_search_takes_few_statements_whatever_is_found(words, django_assert_max_num_queries):
    for _ in range(5):
        published("Soudeur", contract="cdi", places=["Lyon"], skills=["TIG"])
    query = Query(words=words, facets=tuple(FACETS), contracts=("cdi",), place="Lyon", kinds=("offer",))
    wanted_terms("soudeur")  # the synonyms are read once a minute
    # Words that are not found are looked up among those that are used, then asked for in other ways.
    with django_assert_max_num_queries(7 if "introuvable" in words else 2):
        assert search(query).total == 5


def test_counts_are_remembered_until_the_index_changes(django_assert_num_queries):
    for _ in range(FEW):
        published("Soudeur", contract="cdi")
    assert counts("contract", words="soudeur") == {"cdi": FEW}
    with django_assert_num_queries(1):
        assert counts("contract", words="soudeur", page=2, sort=Sort.NEWEST) == {"cdi": FEW}
    published("Soudeur", contract="cdi")
    assert counts("contract", words="soudeur") == {"cdi": FEW + 1}


def test_counts_stop_at_their_limit(monkeypatch):
    for module in ("database", "facets"):
        monkeypatch.setattr(f"search.backends.{module}.MOST_COUNTED", 3)
    for _ in range(5):
        published("Soudeur", contract="cdi")
    for words in ("", "soudeur"):
        results = search(Query(words=words, facets=("contract",)))
        assert (results.total, results.total_exact) == (3, False)
        assert results.facets["contract"][0].count == 3
