"""003 §9.1: recruiters search candidates who agreed, without their contact details."""

import json

import pytest
from django.core.cache import cache

from portal.accounts import services
from portal.accounts.models import Candidate, Role
from portal.core.models import AuditLog
from portal.jobs import services as jobs
from portal.vocabulary.models import Skill, SkillAlias
from search.models import CandidateDocument
from tests.api.client import Api
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_application, make_publication, verified_recruiter

pytestmark = pytest.mark.django_db
PATH = "recherche/candidats/"
PROFILE = {
    "headline": "Développeuse Python",
    "location": "Villeurbanne",
    "skills": ["Python", "Django"],
    "experience": "Six ans chez un éditeur de logiciels pour bibliothèques.",
    "experience_years": 6,
    "education": "Master de mathématiques.",
    "searchable": True,
}


def candidate(**values):
    user = UserFactory(**{name: values.pop(name) for name in ("first_name", "last_name", "email") if name in values})
    services.update_profile(user, {**PROFILE, **values})
    return user


@pytest.fixture
def recruiter():
    return verified_recruiter()


@pytest.fixture
def api(recruiter):
    return Api(recruiter)


def found(api, **asked) -> list[int]:
    return [row["id"] for row in api.get(PATH, **asked).json()["results"]]


def test_only_those_who_agreed_are_found(api):
    agreed = candidate()
    candidate(searchable=False)
    UserFactory()
    assert found(api) == [agreed.pk]


def test_nobody_agrees_without_saying_so():
    assert Candidate._meta.get_field("searchable").default is False
    body = {"email": "a@exemple.example", "password": "Un-mot-de-passe-2026"}
    assert Api().post("auth/register/", body).json()["user"]["visible_recruteurs"] is False


def test_the_consent_is_given_and_taken_back_through_the_profile(api):
    user = UserFactory()
    own = Api(user)
    assert own.put("auth/profile/", {"visible_recruteurs": True}).json()["visible_recruteurs"] is True
    assert found(api) == [user.pk]
    assert own.put("auth/profile/", form={"titre": "Autre"}).json()["visible_recruteurs"] is True
    own.put("auth/profile/", {"visible_recruteurs": False})
    assert found(api) == []
    assert not CandidateDocument.objects.exists()
    told = AuditLog.objects.filter(action="account.findable").order_by("id")
    assert [row.details for row in told] == [{"agreed": True}, {"agreed": False}]


def test_it_can_be_given_at_registration(api):
    body = {"email": "a@exemple.example", "password": "Un-mot-de-passe-2026", "visible_recruteurs": True}
    registered = Api().post("auth/register/", body).json()["user"]
    assert found(api) == [registered["id"]]


@pytest.mark.parametrize("role", [Role.STUDENT, Role.PRESTATAIRE])
def test_students_and_prestataires_are_never_found(api, role):
    user = UserFactory(role=role)
    Api(user).put("auth/profile/", {"visible_recruteurs": True})
    services.update_profile(user, {"searchable": True})
    Candidate.objects.update(searchable=True)
    assert found(api) == []


@pytest.mark.parametrize("value", ["oui-peut-être", 2, [], None, {}])
def test_a_consent_is_yes_or_no(value):
    assert list(Api(UserFactory()).put("auth/profile/", {"visible_recruteurs": value}).json()) == ["visible_recruteurs"]


def test_a_disabled_account_is_not_found(api):
    user = candidate()
    user.is_active = False
    user.save()
    assert found(api) == []


def test_only_verified_recruiters_search():
    candidate()
    for user in (UserFactory(recruiter=True), UserFactory(recruiter=True, refused=True)):
        answer = Api(user).get(PATH)
        assert (answer.status_code, list(answer.json())) == (403, ["detail"])
    for role in set(Role) - {Role.RECRUITER}:
        assert Api(UserFactory(role=role)).get(PATH).status_code == 403
    assert Api().get(PATH).status_code == 401


SECRETS = {
    "first_name": "Léa",
    "last_name": "Zylberstein",
    "email": "lea.secret@exemple.example",
}


def test_nothing_private_is_answered(api):
    user = candidate(
        **SECRETS,
        phone="06 39 98 45 17",
        headline="Développeuse, appelez le 06 39 98 45 17",
        experience="Écrivez à lea.secret@exemple.example ou https://lea.exemple.example/cv, +33 6 39 98 45 17, "
        "linkedin.com/in/lea-secret, lea (at) exemple.org. 2019-2022 : ASP.NET, Node.js. 01.2019-02.2022.",
        availability="Tel. +33(0)639984517",
        cover_letter="Lettre secrète",
        desired_salary=43210,
        location="12 rue Secrète, 69100 Villeurbanne",
    )
    answer = api.get(PATH)
    (row,) = answer.json()["results"]
    text = json.dumps(row, ensure_ascii=False)
    for secret in (
        "Zylberstein",
        "secret",
        "39 98",
        "639984517",
        "https://",
        "linkedin",
        "Secrète",
        "43210",
        "exemple",
    ):
        assert secret not in text
    assert row["id"] == user.pk
    assert row["nom_affiche"] == "Léa Z."
    assert row["localisation"] == ""
    assert "2019-2022 : ASP.NET, Node.js. 01.2019-02.2022." in row["experience"]


def test_names_and_skills_are_no_way_to_give_an_address(api):
    candidate(first_name="Léa 06 39 98 45 17", skills=["Python", "lea@exemple.example", "06 39 98 45 17"])
    (row,) = api.get(PATH).json()["results"]
    text = json.dumps(row, ensure_ascii=False)
    assert ("39 98" in text, "exemple" in text, "Python" in row["competences"]) == (False, False, True)
    assert found(api, q="exemple.example") == found(api, q="0639984517") == []


@pytest.mark.parametrize(
    "words", ["Zylberstein", "lea.secret", "0639984517", "06 39 98 45 17", "639984517", "rue Secrète"]
)
def test_nothing_private_is_searched(api, words):
    candidate(
        **SECRETS, phone="0639984517", experience="lea.secret@exemple.example 06 39 98 45 17", location="rue Secrète"
    )
    assert found(api, q=words) == []


@pytest.mark.parametrize(
    "words", ["développeuse", "developpeur", "Développeurs python", "dévelop", "bibliothèque", "django"]
)
def test_words_find_in_any_gender_number_and_accent(api, words):
    user = candidate()
    candidate(headline="Soudeuse", skills=["TIG"], experience="", education="")
    assert found(api, q=words) == [user.pk]


def test_all_words_are_wanted(api):
    candidate()
    assert found(api, q="python soudure") == []


def test_skills_are_all_wanted(api):
    both, one = candidate(), candidate(skills=["Python"])
    assert set(found(api, competences="python")) == {both.pk, one.pk}
    assert found(api, competences="Python,DJANGO") == [both.pk]


def test_a_skill_is_found_by_its_other_names(api):
    user = candidate(skills=["JavaScript"])
    SkillAlias.objects.get_or_create(name="JS", key="js", defaults={"skill": Skill.objects.get(key="javascript")})
    assert found(api, competences="js") == [user.pk]


def test_a_town_and_its_surroundings(api):
    near, far = candidate(), candidate(location="Grenoble")
    candidate(location="Quelque part")
    assert found(api, ville="Lyon") == [near.pk]
    assert found(api, localisation="69003", rayon=20) == [near.pk]
    assert set(found(api, ville="Lyon", rayon=150)) == {near.pk, far.pk}
    rows = api.get(PATH, ville="Lyon", rayon=150, tri="distance").json()["results"]
    assert [row["id"] for row in rows] == [near.pk, far.pk]
    assert rows[0]["distance_km"] < 10
    assert 80 < rows[1]["distance_km"] < 110
    assert rows[0]["localisation"] == "Villeurbanne (69)"


def test_experience_is_years_or_a_word(api):
    senior, junior, unknown = candidate(), candidate(experience_years=1), candidate(experience_years=None)
    assert set(found(api, experience=0)) == {senior.pk, junior.pk}
    assert found(api, experience="3") == [senior.pk]
    assert found(api, experience_requise="3-5") == [senior.pk]
    assert found(api, experience="senior") == [senior.pk]
    assert found(api, tri="-experience") == [senior.pk, junior.pk, unknown.pk]
    assert found(api, tri="experience") == [junior.pk, senior.pk, unknown.pk]


def test_the_last_changed_come_first(api):
    first, second = candidate(), candidate()
    assert found(api) == [second.pk, first.pk]
    services.update_profile(first, {"headline": "Nouveau titre"})
    assert found(api) == [first.pk, second.pk]
    assert found(api, tri="date_modification") == [second.pk, first.pk]


def test_every_bad_value_is_named(api):
    bad = {"ville": "Nullepart-sur-Rien", "rayon": "0", "experience": "x", "tri": "nom"}
    answer = api.get(PATH, **bad)
    assert (answer.status_code, set(answer.json())) == (400, set(bad))


@pytest.mark.parametrize("value", ["\x00", "%", "_", "'", "9" * 400, "‮", "c++ .net", "* OR (", "٣"])
def test_no_parameter_is_a_server_error(api, value):
    candidate()
    for name in ("q", "competences", "ville", "rayon", "experience", "tri", "page", "page_size"):
        assert api.get(PATH, **{name: value}).status_code in (200, 400, 404)


def test_signs_of_the_database_mean_nothing(api):
    candidate()
    assert found(api, q="dj%ngo") == found(api, q="dj_ngo") == found(api, competences="%") == []


def test_applications_to_the_company_are_told_to_it_alone(recruiter, api):
    user = candidate()
    application = make_application(publication=make_publication(recruiter=recruiter, validated=True), applicant=user)
    make_application(applicant=user)
    assert api.get(PATH).json()["results"][0]["candidatures"] == [application.pk]
    assert Api(verified_recruiter()).get(PATH).json()["results"][0]["candidatures"] == []
    jobs.applications.withdraw(user, application)
    assert api.get(PATH).json()["results"][0]["candidatures"] == []


def test_pages_and_the_cap(api, monkeypatch):
    from portal.api.frontend import candidate_search

    monkeypatch.setattr(candidate_search, "MOST_FOUND", 3)
    users = [candidate() for _each in range(5)]
    answer = api.get(PATH, page_size=2).json()
    assert (answer["count"], [row["id"] for row in answer["results"]]) == (3, [users[4].pk, users[3].pk])
    assert found(api, page_size=2, page=2) == [users[2].pk]
    assert api.get(PATH, page_size=2, page=3).status_code == 404
    assert api.get(PATH, page_size=101).status_code == 400


def test_the_number_of_statements_is_constant(recruiter, api, django_assert_num_queries):
    publication = make_publication(recruiter=recruiter, validated=True)
    for _each in range(4):
        make_application(publication=publication, applicant=candidate())
    found(api, q="python")  # reads the synonyms, which are remembered
    for size in (1, 4):
        cache.clear()
        with django_assert_num_queries(5):
            assert len(found(api, q="python", ville="Lyon", page_size=size)) == size
