"""What the database's own backend promises beside the contract of all: few statements, counts that stop."""

from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.vocabulary.places import within
from search import squares, suggesting
from search.backends.database import FEW
from search.models import SearchDocument
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
    # The synonyms are read once a minute, what the database can do once.
    wanted_terms("soudeur"), suggesting._has_trigrams()
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


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan of SQLite, whose FTS5 has an order of its own")
def test_too_many_hits_are_taken_in_the_order_of_the_index():
    """Sorting all the hits of a common word first takes most of the time of a search."""
    published("Soudeur")
    with CaptureQueriesContext(connection) as captured:
        search(Query(words="soudeur", facets=tuple(FACETS)))
    for statement in (query["sql"] for query in captured if query["sql"].startswith("WITH")):
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
            plan = cursor.fetchall()
        hits = next(row[0] for row in plan if row[3] == "MATERIALIZE hits")
        assert not [row for row in plan if row[1] == hits and "ORDER BY" in row[3]]


@pytest.mark.parametrize("latitude", [-89.9, -21.1, -0.2, 0.0, 45.75, 48.85, 66.6])
@pytest.mark.parametrize("longitude", [-179.9, -61.5, -0.01, 0.0, 2.35, 55.5])
def test_the_squares_of_a_circle_hold_every_place_in_it(latitude, longitude):
    box = within(latitude, longitude, 30)
    names = squares.squares(box)
    for at in ((box.south, longitude), (box.north, longitude), (latitude, box.west), (latitude, box.east)):
        assert squares.square(*at) in names or len(names) == 0
    assert latitude < -89 or 0 < len(names) <= squares.MOST


def test_a_circle_of_too_many_squares_is_searched_without_them():
    assert squares.squares(within(48.85, 2.35, 500)) == []


@pytest.mark.postgres
@pytest.mark.parametrize("words", ["", "soudeur"])
def test_words_near_a_town_are_one_question_to_the_index_of_words(words):
    near, _far = published("Soudeur", places=["Villeurbanne"]), published("Soudeur", places=["Nantes"])
    with CaptureQueriesContext(connection) as captured:
        results = search(Query(words=words, place="Lyon", radius_km=20))
    assert [hit.id for hit in results.hits] == [near.pk]
    assert any("'@91/9'" in query["sql"] for query in captured) == bool(words)


@pytest.mark.postgres
def test_documents_of_before_get_their_squares_when_migrating():
    row = published("Soudeur", places=["Lyon", "Saint-Denis (974)"])
    kept = SearchDocument.objects.filter(pk=row.pk)
    before = kept.values_list("tokens", flat=True).get()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE search_searchdocument SET tokens = ts_delete(tokens, '{@91/9,@-42/110}'::text[])")
        assert kept.values_list("tokens", flat=True).get() != before
        cursor.execute(import_module("search.migrations.0009_squares").ADD)
    assert kept.values_list("tokens", flat=True).get() == before
