"""Signing up on the site, confirming the address, and coming back to where one was."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from portal.accounts.models import Role, User
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db

CANDIDATE = {"first_name": "Nadia", "last_name": "Benali", "email": "nadia@exemple.example", "password": PASSWORD}
APPLY = "/offres/12/postuler/"


def signup(browser, role="candidat", **values):
    return browser.post(reverse("account_signup_role", args=[role]), {**CANDIDATE, **values})


def mailed_path() -> str:
    return re.search(r"http://127.0.0.1:8000(/compte/courriel/confirmer/\S+)", mail.outbox[-1].body)[1]


def test_every_role_has_its_way_in(browser):
    page = browser.get(reverse("account_signup"))
    for role in ("candidat", "recruteur", "prestataire", "eleve"):
        assert reverse("account_signup_role", args=[role]) in page.text
        assert browser.get(reverse("account_signup_role", args=[role])).status_code == 200


@pytest.mark.parametrize("role", ["admin", "editor", "editeur", "consultant"])
def test_there_is_no_way_in_for_staff(browser, role):
    assert browser.get(reverse("account_signup_role", args=[role])).status_code == 404
    assert signup(browser, role).status_code == 404


@pytest.mark.parametrize(("slug", "role"), [("candidat", Role.CANDIDATE), ("eleve", Role.STUDENT)])
def test_signing_up_makes_an_account_of_the_role(browser, slug, role):
    response = signup(browser, slug)
    assert response["Location"] == reverse("account_email_verification_sent")
    assert User.objects.get(email="nadia@exemple.example").role == role


def test_a_posted_role_or_flag_changes_nothing(browser):
    signup(browser, role="candidat", **{"is_staff": "1", "is_superuser": "1", "verification": "verified"})
    browser.post(
        reverse("account_signup_role", args=["candidat"]), {**CANDIDATE, "email": "b@exemple.example", "role": "admin"}
    )
    assert set(User.objects.values_list("role", "is_staff", "is_superuser")) == {("candidate", False, False)}


def test_a_recruiter_signs_up_with_a_company(browser):
    company = {
        "company_name": "Meyer",
        "company_siret": "732 829 320 00074",
        "company_size": "10-49",
        "company_website": "meyer.example",
    }
    signup(browser, "recruteur", **company)
    made = User.objects.get(role=Role.RECRUITER).recruiter.company
    assert (made.name, made.siret, made.website) == ("Meyer", "73282932000074", "https://meyer.example")


def test_a_prestataire_signs_up_with_a_specialty(browser):
    signup(browser, "prestataire", specialty="Audit")
    assert User.objects.get(role=Role.PRESTATAIRE).prestataire.specialty == "Audit"


def test_a_wrong_siret_is_said_beside_its_field_and_all_is_kept(browser):
    response = signup(browser, "recruteur", company_name="Meyer", company_siret="73282932000075")
    assert response.status_code == 200
    assert "company_siret" in response.context["form"].errors
    assert 'value="Meyer"' in response.text
    assert not User.objects.exists()


def test_a_weak_password_is_said_beside_its_field(browser):
    response = signup(browser, password="123456789012")
    assert list(response.context["form"].errors) == ["password"]


def test_the_answer_is_the_same_for_a_known_address(browser, client):
    """Status, headers, session and next page: nothing tells a stranger who has an account."""
    UserFactory(email="connue@exemple.example")
    answers = []
    for address in ("connue@exemple.example", "nouvelle@exemple.example"):
        visitor = type(client)()
        response = signup(visitor, email=address)
        page = visitor.get(response["Location"])
        headers = sorted(name for name, _value in response.items())
        text = re.sub(r"\w{64}", "", page.text).replace(address, "")
        answers.append((response.status_code, response["Location"], headers, sorted(visitor.cookies), text))
    assert answers[0] == answers[1]
    assert User.objects.count() == 2


def test_a_known_address_gets_a_mail_that_says_so(browser):
    user = UserFactory(email="connue@exemple.example", first_name="Claire")
    signup(browser, email="Connue@exemple.example")
    [message] = mail.outbox
    assert message.to == ["connue@exemple.example"]
    assert reverse("account_reset_password") in message.body
    user.refresh_from_db()
    assert (user.first_name, user.check_password(PASSWORD)) == ("Claire", True)


def test_nobody_is_signed_in_before_the_address_is_confirmed(browser):
    signup(browser)
    assert "_auth_user_id" not in browser.session


def test_the_link_confirms_and_leads_back_to_the_form(browser):
    browser.post(reverse("account_signup_role", args=["candidat"]), {**CANDIDATE, "next": APPLY})
    path = mailed_path()
    assert browser.get(path).status_code == 200
    assert User.objects.get().email_confirmed_at is None
    response = browser.post(path)
    assert response["Location"] == APPLY
    assert User.objects.get().email_confirmed_at is not None
    assert browser.session["_auth_user_id"] == str(User.objects.get().pk)


def test_opening_the_link_of_another_account_signs_nobody_out(browser, signed_in):
    browser.post(reverse("account_signup_role", args=["candidat"]), CANDIDATE)
    path = mailed_path()
    reader = signed_in(UserFactory())
    assert reader.get(path).status_code == 200
    assert "_auth_user_id" in reader.session
    reader.post(path)
    assert "_auth_user_id" not in reader.session


def test_in_another_browser_one_signs_in_and_is_led_back(browser, client):
    browser.post(reverse("account_signup_role", args=["candidat"]), {**CANDIDATE, "next": APPLY})
    response = client.post(mailed_path())
    assert "_auth_user_id" not in client.session
    assert response["Location"] == f"{reverse('account_login')}?next=%2Foffres%2F12%2Fpostuler%2F"
    response = client.post(response["Location"], {"login": CANDIDATE["email"], "password": PASSWORD, "next": APPLY})
    assert response["Location"] == APPLY


def test_a_link_works_once(browser, client):
    signup(browser)
    path = mailed_path()
    browser.post(path)
    assert client.get(path).status_code == 200
    assert client.post(path).status_code == 404


def test_an_unknown_link_says_what_to_do(browser):
    response = browser.get(reverse("account_confirm_email", args=["MQ:1uXXXX:abc"]))
    assert response.status_code == 200
    assert reverse("account_email") in response.text


def test_an_address_taken_in_the_meantime_is_not_confirmed_twice(browser, signed_in):
    """Two accounts once claimed one address: the second confirmation changes nothing and breaks nothing."""
    first = UserFactory()
    client = signed_in(first)
    client.post(reverse("account_email"), {"action_add": "1", "email": CANDIDATE["email"]})
    path = mailed_path()
    signup(browser)
    assert client.post(path).status_code == 200
    first.refresh_from_db()
    assert first.email != CANDIDATE["email"]


@pytest.mark.parametrize(
    "target",
    [
        "https://mechant.example/",
        "//mechant.example/",
        "/\\mechant.example",
        "javascript:alert(1)",
        "http:mechant.example",
        " //mechant.example",
    ],
)
def test_next_never_leaves_the_site(browser, client, target):
    browser.post(reverse("account_signup_role", args=["candidat"]), {**CANDIDATE, "next": target})
    assert "mechant" not in mail.outbox[-1].body
    response = browser.post(mailed_path() + f"?next={target}")
    assert response["Location"] == "/mon-espace/"
    for page in (reverse("account_login"), reverse("account_signup")):
        assert browser.get(page, {"next": target})["Location"] == "/mon-espace/"
    response = client.post(
        reverse("account_login"), {"login": CANDIDATE["email"], "password": PASSWORD, "next": target}
    )
    assert response["Location"] == "/mon-espace/"


def test_who_is_signed_in_does_not_sign_up_again(signed_in):
    client = signed_in(UserFactory())
    assert client.get(reverse("account_signup_role", args=["candidat"]), {"next": APPLY})["Location"] == APPLY
    assert signup(client).status_code == 302
    assert User.objects.count() == 1


def test_a_failing_mail_server_fails_no_sign_up(browser, settings):
    settings.EMAIL_BACKEND = "tests.accounts.broken_mail.Backend"
    assert signup(browser).status_code == 302


def test_too_many_sign_ups_are_429(browser, settings):
    settings.API_RATES = {"register": "3/min"}
    for number in range(3):
        signup(browser, email=f"n{number}@exemple.example", password="x")
    response = signup(browser, email="encore@exemple.example")
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
