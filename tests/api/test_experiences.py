"""000: experiences of a candidate, and its own examples."""

import pytest

from portal.cv import services
from portal.cv.models import Experience, Resume
from tests.api.client import Api
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

ENDED = {
    "poste_occupe": "Développeur Full-Stack Senior",
    "date_de_debut": "2018-01-15",
    "date_de_fin": "2023-07-31",
    "toujours_a_ce_poste": False,
    "entreprise": "Tech Innov SARL",
    "description": "Responsable du développement des APIs REST et de la migration Angular vers une version plus "
    "récente.",
}
CURRENT = {
    "poste_occupe": "Architecte Logiciel",
    "date_de_debut": "2023-08-01",
    "toujours_a_ce_poste": True,
    "entreprise": "Global Solutions Group",
    "description": "Définition des standards techniques et encadrement des équipes de développement.",
}
ADD = "candidate/add/experience/"


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def api(person):
    return Api(person)


def added(api, **values) -> dict:
    return api.post(ADD, {"poste_occupe": "Maçonne", "entreprise": "Bâtir", **values}).json()


def test_the_documents_example_of_a_job_that_ended(api):
    answer = api.post(ADD, ENDED)
    assert answer.status_code == 201
    assert answer.json() == {"id": Experience.objects.get().pk, **ENDED}


def test_the_documents_example_of_a_present_job(api):
    answer = api.post(ADD, CURRENT)
    assert answer.status_code == 201
    assert answer.json() == {"id": Experience.objects.get().pk, **CURRENT, "date_de_fin": None}


def test_the_documents_example_of_a_change(api):
    made = api.post(ADD, CURRENT).json()
    sent = {"date_de_fin": "2024-10-12", "toujours_a_ce_poste": False}
    answer = api.patch(f"experience/{made['id']}/update/", sent)
    assert (answer.status_code, answer.json()) == (200, {**made, **sent})


def test_the_documents_example_of_a_removal(api):
    made = added(api)
    answer = api.delete(f"experiences/{made['id']}/delete/")
    assert (answer.status_code, answer.content) == (204, b"")
    assert not Experience.objects.exists()
    assert api.delete(f"experiences/{made['id']}/delete/").status_code == 404


def test_the_first_experience_makes_the_main_resume(api, person):
    made = [added(api)["id"] for _ in range(2)]
    resume = Resume.objects.get()
    assert (resume.user, resume.template_id, resume.full_name) == (person, 1, person.get_full_name())
    assert set(resume.experiences.values_list("pk", flat=True)) == set(made)


@pytest.mark.parametrize("missing", ["poste_occupe", "entreprise"])
@pytest.mark.parametrize("value", ["absent", "", "  ", None])
def test_position_and_company_are_required(api, missing, value):
    body = {name: text for name, text in ENDED.items() if name != missing}
    if value != "absent":
        body[missing] = value
    answer = api.post(ADD, body)
    assert (answer.status_code, list(answer.json())) == (400, [missing])
    assert not Experience.objects.exists()


def test_everything_else_may_be_left_out_or_null(api):
    bare = added(api)
    assert (bare["date_de_debut"], bare["date_de_fin"], bare["toujours_a_ce_poste"]) == (None, None, False)
    assert bare["description"] == ""
    null = added(api, date_de_debut=None, date_de_fin=None, description=None)
    assert {**null, "id": 0} == {**bare, "id": 0}
    assert added(api, date_de_debut="2020-01-01")["date_de_fin"] is None


def test_still_there_with_an_end_in_the_same_body_is_400(api):
    answer = api.post(ADD, {**ENDED, "toujours_a_ce_poste": True})
    assert (answer.status_code, list(answer.json())) == (400, ["date_de_fin"])
    made = api.post(ADD, ENDED).json()
    path = f"experience/{made['id']}/update/"
    assert api.patch(path, {"toujours_a_ce_poste": True, "date_de_fin": "2024-01-01"}).status_code == 400
    assert api.patch(path, {"toujours_a_ce_poste": True, "date_de_fin": None}).status_code == 200


def test_still_there_alone_clears_the_end(api):
    made = api.post(ADD, ENDED).json()
    answer = api.patch(f"experience/{made['id']}/update/", {"toujours_a_ce_poste": True})
    assert answer.json() == {**made, "toujours_a_ce_poste": True, "date_de_fin": None}


def test_an_end_alone_says_that_it_is_over(api):
    made = api.post(ADD, CURRENT).json()
    answer = api.patch(f"experience/{made['id']}/update/", {"date_de_fin": "2024-10-12"})
    assert answer.json() == {**made, "toujours_a_ce_poste": False, "date_de_fin": "2024-10-12"}


def test_an_end_before_the_start_is_400_also_against_what_is_kept(api):
    answer = api.post(ADD, {**ENDED, "date_de_fin": "2017-12-31"})
    assert (answer.status_code, answer.json()) == (400, {"date_de_fin": ["The end is before the start."]})
    made = api.post(ADD, ENDED).json()
    path = f"experience/{made['id']}/update/"
    for body in ({"date_de_fin": "2018-01-14"}, {"date_de_debut": "2023-08-01"}):
        assert list(api.patch(path, body).json()) == ["date_de_fin"]
    assert api.patch(path, {"date_de_fin": "2018-01-15"}).status_code == 200


def test_refusals_speak_french_to_those_who_ask(person):
    french = Api(person, accept_language="fr")
    answer = french.post(ADD, {**ENDED, "date_de_fin": "2017-12-31"})
    assert answer.json() == {"date_de_fin": ["La fin est avant le début."]}


def test_a_change_of_one_field_leaves_the_others(api):
    made = api.post(ADD, ENDED).json()
    answer = api.patch(f"experience/{made['id']}/update/", {"poste_occupe": "Développeuse"})
    assert answer.json() == {**made, "poste_occupe": "Développeuse"}
    assert api.patch(f"experience/{made['id']}/update/", {}).json() == answer.json()
    assert list(api.patch(f"experience/{made['id']}/update/", {"entreprise": ""}).json()) == ["entreprise"]


def test_a_form_that_leaves_the_box_out_changes_nothing_of_it(api):
    made = api.post(ADD, CURRENT).json()
    answer = api.request("patch", f"experience/{made['id']}/update/", form={"poste_occupe": "Architecte"})
    assert answer.json() == {**made, "poste_occupe": "Architecte"}


def test_another_persons_experience_is_404(api):
    made = added(api)
    other = Api(UserFactory())
    added(other)
    assert other.patch(f"experience/{made['id']}/update/", {"poste_occupe": "x"}).status_code == 404
    assert other.delete(f"experiences/{made['id']}/delete/").status_code == 404
    assert Experience.objects.get(pk=made["id"]).position == "Maçonne"


def test_the_experiences_of_a_second_resume_are_not_the_profiles(api, person):
    services.main_resume(person)
    second = Resume.objects.create(user=person)
    row = Experience.objects.create(resume=second, company="Autre", position="Autre")
    assert api.delete(f"experiences/{row.pk}/delete/").status_code == 404


@pytest.mark.parametrize("role", ["recruiter", "prestataire", "student", "editor", "admin", "consultant", "reader"])
def test_only_candidates(api, role):
    made = added(api)
    other = Api(UserFactory(**{role: True}))
    assert other.post(ADD, ENDED).status_code == 403
    assert other.patch(f"experience/{made['id']}/update/", {}).status_code == 403
    assert other.delete(f"experiences/{made['id']}/delete/").status_code == 403


def test_a_token_is_asked_for(api):
    made = added(api)
    assert Api().post(ADD, ENDED).status_code == 401
    assert Api().patch(f"experience/{made['id']}/update/", {}).status_code == 401
    assert Api().delete(f"experiences/{made['id']}/delete/").status_code == 401
    assert Experience.objects.count() == 1


@pytest.mark.parametrize(
    "body",
    [
        [],
        "text",
        None,
        {"date_de_debut": "15/01/2018"},
        {"date_de_debut": "2018-02-30"},
        {"date_de_debut": "2018-01-15T10:00:00Z"},
        {"date_de_debut": 20180115},
        {"date_de_fin": {}},
        {"toujours_a_ce_poste": "peut-être"},
        {"toujours_a_ce_poste": None},
        {"poste_occupe": ["a"]},
        {"poste_occupe": "a" * 151},
        {"description": "a" * 5001},
        {"description": {"a": 1}},
    ],
)
def test_what_makes_no_sense_is_400(api, body):
    sent = {"poste_occupe": "Maçonne", "entreprise": "Bâtir", **body} if isinstance(body, dict) else body
    assert api.post(ADD, sent).status_code == 400
    assert not Experience.objects.exists()


def test_control_characters_and_lone_surrogates_never_reach_the_database(api):
    raw = b'{"poste_occupe": "Ma\\u0000\\ud800\\u00e7onne", "entreprise": "B\\u0007", "description": "\\udfff"}'
    answer = api.post(ADD, raw=raw)
    assert (answer.json()["poste_occupe"], answer.json()["entreprise"]) == ("Maçonne", "B")
    assert api.patch("experience/999999999999999999/update/", {}).status_code == 404


def test_a_resume_holds_so_many(api, person, monkeypatch):
    monkeypatch.setattr("portal.cv.services.entries.MOST", 2)
    added(api), added(api)
    answer = api.post(ADD, ENDED)
    assert (answer.status_code, answer.json()) == (400, {"detail": "A resume holds at most 2 of these."})
