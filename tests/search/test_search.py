from datetime import timedelta

import pytest
from django.utils import timezone

from portal.jobs.models import Publication
from search.indexing import reindex
from search.query import FACETS, Query, Sort
from search.service import in_order, search
from tests.factories.search import published

pytestmark = pytest.mark.django_db


def titles(**asked) -> list[str]:
    results = search(Query(**asked))
    return [row.title for row in in_order(results, Publication.objects.visible())]


def counts(facet: str, **asked) -> dict[str, int]:
    return {row.value: row.count for row in search(Query(facets=(facet,), **asked)).facets[facet]}


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


HOSTILE = [
    *(
        "'",
        '"',
        "''\"\"",
        "\\",
        "\\'",
        "& | ! ( ) : *",
        "a:*",
        "'a':A",
        "AND OR NOT NEAR",
        "NEAR(a b)",
        "title:x",
        "-a",
    ),
    *(
        "\x00",
        "a\x00b",
        "😀",
        "é" * 10_000,
        "a " * 5_000,
        "l'",
        "%",
        "_",
        "%s",
        "{}",
        "$1",
        "ſ",
        "İ",
        "½",
        "١٢٣",
        "日本語",
    ),
    *(
        "'; DROP TABLE search_searchdocument; --",
        '"* OR 1=1',
        "\ud800",
        "\u202e",
        "<script>",
        "(",
        ")",
        "*",
        "^a",
        "a+b",
    ),
]


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


# --- Filters --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("Lyon", {"lyon"}),
        ("lyon 6e", {"lyon"}),
        ("69003", {"lyon"}),
        ("69", {"lyon", "villeurbanne"}),
        ("Rhône", {"lyon", "villeurbanne"}),
        ("auvergne rhone alpes", {"lyon", "villeurbanne"}),
        ("villeur", {"villeurbanne"}),
        ("Saint-Denis (974)", {"reunion"}),
        ("La Réunion", {"reunion"}),
        ("Nulle part", set()),
    ],
)
def test_places_are_towns_departments_and_regions(place, found):
    for title, label in (("lyon", "Lyon 3e"), ("villeurbanne", "Villeurbanne"), ("reunion", "Saint-Denis (974)")):
        published(title, places=[label])
    assert set(titles(place=place)) == found


def test_a_radius_reaches_the_surroundings():
    for label in ("Lyon", "Villeurbanne", "Saint-Étienne", "Paris"):
        published(label, places=[label])
    assert set(titles(place="Lyon", radius_km=10)) == {"Lyon", "Villeurbanne"}
    assert set(titles(place="Lyon", radius_km=60)) == {"Lyon", "Villeurbanne", "Saint-Étienne"}


def test_a_publication_in_several_places_is_found_once():
    published("Partout", places=["Lyon", "Villeurbanne", "Paris"])
    assert titles(place="Rhône") == ["Partout"]
    assert counts("department") == {"69": 1, "75": 1}


def test_amounts_are_compared_by_the_year():
    published("mois", amount_min=2000, amount_max=2500, period="month")
    published("an", amount_min=40_000, period="year")
    published("heure", amount_min=12, period="hour")
    published("sans")
    published("devise", amount_min=90_000, period="year", currency="CHF")
    assert set(titles(salary_min=30_000)) == {"mois", "an"}
    assert set(titles(salary_max=25_000)) == {"mois", "heure"}
    assert titles(sort=Sort.SALARY)[:3] == ["an", "mois", "heure"]


def test_all_skills_are_needed_in_any_writing():
    published("deux", skills=["Python", "Gestion de projet"])
    published("un", skills=["Python"])
    assert titles(skills=("python", "GESTION DE PROJET")) == ["deux"]
    assert len(titles(skills=("PYTHON",))) == 2
    assert titles(skills=("inconnue",)) == []


def test_the_other_filters_each_keep_their_own():
    published("oui", contract="cdi", experience="5+", sector="Santé", remote="full", company="Hôpital Nord")
    published("non", contract="cdd", experience="1-3", sector="Droit", company="Sud")
    published("bourse", kind="bourse", bourse_type="merite", level="master", company="Sud")
    assert titles(kinds=("bourse",)) == ["bourse"]
    assert titles(contracts=("cdi",)) == titles(experiences=("5+",)) == titles(sectors=("santé",)) == ["oui"]
    assert titles(remote=("full",)) == titles(company="hopital") == ["oui"]
    assert titles(categories=("merite",)) == titles(levels=("master",)) == ["bourse"]
    assert set(titles(contracts=("cdi", "cdd"))) == {"oui", "non"}
    assert titles(active=False) == []


def test_a_date_means_on_or_after_that_day():
    published("hier", age=1)
    published("ancienne", age=10)
    today = timezone.localdate()
    assert titles(created_since=today - timedelta(days=2)) == ["hier"]
    assert titles(created_since=today + timedelta(days=1)) == []


# --- Order, pages ---------------------------------------------------------------------------------------------------
def test_the_nearest_deadline_comes_first_and_none_last():
    published("sans")
    published("loin", deadline=timezone.now() + timedelta(days=30))
    published("proche", deadline=timezone.now() + timedelta(days=3))
    assert titles(sort=Sort.DEADLINE) == ["proche", "loin", "sans"]


@pytest.mark.parametrize("words", ["", "soudeur"])
@pytest.mark.parametrize("sort", [None, *Sort])
def test_pages_show_every_hit_once(words, sort):
    for _ in range(7):
        published("Soudeur")
    pages = [search(Query(words=words, sort=sort, page=page, page_size=3)) for page in (1, 2, 3, 4)]
    assert [len(page.hits) for page in pages] == [3, 3, 1, 0]
    assert len({pk for page in pages for pk in page.ids}) == 7
    assert {page.total for page in pages} == {7}


def test_pages_beyond_all_counting_are_empty():
    published("Soudeur")
    assert search(Query(page=10**12)).hits == []
    assert search(Query(words="soudeur", page=10**12)).total == 1


# --- Facets ---------------------------------------------------------------------------------------------------------
def test_a_facet_ignores_its_own_filter_and_obeys_the_others():
    published("a", contract="cdi", remote="full")
    published("b", contract="cdd", remote="full")
    published("c", contract="cdd", remote="none")
    asked = {"contracts": ("cdi",), "words": ""}
    assert counts("contract", **asked) == {"cdi": 1, "cdd": 2}
    assert counts("remote", **asked) == {"full": 1}
    assert counts("contract", contracts=("cdi",), remote=("none",)) == {"cdi": 0, "cdd": 1}


def test_facets_count_with_words_too():
    published("Soudeur", contract="cdi", places=["Lyon"], skills=["TIG"], sector="Industrie")
    published("Boulanger", contract="cdd")
    results = search(Query(words="soudeuse", facets=tuple(FACETS)))
    shown = {name: [(row.value, row.label, row.count) for row in rows] for name, rows in results.facets.items()}
    assert shown["skill"] == [("TIG", "TIG", 1)]
    assert shown["department"] == [("69", "Rhône (69)", 1)]
    assert shown["sector"] == [("industrie", "Industrie", 1)]
    assert [row[0] for row in shown["contract"]] == ["cdi"]
    assert shown["company"][0][1:] == ("Clinique des Lilas", 1)


@pytest.mark.parametrize("words", ["", "soudeur", "soudeur introuvable"])
def test_a_search_takes_few_statements_whatever_is_found(words, django_assert_max_num_queries):
    for _ in range(5):
        published("Soudeur", contract="cdi", places=["Lyon"], skills=["TIG"])
    query = Query(words=words, facets=tuple(FACETS), contracts=("cdi",), place="Lyon", kinds=("offer",))
    with django_assert_max_num_queries(3 if "introuvable" in words else 2):
        assert search(query).total == 5


def test_counts_are_remembered_until_the_index_changes(django_assert_num_queries):
    published("Soudeur", contract="cdi")
    assert counts("contract", words="soudeur") == {"cdi": 1}
    with django_assert_num_queries(1):
        assert counts("contract", words="soudeur", page=2, sort=Sort.NEWEST) == {"cdi": 1}
    published("Soudeur", contract="cdi")
    assert counts("contract", words="soudeur") == {"cdi": 2}


def test_counts_of_a_narrowed_search_are_not_remembered():
    row = published("Soudeur", contract="cdi")
    query = Query(facets=("contract",))
    search(query)
    assert search(query, queryset=Publication.objects.exclude(pk=row.pk)).facets["contract"] == []


def test_counts_stop_at_their_limit(monkeypatch):
    for module in ("database", "facets"):
        monkeypatch.setattr(f"search.backends.{module}.MOST_COUNTED", 3)
    for _ in range(5):
        published("Soudeur", contract="cdi")
    for words in ("", "soudeur"):
        results = search(Query(words=words, facets=("contract",)))
        assert (results.total, results.total_exact) == (3, False)
        assert results.facets["contract"][0].count == 3
