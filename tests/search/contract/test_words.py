from datetime import timedelta

import pytest
from django.utils import timezone

from portal.jobs.models import Publication
from search.indexing import reindex
from search.query import FACETS, Query
from search.service import search
from tests.factories.search import published
from tests.search.asking import titles
from tests.search.contract.hostile import HOSTILE

pytestmark = pytest.mark.django_db


# --- Words ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "words", ["infirmier", "Infirmière", "INFIRMIERES", "l'infirmier", "infirmier·ère", "de l’infirmiere"]
)
def test_a_word_is_found_in_any_form(words):
    published("Infirmière de nuit (H/F)")
    published("Cuisinier")
    assert titles(words=words) == ["Infirmière de nuit (H/F)"]


def test_all_words_are_needed_wherever_they_are():
    published("Chef de rang", places=["Lyon"], company="Le Grand Café")
    published("Chef de rang", places=["Lille"])
    assert len(titles(words="chef rang lyon")) == 1
    assert len(titles(words="chef café")) == 1


def test_the_title_weighs_more_than_the_description():
    published("Comptable", age=5)
    published("Assistante", description="<p>Vous aidez la comptable.</p>", age=1)
    assert titles(words="comptable") == ["Comptable", "Assistante"]


def test_skills_weigh_more_than_the_description():
    published("Poste A", skills=["Python"], age=5)
    published("Poste B", description="<p>Un peu de Python.</p>")
    assert titles(words="python") == ["Poste A", "Poste B"]


def test_equal_hits_are_newest_first():
    for age in (3, 1, 2):
        published(f"Soudeur {age}", age=age)
    assert titles(words="soudeur") == ["Soudeur 1", "Soudeur 2", "Soudeur 3"]


def test_when_nothing_has_all_words_some_will_do_and_the_answer_says_so():
    published("Boulanger")
    results = search(Query(words="boulanger astronaute"))
    assert (results.total, results.relaxed) == (1, True)
    assert search(Query(words="boulanger")).relaxed is False


def test_a_word_that_is_not_finished_is_completed():
    published("Développeuse web")
    assert titles(words="dévelop", typing=True) == ["Développeuse web"]
    assert titles(words="dévelop") == ["Développeuse web"]


def test_signs_of_languages_are_words():
    published("Développeur C++")
    published("Développeur C#")
    published("Statisticien R")
    assert titles(words="c++") == ["Développeur C++"]
    assert titles(words="C#") == ["Développeur C#"]
    assert titles(words="R") == ["Statisticien R"]


def test_a_compound_is_found_in_either_writing():
    published("Développeur back-end")
    published("Développeur backend")
    assert len(titles(words="back-end")) == len(titles(words="backend")) == 2


def test_extracts_mark_what_was_found_and_escape_the_rest():
    text = "<p>Vous serez l'infirmière de nuit, salaire &lt; 3000 &amp; primes.</p>"
    published("Infirmier <b>DE</b>", description=text)
    (hit,) = search(Query(words="infirmières")).hits
    assert hit.extracts["title"] == "<mark>Infirmier</mark> &lt;b&gt;DE&lt;/b&gt;"
    assert "serez <mark>l&#x27;infirmière</mark> de nuit, salaire &lt; 3000 &amp; primes" in hit.extracts["description"]
    assert hit.score > 0


def test_without_words_nothing_is_marked_and_the_newest_come_first():
    published("Ancienne", age=2)
    published("Nouvelle", age=1)
    results = search(Query())
    assert titles() == ["Nouvelle", "Ancienne"]
    assert [hit.extracts for hit in results.hits] == [{}, {}]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_is_answered(text):
    published("Plombier")
    every = {name: (text,) for name in FACETS.values()}
    for asked in ({"words": text}, {"words": text, "typing": True}, {"place": text}, {"company": text}, every):
        search(Query(facets=tuple(FACETS), **asked))
    assert titles(words="plombier") == ["Plombier"]


def test_only_stop_words_filter_nothing_and_only_signs_find_nothing():
    published("Plombier")
    assert titles(words="le de la") == ["Plombier"]
    assert titles(words="😀 !!") == []


# --- What may be found ----------------------------------------------------------------------------------------------
def moved(**values):
    return {name: timezone.now() + timedelta(hours=hours) for name, hours in values.items()}


@pytest.mark.parametrize(
    "change",
    [
        {},
        moved(deadline=1),
        moved(deadline=-1),
        moved(expire_at=1),
        moved(expire_at=-1),
        moved(deadline=1, expire_at=-1),
        moved(deadline=-1, expire_at=1),
        moved(closed_at=-1),
        moved(withdrawn_at=-1),
        {"live": False},
        {"status": "pending"},
        {"status": "expired"},
    ],
)
@pytest.mark.parametrize("indexed", [True, False], ids=["index up to date", "index behind"])
def test_what_is_found_is_what_is_visible(change, indexed):
    row = published("Soudeur")
    Publication.objects.filter(pk=row.pk).update(**change)
    if indexed:
        reindex(row.pk)
    visible = list(Publication.objects.visible().values_list("pk", flat=True))
    assert search(Query()).ids == visible
    assert search(Query(words="soudeur")).ids == visible


def test_a_queryset_narrows_the_search():
    mine = published("Soudeur", company="A")
    published("Soudeur", company="B")
    queryset = Publication.objects.filter(company=mine.company)
    assert search(Query(words="soudeur", facets=("company",)), queryset=queryset).ids == [mine.pk]
    assert search(Query(), queryset=Publication.objects.none()).total == 0


def test_an_exact_search_is_tried_once():
    """What an alert asks: other words, or some of them, are no news."""
    published("Infirmière de nuit")
    published("Infirmière de jour")
    for words in ("infirmiere zzzz", "infirmirre"):
        assert titles(words=words)
        results = search(Query(words=words, exact=True))
        assert (results.hits, results.suggestion, results.relaxed, results.corrected) == ([], "", False, False)
    assert len(titles(words="infirmier", exact=True)) == 2
