"""003 §9.1 and §9.2: the filters, sorts and pages of lists and searches."""

import pytest

from tests.api.client import Api
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_publication, verified_recruiter

pytestmark = pytest.mark.django_db


@pytest.fixture
def recruiter():
    return verified_recruiter()


@pytest.fixture
def api(recruiter):
    return Api(recruiter)


@pytest.fixture
def catalogue():
    """Three public offers that filters tell apart."""
    recruiter = verified_recruiter()
    shared = {"recruiter": recruiter, "validated": True}
    rows = {
        "lyon": make_publication(
            title="Soudeur",
            contract="cdi",
            places=["Lyon"],
            amount_min=30000,
            amount_max=36000,
            skills=["TIG"],
            **shared,
        ),
        "paris": make_publication(
            title="Infirmière", contract="cdd", places=["Paris"], amount_min=24000, amount_max=26000, **shared
        ),
        "brest": make_publication(
            title="Soudeuse", contract="cdi", places=["Brest"], skills=["TIG", "MIG"], company_name="Arsenal", **shared
        ),
    }
    return {row.pk: name for name, row in rows.items()}


@pytest.mark.parametrize("path", ["offres/", "offres/recherche/", "recherche/offres/"])
@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, {"lyon", "paris", "brest"}),
        ({"q": "soudeurs"}, {"lyon", "brest"}),
        ({"localisation": "Lyon"}, {"lyon"}),
        ({"type_contrat": "CDI"}, {"lyon", "brest"}),
        ({"salaire_min": "29000"}, {"lyon"}),
        ({"salaire_max": "25000"}, {"paris"}),
        ({"competences": "tig,mig"}, {"brest"}),
        ({"entreprise": "arsenal"}, {"brest"}),
        ({"statut": "active"}, {"lyon", "paris", "brest"}),
        ({"statut": "fermee"}, set()),
        ({"statut": "en_attente"}, set()),
        ({"type_publication": "bourse"}, set()),
        ({"date_creation": "2020-01-01"}, {"lyon", "paris", "brest"}),
        ({"date_creation": "2100-01-01"}, set()),
        ({"inconnu": "x"}, {"lyon", "paris", "brest"}),
    ],
)
def test_lists_and_searches_have_the_filters_of_the_document(catalogue, path, asked, expected):
    found = Api().get(path, **asked).json()
    assert {catalogue[row["id"]] for row in found["results"]} == expected
    assert found["count"] == len(expected)


@pytest.fixture
def others():
    """One of each kind that the filters of facets tell apart."""
    shared = {"recruiter": verified_recruiter(), "validated": True, "places": ["Brest"]}
    make_publication("bourse", title="B1", bourse_type="merite", level="master", **shared)
    make_publication("bourse", title="B2", bourse_type="sociale", level="secondary", **shared)
    make_publication("financement", title="F1", financement_type="pret", **shared)
    make_publication("consultation", title="C1", consultation_type="audit", remote="partial", **shared)
    make_publication("offer", title="O1", remote="full", **shared)
    return shared["recruiter"]


OF_FACETS = [
    ("bourses", {"categorie": "merite"}, {"B1"}),
    ("bourses", {"categorie": "Sociaux"}, {"B2"}),
    ("bourses", {"categorie": "pret"}, set()),
    ("bourses", {"niveau_etude": "secondaire"}, {"B2"}),
    ("bourses", {"niveau_etude": "Master", "categorie": "merite"}, {"B1"}),
    ("financements", {"categorie": "prêt"}, {"F1"}),
    ("financements", {"niveau_etude": "master"}, set()),
    ("consultations", {"categorie": "audit", "teletravail": "partiel"}, {"C1"}),
    ("offres", {"teletravail": "total"}, {"O1"}),
    ("offres", {"teletravail": "hybride"}, set()),
    ("offres", {"categorie": "audit"}, set()),
    ("offres", {"region": "bretagne"}, {"O1"}),
    ("offres", {"region": "Occitanie"}, set()),
    ("offres", {"departement": "29"}, {"O1"}),
    ("offres", {"departement": "Finistère", "teletravail": "non"}, set()),
]


@pytest.mark.parametrize(("plural", "asked", "expected"), OF_FACETS)
def test_every_facet_has_its_filter(others, plural, asked, expected):
    for path in (f"{plural}/", f"{plural}/recherche/", f"recherche/{plural}/"):
        assert {row["titre"] for row in Api().get(path, **asked).json()["results"]} == expected
    found = Api(others).get(f"recruteur/{plural}/", **asked).json()["results"]
    assert {row["titre"] for row in found} == expected


def test_editors_filter_what_waits_by_them():
    for number, (kind, values) in enumerate(
        [("bourse", {"bourse_type": "merite", "level": "master"}), ("consultation", {"consultation_type": "audit"})]
    ):
        make_publication(kind, title=f"T{number}", pending=True, **values)
    api = Api(UserFactory(editor=True))
    for asked, expected in (
        ({"categorie": "merite"}, {"T0"}),
        ({"categorie": "audit"}, {"T1"}),
        ({"niveau_etude": "master"}, {"T0"}),
        ({"type_contrat": "cdi"}, set()),
    ):
        found = api.get("admin/publications-en-attente/", **asked).json()["results"]
        assert {row["titre"] for row in found} == expected


def test_a_facet_goes_on_counting_what_its_filter_leaves_out(others):
    facets = Api().get("recherche/bourses/", categorie="merite").json()["facettes"]
    assert {(row["valeur"], row["nombre"], row["actif"]) for row in facets["categorie"]} == {
        ("merite", 1, True), ("sociale", 1, False)
    }  # fmt: skip
    assert [row["valeur"] for row in facets["niveau_etude"]] == ["master"]


@pytest.mark.parametrize("path", ["offres/", "offres/recherche/", "recruteur/offres/"])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("teletravail", "parfois"),
        ("categorie", "sorcellerie"),
        ("niveau_etude", "maternelle"),
        ("region", "Atlantide"),
        ("departement", "999"),
        ("salaire_min", "beaucoup"),
        ("salaire_max", "1e400"),
        ("salaire_min", "-1"),
        ("date_creation", "hier"),
        ("statut", "perdue"),
        ("type_contrat", "esclavage"),
        ("type_publication", "film"),
        ("tri", "couleur"),
        ("secteur", "Sorcellerie"),
        ("page", "abc"),
        ("page", "0"),
        ("page_size", "101"),
        ("page_size", "0"),
        ("page_size", "٣"),
    ],
)
def test_a_bad_value_of_a_filter_is_400_and_named(api, path, name, value):
    answer = api.get(path, **{name: value})
    assert (answer.status_code, list(answer.json())) == (400, [name])


def test_searches_have_facets_scores_and_extracts(catalogue):
    found = Api().get("offres/recherche/", q="soudeuse").json()
    assert found["compte_exact"] is True
    assert "<mark>" in found["results"][0]["extraits"]["titre"]
    assert found["results"][0]["score"] > 0
    assert {value["valeur"]: value["nombre"] for value in found["facettes"]["type_contrat"]} == {"cdi": 2}


def test_the_values_of_facets_are_those_of_results_and_filters(recruiter):
    """A client narrows by a value it was shown: no code of the domain, no number of a company."""
    make_publication(recruiter=recruiter, validated=True, contract="cdi", experience="beginner")
    make_publication(validated=True, contract="cdd", experience="5+")
    every = Api().get("recherche/offres/").json()
    for name in ("type_contrat", "experience_requise", "entreprise", "teletravail"):
        shown = every["facettes"][name]
        assert shown, name
        assert {value["valeur"] for value in shown} == {row[name] for row in every["results"] if row[name]}
        for value in shown:
            assert Api().get("recherche/offres/", **{name: value["valeur"]}).json()["count"] == value["nombre"]
    assert {value["valeur"] for value in every["facettes"]["teletravail"]} == {"non"}


@pytest.mark.parametrize("plural", ["offres", "bourses", "financements", "consultations"])
def test_each_value_of_a_facet_finds_what_it_counts(others, plural):
    facets = Api().get(f"recherche/{plural}/").json()["facettes"]
    assert sum(map(bool, facets.values())) >= 4
    for name, values in facets.items():
        for value in values:
            assert Api().get(f"recherche/{plural}/", **{name: value["valeur"]}).json()["count"] == value["nombre"], name


@pytest.mark.parametrize("order", ["salaire", "-salaire", "date_publication", "-date_creation", "date_limite"])
def test_searches_sort_both_ways(catalogue, order):
    assert Api().get("recherche/offres/", tri=order).json()["count"] == 3


def test_searches_read_on_by_a_cursor(catalogue):
    first = Api().get("recherche/offres/", page_size=2, tri="salaire").json()
    second = Api().get("recherche/offres/", page_size=2, tri="salaire", apres=first["suivant"], page=9).json()
    assert len({row["id"] for row in first["results"] + second["results"]}) == 3
    assert (second["suivant"], second["next"], second["previous"], second["count"]) == (None, None, None, 3)
    one = Api().get("recherche/offres/", page_size=1).json()
    two = Api().get("recherche/offres/", page_size=1, apres=one["suivant"]).json()
    three = Api().get(two["next"].removeprefix("http://testserver")).json()
    assert len({page["results"][0]["id"] for page in (one, two, three)}) == 3


@pytest.mark.parametrize("cursor", ["x", "😀", "x" * 900, "[]", "AAAA"])
def test_what_is_no_cursor_is_400(cursor):
    answer = Api().get("recherche/offres/", apres=cursor)
    assert (answer.status_code, list(answer.json())) == (400, ["apres"])


def test_searches_go_around_a_town(catalogue):
    found = Api().get("recherche/offres/", localisation="Villeurbanne", rayon=20, tri="distance").json()
    assert [catalogue[row["id"]] for row in found["results"]] == ["lyon"]
    assert 0 < found["results"][0]["distance_km"] < 10
    assert Api().get("recherche/offres/").json()["results"][0]["distance_km"] is None
    for bad in ("0", "501", "-3", "x", "٣"):
        assert list(Api().get("recherche/offres/", rayon=bad).json()) == ["rayon"]


def test_searches_say_what_was_meant(catalogue):
    found = Api().get("recherche/offres/", q="souduese").json()
    assert (found["count"], found["suggestion"], found["corrigee"], found["elargie"]) == (2, "soudeuse", True, False)
    found = Api().get("recherche/offres/", q="soudeuse").json()
    assert (found["suggestion"], found["corrigee"], found["elargie"]) == (None, False, False)
    assert Api().get("recherche/offres/", q="soudeuse astronaute").json()["elargie"] is True


def test_pages_link_to_each_other(catalogue):
    first = Api().get("offres/", page_size=2).json()
    assert (first["count"], first["previous"], len(first["results"])) == (3, None, 2)
    second = Api().get(first["next"].removeprefix("http://testserver")).json()
    assert (second["next"], len(second["results"])) == (None, 1)
    assert Api().get("offres/", page=3, page_size=2).json() == {"detail": "Not found."}


def test_owners_filter_by_validation_state(api, recruiter):
    shared = {"recruiter": recruiter, "title": "Développeuse Django", "skills": ["Python"]}
    make_publication(pending=True, **shared)
    make_publication(**shared)
    for state, count in (("en_attente", 1), ("brouillon", 1), ("validee", 0)):
        assert api.get("recruteur/offres/", statut=state).json()["count"] == count
    assert api.get("recruteur/offres/", q="django", tri="-titre", competences="python").json()["count"] == 2
    assert api.get("recruteur/offres/", competences="Python 3").json()["count"] == 2
