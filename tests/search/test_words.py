"""The table of words that suggestions come from."""

import pytest
from django.db import connection

from portal.jobs.models import Publication
from search import suggesting, tasks
from search.indexing import bulk_index, reindex
from search.models import SearchWord
from search.words import refresh, words_of
from tests.factories.search import published

pytestmark = pytest.mark.django_db


def keys() -> set[str]:
    return set(SearchWord.objects.values_list("key", flat=True))


def test_words_are_those_of_titles_skills_companies_sectors_and_places():
    published(
        "Développeur·euse C++ (H/F), 35h",
        description="<p>Secret</p>",
        skills=["Gestion de projet"],
        company="L'Œuvre",
        sector="Santé",
        places=["Saint-Étienne"],
    )
    expected = {"developpeur", "gestion", "projet", "oeuvre", "sante", "saint", "etienne"}
    assert keys() == expected


def test_a_word_keeps_its_accents_and_its_token():
    row = words_of(["INFIRMIÈRES"])["infirmieres"]
    assert (row.word, row.token) == ("infirmières", "infirmier")


def test_a_word_is_learnt_once(django_assert_max_num_queries):
    published("Soudeur")
    bulk_index([published("Soudeur", indexed=False).pk])
    assert SearchWord.objects.filter(key="soudeur").count() == 1


def test_counting_again_forgets_what_is_no_longer_used():
    gone = published("Ramoneur", company="Duval")
    for _ in range(3):
        published("Soudeuse", company="Duval")
    Publication.objects.filter(pk=gone.pk).update(live=False)
    reindex(gone.pk)
    assert "ramoneur" in keys()
    assert tasks.count_words() == 2
    assert dict(SearchWord.objects.values_list("key", "documents")) == {"soudeuse": 3, "duval": 3}
    assert refresh() == 2


def test_nothing_to_count_is_no_error():
    SearchWord.objects.create(key="perdu", word="perdu", token="perdu")
    assert refresh() == 0


def test_without_trigrams_words_are_compared_in_python(monkeypatch):
    monkeypatch.setattr(suggesting, "_has_trigrams", lambda: False)
    published("Ferronnier")
    assert suggesting.read("feronier").text == "ferronnier"


def test_the_most_used_of_equally_near_words_is_meant():
    published("Marin")
    published("Matin")
    SearchWord.objects.filter(key="matin").update(documents=50)
    assert suggesting.read("mapin").text == "matin"


def test_the_first_letter_may_be_wrong_too():
    published("Pharmacien")
    assert suggesting.read("farmacien").text == "pharmacien"


def test_two_words_typed_as_one_are_taken_apart():
    published("Chef de projet")
    assert suggesting.read("chefprojet").text == "chef projet"


def test_a_beginning_is_not_a_typing_error():
    published("Infirmière")
    assert suggesting.read("infirm") == ("", True)


@pytest.mark.postgres
def test_postgresql_has_its_index_of_trigrams():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_indexes WHERE indexname = 'search_word_trigrams'")
        assert cursor.fetchone()
    assert suggesting._has_trigrams()
