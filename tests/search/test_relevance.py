"""The searches of `relevance_queries.toml` are answered well by every backend. `pytest -s` prints the figures."""

import pytest
from django.db import connection

from portal.demo.reading import entries
from search.backends.elasticsearch.rebuild import rebuild

from . import conftest, relevance

WAYS = {"title", "paraphrase", "plural", "feminine", "accentless", "typo", "place", "employer"}


class TestJudgments:
    def test_there_are_at_least_60_in_every_way_people_type(self):
        judged = relevance.judgments()
        assert len(judged) >= 60
        assert {each.about for each in judged} == WAYS
        assert {each.about for each in judged if each.held_out} == WAYS

    def test_every_fourth_is_held_out(self):
        assert [each.held_out for each in relevance.judgments()[:8]] == [False, False, False, True] * 2

    def test_they_name_public_titles_of_the_demo_and_grades_from_1_to_3(self):
        public = {entry.values["title"] for entry in entries() if entry.state in ("validated", "edited")}
        public = {relevance.plain(title) for title in public}
        for each in relevance.judgments():
            assert set(each.grades) <= public, each.words
            assert {*each.grades.values(), *(rule["grade"] for rule in each.generated)} <= {1, 2, 3}, each.words
            assert each.grades or each.generated, each.words

    def test_no_query_comes_twice(self):
        asked = [(each.words, each.place) for each in relevance.judgments()]
        assert len(set(asked)) == len(asked)


class TestMeasure:
    def test_the_best_order_is_1_and_nothing_found_is_0(self):
        assert relevance.ndcg([3, 2, 0], [2, 3]) == 1
        assert relevance.ndcg([], [3]) == 0

    def test_the_better_one_first_is_worth_more(self):
        assert relevance.ndcg([2, 3], [2, 3]) == pytest.approx((3 + 7 / 1.58496) / (7 + 3 / 1.58496), abs=1e-4)

    def test_what_comes_after_the_tenth_is_worth_nothing(self):
        assert relevance.ndcg([0] * 10 + [3], [3]) == 0


@pytest.mark.slow
def test_every_backend_reaches_its_bar(db, request, settings):
    """Both parts of the queries, those tuned on and those held out; one load of 10,000 serves the two backends."""
    settings.SEARCH_BACKEND = "search.backends.database.DatabaseBackend"
    relevance.load()
    with connection.cursor() as cursor:
        # As a server's own autovacuum would have done.
        cursor.execute("ANALYZE")
    collection = relevance.Collection()
    scores = {connection.vendor: relevance.measure(collection)}
    if settings.TEST_ELASTICSEARCH_URL:
        request.getfixturevalue("_index")
        with conftest.turned_on():
            rebuild()
            try:
                scores["elasticsearch"] = relevance.measure(collection)
            finally:
                conftest.drop_indexes()
                conftest.make_index()
    for backend, found in scores.items():
        print(relevance.line(backend, found), relevance.by_kind(found), sep="\n")
    low = [relevance.line(backend, found) for backend, found in scores.items() if not relevance.reaches(backend, found)]
    assert not low, low
