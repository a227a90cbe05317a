"""002 §1 and 003 §1.2: the documents' own examples, and what CONTRACTS settles."""

import re

import pytest
from django.core import mail
from django.test import override_settings
from django.utils import translation
from django.utils.translation import gettext

from portal.accounts.models import Role, User
from tests.api.client import Api
from tests.factories.accounts import PASSWORD, UserFactory, pdf

pytestmark = pytest.mark.django_db

JOHN = {
    "username": "john_doe",
    "email": "john.doe@example.com",
    "password": "SecurePass123!",
    "password2": "SecurePass123!",
    "first_name": "John",
    "last_name": "Doe",
    "phone": "+33612345678",
}
FIELDS_OF_002 = {
    "username": "john_doe",
    "email": "john.doe@example.com",
    "first_name": "John",
    "last_name": "Doe",
    "phone": "+33612345678",
    "is_premium": False,
    "subscription_type": None,
    "subscription_end_date": None,
}


def tokens(email="john.doe@example.com", password="SecurePass123!") -> dict:
    return Api().post("auth/login/", {"email": email, "password": password}).json()


def test_the_example_of_a_registration():
    answer = Api().post("auth/register/", JOHN)
    assert answer.status_code == 201
    assert answer.json()["message"] == "User registered successfully"
    assert {name: answer.json()["user"][name] for name in FIELDS_OF_002} == FIELDS_OF_002
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", answer.json()["user"]["created_at"])


def test_the_example_of_what_a_registration_refuses():
    Api().post("auth/register/", JOHN)
    answer = Api().post("auth/register/", {**JOHN, "password2": "Other"})
    assert answer.status_code == 400
    assert answer.json() == {
        "username": ["This username is already taken."],
        "email": ["This email is already registered."],
        "password2": ["Passwords must match."],
    }


def test_errors_are_french_for_those_who_prefer_french():
    french = Api(**{"accept-language": "fr-FR,fr;q=0.9"}).post("auth/register/", {"email": "a@b.example"})
    with translation.override("fr"):
        assert french.json() == {"password": [gettext("This field is required.")]}
    assert Api().post("auth/register/", {"email": "a@b.example"}).json() == {"password": ["This field is required."]}


def test_an_email_and_a_password_are_enough_for_a_candidate():
    user = Api().post("auth/register/", {"email": "lea@exemple.example", "password": PASSWORD}).json()["user"]
    assert (user["type_compte"], user["username"], user["statut_verification"]) == ("candidat", "lea", "en_attente")


def test_french_names_and_the_fields_of_a_recruiter_are_accepted():
    body = {
        "email": "rh@exemple.example",
        "password": PASSWORD,
        "nom": "Petit",
        "prenom": "Anne",
        "telephone": "06 12 34 56 78",
        "type_compte": "Recruteur",
        "profil": {"entreprise": "Ateliers du Vercors", "secteur_activite": "Informatique", "taille_entreprise": "PME"},
        "site_web": "www.vercors.example",
    }
    user = Api().post("auth/register/", body).json()["user"]
    assert (user["last_name"], user["prenom"], user["telephone"]) == ("Petit", "Anne", "+33612345678")
    assert (user["entreprise"], user["secteur_activite"]) == ("Ateliers du Vercors", "Informatique et numérique")
    assert (user["statut_verification_admin"], user["quota_publications_mensuel"]) == ("en_attente", 30)
    assert user["site_web"] == "https://www.vercors.example"


@pytest.mark.parametrize("kind", ["admin", "consultant", "editeur", "autre", "", "1"])
def test_a_staff_role_cannot_be_chosen(kind):
    answer = Api().post("auth/register/", {"email": "x@y.example", "password": PASSWORD, "type_compte": kind})
    assert (answer.status_code, list(answer.json())) == (400, ["type_compte"])
    assert not User.objects.exists()


def test_an_error_comes_under_the_name_that_was_sent():
    body = {"email": "x@y.example", "password": PASSWORD, "telephone": "12", "type_compte": "recruteur", "siret": "1"}
    assert set(Api().post("auth/register/", body).json()) == {"telephone", "siret"}


def test_the_example_of_a_login_gives_tokens_that_work():
    Api().post("auth/register/", JOHN)
    found = tokens()
    assert set(found) == {"access", "refresh"}
    assert Api(token=found["access"]).get("auth/profile/").json()["username"] == "john_doe"


def test_a_wrong_password_is_401():
    UserFactory(email="lea@exemple.example")
    answer = Api().post("auth/login/", {"email": "lea@exemple.example", "password": "wrong"})
    assert answer.status_code == 401
    assert answer.json() == {"detail": "No active account found with the given credentials"}
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_bad_token_does_not_keep_anyone_from_logging_in():
    UserFactory(email="lea@exemple.example")
    body = {"email": " Lea@exemple.example", "password": PASSWORD}
    assert Api(token="old").post("auth/login/", body).status_code == 200


@override_settings(AXES_FAILURE_LIMIT=3)
def test_too_many_failures_are_429_with_a_time_to_wait():
    UserFactory(email="lea@exemple.example")
    for _attempt in range(3):
        answer = Api().post("auth/login/", {"email": "lea@exemple.example", "password": "wrong"})
    answer = Api().post("auth/login/", {"email": "lea@exemple.example", "password": PASSWORD})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_a_refresh_answers_exactly_a_new_access_token():
    user = UserFactory(email="lea@exemple.example")
    found = tokens(user.email, PASSWORD)
    for _again in range(2):
        answer = Api().post("auth/refresh/", {"refresh": found["refresh"]})
        assert (answer.status_code, list(answer.json())) == (200, ["access"])
    assert Api(token=answer.json()["access"]).get("auth/profile/").status_code == 200


@pytest.mark.parametrize("what", ["x", "a.b.c", ""])
def test_a_refresh_with_anything_else_is_refused(what):
    assert Api().post("auth/refresh/", {"refresh": what}).status_code in (400, 401)
    user = UserFactory()
    access = tokens(user.email, PASSWORD)["access"]
    assert Api().post("auth/refresh/", {"refresh": access}).status_code == 401


def test_after_a_logout_the_refresh_token_is_refused():
    user = UserFactory()
    found = tokens(user.email, PASSWORD)
    assert Api(token=found["access"]).post("auth/logout/", {"refresh": found["refresh"]}).status_code == 200
    assert Api().post("auth/refresh/", {"refresh": found["refresh"]}).status_code == 401
    assert Api().post("auth/logout/", {"refresh": found["refresh"]}).status_code == 401


def test_the_tokens_of_a_disabled_account_stop_at_once():
    user = UserFactory()
    found = tokens(user.email, PASSWORD)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert Api(token=found["access"]).get("auth/profile/").status_code == 401
    assert Api().post("auth/refresh/", {"refresh": found["refresh"]}).status_code == 401
    assert Api().post("auth/login/", {"email": user.email, "password": PASSWORD}).status_code == 401


def test_the_example_of_a_changed_profile():
    Api().post("auth/register/", JOHN)
    api = Api(token=tokens()["access"])
    answer = api.patch("auth/profile/", {"first_name": "Jean", "phone": "+33687654321"})
    expected = {**FIELDS_OF_002, "first_name": "Jean", "phone": "+33687654321"}
    assert answer.status_code == 200
    assert {name: answer.json()[name] for name in expected} == expected


def test_a_candidate_writes_what_003_names():
    api = Api(UserFactory())
    body = {
        "competences": "Python, Soudure",
        "experience": "Cinq ans",
        "formation": "Master",
        "localisation": "Lyon",
        "disponibilite": "Immédiate",
        "salaire_souhaite": 32000,
        "lettre_motivation": "Bonjour.",
    }
    found = api.put("auth/profile/", body).json()
    assert {name: found[name] for name in body} == {**body, "competences": ["Python", "Soudure"]}
    assert api.get("auth/profile/").json() == found


def test_a_cv_of_the_profile_is_sent_as_a_file_and_read_with_a_token():
    api = Api(UserFactory())
    assert api.patch("auth/profile/", form={"cv": pdf("mon cv.pdf")}).status_code in (200, 400)
    found = api.request("put", "auth/profile/", form={"cv": pdf("mon cv.pdf")}).json()
    assert found["cv"]["nom"] == "mon cv.pdf"
    assert api.get("auth/profile/cv/").getvalue().startswith(b"%PDF")
    assert api.put("auth/profile/", {"cv": 12}).status_code == 400
    assert api.put("auth/profile/", {"cv": None}).json()["cv"] is None


def test_nobody_gives_themselves_a_role_or_a_verification():
    user = UserFactory(recruiter=True)
    body = {
        "role": "admin",
        "type_compte": "admin",
        "is_staff": True,
        "is_superuser": True,
        "statut_verification_admin": "verifie",
        "quota_publications_mensuel": 999,
        "email": "other@exemple.example",
        "permissions_speciales": ["tout"],
    }
    found = Api(user).put("auth/profile/", body).json()
    assert (found["type_compte"], found["is_staff"], found["statut_verification_admin"]) == (
        "recruteur",
        False,
        "en_attente",
    )
    assert (found["quota_publications_mensuel"], found["email"]) == (30, user.email)
    assert "permissions_speciales" not in found
    assert User.objects.get(pk=user.pk).role == Role.RECRUITER


def test_administrators_see_their_special_permissions():
    assert Api(UserFactory(admin=True)).get("auth/profile/").json()["acces_panel_admin"] is True


def test_the_example_of_a_changed_password():
    Api().post("auth/register/", JOHN)
    found = tokens()
    body = {
        "old_password": "SecurePass123!",
        "new_password": "NewSecurePass456!",
        "new_password2": "NewSecurePass456!",
    }
    answer = Api(token=found["access"]).post("auth/change-password/", body)
    assert (answer.status_code, answer.json()) == (200, {"message": "Password changed successfully"})
    assert Api(token=found["access"]).get("auth/profile/").status_code == 401
    assert Api().post("auth/refresh/", {"refresh": found["refresh"]}).status_code == 401
    assert set(tokens(password="NewSecurePass456!")) == {"access", "refresh"}


def test_the_example_of_what_a_change_of_password_refuses():
    body = {"old_password": "wrong", "new_password": "NewSecurePass456!", "new_password2": "another"}
    answer = Api(UserFactory()).post("auth/change-password/", body)
    assert answer.status_code == 400
    assert answer.json() == {
        "old_password": ["Wrong password."],
        "new_password2": ["New passwords must match."],
    }


def test_a_reset_always_answers_the_same_and_mails_a_link_that_works_once():
    user = UserFactory()
    known = Api().post("auth/reset-password/", {"email": user.email})
    unknown = Api().post("auth/reset-password/", {"email": "nobody@exemple.example"})
    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())
    assert known.status_code == 200
    text = next(message.body for message in mail.outbox if user.email in message.to)
    uid, token = re.search(r"/nouveau/([0-9A-Za-z]+)-([^/\s]+)/", text).groups()
    body = {"uid": uid, "token": token, "new_password": "Nouveau-Passe-2026"}
    assert Api().post("auth/reset-password/confirm/", body).status_code == 200
    assert Api().post("auth/reset-password/confirm/", body).status_code == 400
    assert "access" in tokens(user.email, "Nouveau-Passe-2026")
