"""Words that were typed wrong, on every backend."""

import pytest

from search.query import Query
from search.service import search
from tests.factories.search import published
from tests.search.asking import titles
from tests.search.contract.hostile import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def several():
    for title, places in (
        ("Infirmière de nuit", ["Lyon"]),
        ("Comptable", ["Lille"]),
        ("Développeuse web", ["Villeurbanne"]),
        ("Électricien", ["Saint-Étienne"]),
        ("Pharmacien", []),
        ("Assistante de direction", ["Lyon"]),
    ):
        published(title, places=places, company="Manufacture Duval")


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("infrimière", "Infirmière de nuit"),
        ("infimière", "Infirmière de nuit"),
        ("infirmmière", "Infirmière de nuit"),
        ("comtable", "Comptable"),
        ("cmoptable", "Comptable"),
        ("develloppeuse", "Développeuse web"),
        ("DEVELOPEUSE", "Développeuse web"),
        ("éléctricein", "Électricien"),
        ("asistante de direction", "Assistante de direction"),
        ("assistante de direcsion", "Assistante de direction"),
        ("comptable lile", "Comptable"),
        ("comptable duvla", "Comptable"),
    ],
)
def test_a_word_typed_wrong_finds_what_was_meant_and_says_so(typed, title):
    results = search(Query(words=typed))
    assert titles(words=typed)[0] == title
    assert results.corrected
    assert not results.relaxed
    assert search(Query(words=results.suggestion)).ids == results.ids


def test_the_suggestion_is_written_as_people_write():
    assert search(Query(words="infrimière de nuit")).suggestion == "infirmière de nuit"
    assert search(Query(words="électricein")).suggestion == "électricien"


@pytest.mark.parametrize(
    "typed", ["comptable", "infirmiers", "développeur", "RH", "infirm", "Comptable Lille", "12345"]
)
def test_what_is_written_well_is_not_corrected(typed):
    results = search(Query(words=typed))
    assert not results.corrected
    assert results.suggestion == ""


@pytest.mark.parametrize("typed", ["zzzzzz", "astronaute", "xylophoniste", "qsdfghjklm"])
def test_what_resembles_nothing_is_left_alone(typed):
    results = search(Query(words=typed))
    assert (results.corrected, results.suggestion) == (False, "")


def test_filters_hold_for_the_correction_too():
    results = search(Query(words="comtable", place="Lyon"))
    assert not results.corrected
    assert results.suggestion == ""
    assert results.total == 0


def test_what_begins_with_all_the_words_comes_first():
    published("Infirmière", places=["Villeurbanne"])
    assert search(Query(words="infirm villeurb")).relaxed
    assert titles(words="infirm villeurb")[0] == "Infirmière"


def test_facets_count_what_is_shown():
    (value,) = search(Query(words="comtable", facets=("department",))).facets["department"]
    assert (value.value, value.count) == ("59", 1)
    assert search(Query(words="comptable lile", facets=("department",))).facets["department"][0].count == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_gets_a_harmless_suggestion(text):
    assert isinstance(search(Query(words=text)).suggestion, str)
