"""What readers get from Elasticsearch beyond the contract of all backends, and what they get without it."""

import logging
import socket
import time
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from elastic_transport import ObjectApiResponse
from elasticsearch import BadRequestError

from portal.jobs.models import Publication
from search.backends.elasticsearch import asking, breaker
from search.backends.elasticsearch.backend import ElasticsearchBackend
from search.backends.elasticsearch.client import client
from search.query import FACETS, Query
from search.service import complete, search, similar
from tests.factories.search import published
from tests.search.asking import titles

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db, pytest.mark.usefixtures("elasticsearch")]
REAL = "search.backends.elasticsearch.backend.ElasticsearchBackend"


# --- Relevance ------------------------------------------------------------------------------------------------------
def test_newer_ones_come_first_among_those_that_say_the_same():
    published("Soudeur A", age=90)
    published("Soudeur B", age=1)
    published("Soudeur C", age=30)
    assert titles(words="soudeur") == ["Soudeur B", "Soudeur C", "Soudeur A"]


def test_what_closes_soon_comes_first_among_those_that_say_the_same():
    now = timezone.now()
    later, soon, between = (published("Soudeur", deadline=now + timedelta(days=days)).pk for days in (60, 2, 20))
    never = published("Soudeur").pk
    assert search(Query(words="soudeur")).ids == [soon, between, later, never]


def test_words_side_by_side_in_a_title_mean_more():
    published("Chef de cuisine, gestion de projet")
    published("Chef de projet", age=3)
    assert titles(words="chef de projet")[0] == "Chef de projet"


def test_title_then_skills_then_company_then_text():
    published("Poste A", description="<p>Python, un peu.</p>")
    published("Poste B", company="Python SARL", age=2)
    published("Python", age=4)
    published("Poste C", skills=["Python"], age=3)
    assert titles(words="python")[0] == "Python"
    assert titles(words="python")[-1] == "Poste A"


# --- Errors of typing -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("typed", ["infirmeir", "infirmiere de nuti", "infimier", "Infirmeire"])
def test_errors_of_typing_are_corrected_and_the_answer_says_how(typed):
    published("Infirmière de nuit")
    published("Infirmier")
    results = search(Query(words=typed))
    assert results.corrected
    assert results.total > 0
    assert search(Query(words=results.suggestion)).ids == results.ids
    assert "<mark>" in results.hits[0].extracts["title"]


def test_only_the_wrong_word_is_replaced():
    published("Développeur Python à Lyon", places=["Lyon"])
    published("Développeur Java")
    results = search(Query(words="Développeur 😀 Pyhton"))
    assert results.suggestion == "Développeur 😀 python"


def test_a_word_that_is_right_is_not_corrected():
    published("Soudeur")
    results = search(Query(words="soudeur"))
    assert (results.corrected, results.suggestion) == (False, "")


def test_nothing_is_suggested_that_finds_nothing():
    published("Soudeur", contract="cdi")
    results = search(Query(words="souderu", contracts=("stage",)))
    assert (results.total, results.suggestion) == (0, "")


# --- What may be shown ----------------------------------------------------------------------------------------------
def test_an_index_that_lags_shows_nothing_that_is_not_public():
    row, other = published("Soudeur"), published("Soudeur")
    Publication.objects.filter(pk=row.pk).update(live=False)
    assert search(Query(words="soudeur")).ids == [other.pk]
    assert [hit.id for hit in similar(other.pk)] == []


def test_a_search_is_one_call_and_one_statement(monkeypatch, django_assert_num_queries):
    published("Soudeur", contract="cdi", places=["Lyon"], skills=["TIG"], sector="Industrie")
    query = Query(words="soudeur", facets=tuple(FACETS), contracts=("cdi",), place="Lyon")
    # The synonyms are read once by each process.
    search(query)
    calls = []
    monkeypatch.setattr(asking, "client", lambda: calls.append(1) or client())
    with django_assert_num_queries(1):
        assert search(query).total == 1
    assert len(calls) == 1


def test_a_completion_takes_few_statements_however_much_it_proposes(django_assert_max_num_queries):
    for number in range(5):
        published(f"Soudeur {number}", company=f"Soudure {number}", skills=[f"Soudage {number}"])
    with django_assert_max_num_queries(6):
        found = complete("soud", limit=5)
    assert len(found) >= 15


# --- Without Elasticsearch ------------------------------------------------------------------------------------------
@pytest.fixture
def silent_server(settings):
    """Accepts connections and never answers."""
    settings.SEARCH_BACKEND = REAL
    settings.ELASTICSEARCH_TIMEOUT = 0.2
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.ELASTICSEARCH_URL = f"http://127.0.0.1:{server.getsockname()[1]}"
        yield server


def test_the_database_answers_while_the_server_does_not_and_one_timeout_is_all_it_costs(silent_server, caplog):
    row = published("Soudeur")
    breaker.succeeded()
    caplog.clear()
    started = time.monotonic()
    for _ in range(20):
        assert search(Query(words="soudeur")).ids == [row.pk]
    assert time.monotonic() - started < 2 * 0.2 + 1
    assert [found.text for found in complete("soud")][:1] == ["Soudeur"]
    assert similar(row.pk) == []
    # The library says so too.
    assert len([line for line in caplog.records if line.name.startswith("search")]) == 1


def test_after_a_pause_one_request_tries_and_its_success_ends_the_outage(settings, monkeypatch, caplog):
    settings.SEARCH_BACKEND = REAL
    breaker.failed("test")
    asked = []
    monkeypatch.setattr(asking, "client", lambda: asked.append(1) or client())
    search(Query())
    assert asked == []
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + breaker.PAUSE + 1)
    with caplog.at_level(logging.WARNING):
        search(Query())
        search(Query())
    assert asked == [1, 1]
    assert "answers again" in caplog.text


def test_only_one_request_tries(monkeypatch):
    breaker.failed("test")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + breaker.PAUSE + 1)
    assert [breaker.is_open() for _ in range(3)] == [False, True, True]
    breaker.failed("again")
    assert breaker.is_open()


def test_a_search_it_does_not_understand_is_the_databases_and_the_others_are_not(settings, monkeypatch, caplog):
    settings.SEARCH_BACKEND = REAL
    row = published("Soudeur")

    def refuses(**asked):
        raise BadRequestError("no", SimpleNamespace(status=400), {})

    monkeypatch.setattr(asking, "client", lambda: SimpleNamespace(search=refuses))
    assert search(Query(words="soudeur")).ids == [row.pk]
    assert "does not understand" in caplog.text
    assert not breaker.is_open()


def test_counts_it_does_not_understand_are_the_databases_too(settings, monkeypatch, caplog):
    settings.SEARCH_BACKEND = REAL
    row = published("Soudeur", places=["Lyon"])
    monkeypatch.setattr("search.backends.elasticsearch.facets._field", lambda facet: "title")
    results = search(Query(words="soudeur", facets=("department",)))
    assert (results.ids, results.facets["department"][0].count) == ([row.pk], 1)
    assert "does not understand" in caplog.text
    assert not breaker.is_open()


def test_an_answer_of_a_part_of_the_index_is_none(settings, monkeypatch):
    settings.SEARCH_BACKEND = REAL
    row = published("Soudeur")
    late = ObjectApiResponse(body={"timed_out": True, "hits": {"hits": []}}, meta=None)
    monkeypatch.setattr(asking, "client", lambda: SimpleNamespace(search=lambda **asked: late))
    assert search(Query(words="soudeur")).ids == [row.pk]
    assert breaker.is_open()


def test_a_server_without_our_index_is_one_that_does_not_answer(settings):
    settings.SEARCH_BACKEND, settings.ELASTICSEARCH_PREFIX = REAL, "nothing"
    row = published("Soudeur")
    breaker.succeeded()
    assert search(Query(words="soudeur")).ids == [row.pk]
    assert breaker.is_open()


def test_a_search_among_very_many_is_the_databases(monkeypatch):
    rows = [published("Soudeur") for _ in range(3)]
    monkeypatch.setattr("search.backends.elasticsearch.backend.MOST_NARROWED", 2)
    monkeypatch.setattr(ElasticsearchBackend, "_search", lambda *asked: pytest.fail("asked"))
    among = Publication.objects.filter(pk__in=[row.pk for row in rows])
    assert search(Query(words="soudeur"), queryset=among).total == 3
