"""What a client's search box may propose: the site's own completions."""

import pytest

from portal.jobs.models import Publication
from tests.api.client import Api
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_publication
from tests.factories.search import published

pytestmark = pytest.mark.django_db
PATH = "recherche/suggestions/"


def get(path: str, asked: dict, user=None):
    return Api(user).get(path, **asked)


def proposed(**asked) -> list[tuple[str, str, str]]:
    answer = get(PATH, asked)
    assert answer.status_code == 200
    assert list(answer.json()) == ["suggestions"]
    return [(each["type"], each["texte"], each["parametre"]) for each in answer.json()["suggestions"]]


def test_titles_skills_companies_and_places_are_proposed_in_this_order():
    published("Brestois", skills=["Brestage"], company="Brest Express")
    found = proposed(q="BRÉST", nombre=1)
    assert found == [
        ("titre", "Brestois", "q"),
        ("competence", "Brestage", "competences"),
        ("entreprise", "Brest Express", "entreprise"),
        ("lieu", "Brest (29)", "localisation"),
    ]


def test_what_is_proposed_finds_something():
    """Each text, sent back in its parameter."""
    published("Brestois", skills=["Brestage"], company="Brest Express", places=["Brest"])
    for _type, text, parameter in proposed(q="brest", nombre=1):
        assert get("offres/recherche/", {parameter: text}).json()["count"] == 1


def test_types_and_kinds_narrow():
    published("Aide-soignante", company="Aide A", skills=["Aide"])
    published("Aide au logement", kind="financement", company="Aide B")
    assert {each[1] for each in proposed(q="aide", type="titre")} == {"Aide au logement", "Aide-soignante"}
    assert {each[0] for each in proposed(q="aide", type="Competence, ENTREPRISE")} == {"competence", "entreprise"}
    assert [each[1] for each in proposed(q="aide", type="titre,entreprise", type_publication="financement")] == [
        "Aide au logement", "Aide B"
    ]  # fmt: skip


def test_only_what_is_public_is_proposed():
    make_publication(title="Soudeur caché", pending=True)
    row = published("Soudeur parti")
    Publication.objects.filter(pk=row.pk).update(live=False)
    assert proposed(q="soudeur", type="titre") == []


@pytest.mark.parametrize("typed", ["", "a", "?!", "\x00", "zzzzzz", "%", "'", "<script>", "a" * 5000])
def test_what_cannot_be_finished_proposes_nothing(typed):
    published("Soudeur")
    assert proposed(q=typed) == []


@pytest.mark.parametrize(
    ("asked", "wrong"),
    [
        ({"type": "ville"}, "type"),
        ({"type": "titre,ville,rue"}, "type"),
        ({"type_publication": "stage"}, "type_publication"),
        ({"nombre": "0"}, "nombre"),
        ({"nombre": "21"}, "nombre"),
        ({"nombre": "-1"}, "nombre"),
        ({"nombre": "٣"}, "nombre"),
    ],
)
def test_what_cannot_be_read_is_named(asked, wrong):
    answer = get(PATH, {"q": "soud", **asked})
    assert (answer.status_code, list(answer.json()), len(answer.json()[wrong])) == (400, [wrong], 1)


def test_the_same_beginning_is_asked_once_and_visitors_may_keep_it(django_assert_num_queries):
    published("Soudeur")
    assert get(PATH, {"q": "soud"})["Cache-Control"] == "public, max-age=60"
    with django_assert_num_queries(0):
        proposed(q=" SOUD ")
    assert "private" in get(PATH, {"q": "soud"}, UserFactory())["Cache-Control"]


def test_whoever_asks_too_often_waits(settings):
    settings.API_RATES = {**settings.API_RATES, "completion": "3/min"}
    answers = [get(PATH, {"q": "soud"}) for _ in range(5)]
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0
