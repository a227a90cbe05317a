"""003 §2.3 "gestion utilisateurs": looking accounts up, shutting them out, letting them in."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import Role, User
from portal.core.models import AuditLog
from tests.api.client import Api
from tests.factories.accounts import CompanyFactory, UserFactory

pytestmark = pytest.mark.django_db
PATH = "admin/utilisateurs/"


@pytest.fixture
def admin():
    return UserFactory(admin=True, first_name="Anne", last_name="Chef", email="chef@exemple.example")


@pytest.fixture
def api(admin):
    return Api(admin)


def ids(answer) -> set[int]:
    return {row["id"] for row in answer.json()["results"]}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_only_administrators_read_and_change(role):
    user, caller = UserFactory(), Api(UserFactory(role=role))
    answers = [caller.get(PATH), caller.get(f"{PATH}{user.pk}/"), caller.put(f"{PATH}{user.pk}/", {"is_active": False})]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert User.objects.get(pk=user.pk).is_active


def test_without_a_token_nobody_reads():
    assert Api().get(PATH).status_code == 401


def test_every_account_is_listed_newest_first(api, admin):
    made = [UserFactory(role=role) for role in Role]
    UserFactory(is_active=False)
    found = api.get(PATH).json()
    assert found["count"] == len(made) + 2
    assert [row["id"] for row in found["results"]][-1] == admin.pk
    assert {"email", "type_compte", "is_active", "derniere_connexion", "statut_verification"} <= set(
        found["results"][0]
    )


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"type_compte": "recruteur"}, {"waiting", "verified"}),
        ({"type_compte": "PRESTATAIRE"}, {"refused"}),
        ({"is_active": "false"}, {"disabled"}),
        ({"is_active": "true", "type_compte": "candidat"}, {"unconfirmed"}),
        ({"statut_verification": "en_attente"}, {"unconfirmed"}),
        ({"statut_verification_admin": "en_attente"}, {"waiting"}),
        ({"statut_verification_admin": "verifie"}, {"verified"}),
        ({"statut_verification_admin": "refuse", "type_compte": "recruteur"}, set()),
        ({"q": "lilas"}, {"verified"}),
        ({"q": "noémie LEROUX"}, {"disabled"}),
        ({"q": "leroux lilas"}, set()),
        ({"q": "' OR 1=1 --%"}, set()),
        ({"type_compte": "admin"}, {"admin"}),
    ],
)
def test_filters(api, admin, asked, expected):
    people = {
        "waiting": UserFactory(recruiter=True),
        "verified": UserFactory(recruiter=True, verified=True, company=CompanyFactory(name="Clinique des Lilas")),
        "refused": UserFactory(prestataire=True, refused=True),
        "disabled": UserFactory(is_active=False, first_name="Noémie", last_name="Leroux"),
        "unconfirmed": UserFactory(unconfirmed=True),
        "admin": admin,
    }
    assert ids(api.get(PATH, **asked)) == {people[name].pk for name in expected}


@pytest.mark.parametrize(
    "asked",
    [
        {"type_compte": "chef"},
        {"is_active": "peut-être"},
        {"statut_verification": "refuse"},
        {"statut_verification_admin": "oui"},
        {"tri": "password"},
        {"page_size": "1000"},
    ],
)
def test_a_bad_value_is_a_400_that_names_it(api, asked):
    answer = api.get(PATH, **asked)
    assert (answer.status_code, list(answer.json())) == (400, list(asked))


@pytest.mark.parametrize("sort", ["email", "nom", "type_compte", "date_creation", "derniere_connexion"])
def test_either_way_round(api, sort):
    UserFactory.create_batch(3)
    upwards, downwards = ([row["id"] for row in api.get(PATH, tri=tri).json()["results"]] for tri in (sort, f"-{sort}"))
    # NULLs of the last login stand first or last by database; the rest is the other way round.
    assert set(upwards) == set(downwards)
    if sort == "email":
        assert upwards == downwards[::-1]


def test_the_number_of_queries_does_not_grow(api):
    counts = []
    for _time in range(2):
        for role in Role:
            UserFactory(role=role)
        with CaptureQueriesContext(connection) as queries:
            api.get(PATH)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6


def test_an_account_is_shut_out_and_let_in(api, admin):
    user = UserFactory()
    theirs = Api(user)
    body = api.put(f"{PATH}{user.pk}/", {"is_active": False}).json()
    assert (body["id"], body["is_active"]) == (user.pk, False)
    assert theirs.get("auth/profile/").status_code == 401
    assert api.put(f"{PATH}{user.pk}/", {"is_active": True}).json()["is_active"] is True
    rows = AuditLog.objects.filter(actor=admin, target_id=str(user.pk)).order_by("pk")
    assert [row.action for row in rows] == ["account.disabled", "account.enabled"]


def test_a_recruiters_quota(api):
    user = UserFactory(recruiter=True)
    path = f"{PATH}{user.pk}/"
    assert api.put(path, {"quota_publications_mensuel": 3}).json()["quota_publications_mensuel"] == 3
    assert api.put(path, {"quota_publications_mensuel": None}).json()["quota_publications_mensuel"] == 30
    for quota in (-1, 10_001, 10**30, "beaucoup"):
        answer = api.put(path, {"quota_publications_mensuel": quota})
        assert (answer.status_code, list(answer.json())) == (400, ["quota_publications_mensuel"])


def test_oneself_and_people_without_a_quota_are_a_conflict_and_nothing_changes(api, admin):
    assert api.put(f"{PATH}{admin.pk}/", {"is_active": False}).status_code == 409
    user = UserFactory()
    answer = api.put(f"{PATH}{user.pk}/", {"is_active": False, "quota_publications_mensuel": 3})
    assert answer.status_code == 409
    assert User.objects.filter(pk__in=(admin.pk, user.pk), is_active=True).count() == 2


@pytest.mark.parametrize("pk", [999_999_999, 10**17])
def test_unknown_ids_are_404(api, pk):
    assert api.get(f"{PATH}{pk}/").status_code == 404
    assert api.put(f"{PATH}{pk}/", {"is_active": False}).status_code == 404


def test_nothing_else_is_changed_here(api):
    user = UserFactory()
    body = api.put(f"{PATH}{user.pk}/", {"type_compte": "admin", "is_superuser": True, "email": "x@exemple.example"})
    assert (body.json()["type_compte"], body.json()["is_superuser"], body.json()["email"]) == (
        "candidat",
        False,
        user.email,
    )
