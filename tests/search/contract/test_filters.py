import random
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.jobs.models import Publication
from search.query import FACETS, Query, Sort
from search.service import search
from tests.factories.search import published
from tests.search.asking import counts, titles

pytestmark = pytest.mark.django_db


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
    assert titles(skills=("Python 3", "conduite de projet")) == ["deux"]
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


def test_what_was_published_after_a_moment():
    published("hier", age=1)
    row = published("ce matin")
    assert titles(published_after=timezone.now() - timedelta(hours=12)) == ["ce matin"]
    assert titles(published_after=row.first_published_at) == []


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


def test_the_facets_of_other_kinds_ignore_their_own_filter_too():
    published("a", kind="bourse", bourse_type="merite", level="master", places=["Lyon"])
    published("b", kind="bourse", bourse_type="sociale", level="master", places=["Brest"])
    published("c", kind="financement", financement_type="pret", remote="partial", places=["Brest"])
    assert counts("category", categories=("merite",)) == {"merite": 1, "sociale": 1, "pret": 1}
    assert counts("level", categories=("merite",)) == {"master": 1}
    assert counts("category", levels=("master",), regions=("Bretagne",)) == {"sociale": 1}
    assert counts("region", regions=("Bretagne",)) == {"Bretagne": 2, "Auvergne-Rhône-Alpes": 1}
    assert counts("department", regions=("Bretagne",), departments=("29",)) == {"29": 2}
    assert counts("remote", remote=("partial",), departments=("29",)) == {"none": 1, "partial": 1}
    assert set(titles(categories=("merite", "pret"))) == {"a", "c"}
    assert titles(categories=("merite",), departments=("29",)) == []
    assert titles(remote=("partial", "full"), regions=("Bretagne",)) == ["c"]


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"contract": ("cdi", "cdd")},
        {"contract": ("cdi",), "remote": ("full",)},
        {"contract": ("cdd",), "experience": ("1-3", "5+"), "department": ("69",)},
        {"department": ("69", "29"), "remote": ("none",)},
        {"sector": ("industrie",), "contract": ("cdi",), "department": ("29",)},
    ],
    ids=str,
)
def test_facets_asked_together_count_what_each_would_alone(chosen):
    """Each count by hand: over what the filters of the other facets leave."""
    draw = random.Random(7)
    rows = [
        {
            "contract": draw.choice(["cdi", "cdd", "interim"]),
            "remote": draw.choice(["none", "full"]),
            "experience": draw.choice(["", "1-3", "5+"]),
            "department": draw.choice(["69", "29"]),
            "sector": draw.choice(["Industrie", "Commerce"]),
        }
        for _ in range(14)
    ]
    for row in rows:
        places = {"69": ["Lyon"], "29": ["Brest"]}[row["department"]]
        plain = {name: value for name, value in row.items() if name != "department"}
        published("Soudeur", **plain, places=places)
        row["sector"] = row["sector"].lower()
    filters = {FACETS[facet]: values for facet, values in chosen.items()}
    shown = search(Query(words="soudeur", facets=tuple(FACETS), **filters)).facets
    for facet in rows[0]:
        others = {name: values for name, values in chosen.items() if name != facet}
        left = [row[facet] for row in rows if all(row[name] in values for name, values in others.items())]
        expected = Counter(filter(None, left)) | Counter(dict.fromkeys(chosen.get(facet, ()), 0))
        assert {row.value: row.count for row in shown[facet] if row.count} == dict(expected)
        assert all(value in {row.value for row in shown[facet]} for value in chosen.get(facet, ()))


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


def test_counts_of_a_narrowed_search_are_not_remembered():
    row = published("Soudeur", contract="cdi")
    query = Query(facets=("contract",))
    search(query)
    assert search(query, queryset=Publication.objects.exclude(pk=row.pk)).facets["contract"] == []
