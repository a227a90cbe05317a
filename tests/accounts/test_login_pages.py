"""Logging in, on the site and to Wagtail's admin; passwords and addresses."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.tokens import RefreshToken

from portal.accounts.models import Role, User
from portal.core.models import AuditLog
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
NEW = "Autre-phrase-2027"


def login(browser, email, password=PASSWORD, **values):
    return browser.post(reverse("account_login"), {"login": email, "password": password, **values})


def test_one_logs_in_with_the_address_whatever_its_case(browser):
    user = UserFactory()
    assert login(browser, user.email.upper())["Location"] == "/mon-espace/"
    assert AuditLog.objects.get(action="account.login").actor == user


def test_the_username_is_no_login(browser):
    user = UserFactory()
    assert login(browser, user.username).status_code == 200
    assert "_auth_user_id" not in browser.session


def test_a_wrong_password_and_an_unknown_address_answer_alike(browser):
    texts = []
    for email in (UserFactory().email, "inconnue@exemple.example"):
        response = login(browser, email, "faux")
        texts.append(str(response.context["form"].non_field_errors()))
    assert texts[0] == texts[1]


def test_a_disabled_account_does_not_come_in(browser):
    user = UserFactory(is_active=False)
    assert login(browser, user.email)["Location"] == reverse("account_inactive")
    assert "_auth_user_id" not in browser.session
    assert browser.get(reverse("account_inactive")).status_code == 200


def test_an_unconfirmed_address_comes_in_to_browse(browser):
    user = UserFactory(unconfirmed=True)
    assert login(browser, user.email)["Location"] == "/mon-espace/"


def test_logging_out_is_a_post(signed_in):
    client = signed_in(UserFactory())
    assert client.get(reverse("account_logout")).status_code == 200
    assert "_auth_user_id" in client.session
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


# --- Wagtail's admin ------------------------------------------------------------------------------------------------
def test_the_admin_logs_in_through_the_site(browser):
    editor = UserFactory(editor=True)
    assert browser.get("/admin/")["Location"] == "/compte/connexion/?next=/admin/"
    assert browser.get("/admin/login/?next=/admin/")["Location"] == "/compte/connexion/?next=/admin/"
    assert login(browser, editor.email, next="/admin/")["Location"] == "/admin/"
    assert browser.get("/admin/").status_code == 200


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.EDITOR, Role.ADMIN)])
def test_others_are_told_that_the_admin_is_not_theirs(signed_in, role):
    client = signed_in(UserFactory(role=role))
    response = client.get("/admin/", follow=True)
    assert response.status_code == 403
    assert len(response.redirect_chain) == 1


def test_no_second_login_form_hides_in_the_admin(browser):
    user = UserFactory(admin=True)
    response = browser.post("/admin/login/", {"username": user.email, "password": PASSWORD})
    assert response.status_code in (302, 405)
    assert "_auth_user_id" not in browser.session


# --- Passwords ------------------------------------------------------------------------------------------------------
def reset_path() -> str:
    return re.search(r"http://127.0.0.1:8000(/compte/mot-de-passe/nouveau/\S+)", mail.outbox[-1].body)[1]


def revoked(token) -> bool:
    try:
        RefreshToken(str(token))
    except TokenError:
        return True
    return False


def test_a_forgotten_password_is_chosen_again_by_mail(browser):
    user = UserFactory()
    token = RefreshToken.for_user(user)
    assert browser.post(reverse("account_reset_password"), {"email": user.email}).status_code == 302
    form = browser.get(reset_path())["Location"]
    assert browser.get(form).status_code == 200
    done = browser.post(form, {"password1": NEW, "password2": NEW})
    assert browser.get(done["Location"]).status_code == 200
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert revoked(token)


def test_a_reset_link_works_once(browser, client):
    user = UserFactory()
    browser.post(reverse("account_reset_password"), {"email": user.email})
    path = reset_path()
    browser.post(browser.get(path)["Location"], {"password1": NEW, "password2": NEW})
    response = client.get(path)
    assert response.status_code == 200
    assert response.context["token_fail"]


def test_asking_for_a_reset_tells_nothing_about_who_has_an_account(browser):
    user = UserFactory()
    answers = [
        browser.post(reverse("account_reset_password"), {"email": address})
        for address in (user.email, "inconnue@exemple.example")
    ]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert answers[0].status_code == answers[1].status_code


@pytest.mark.parametrize("known", [True, False])
def test_the_links_in_the_mail_ignore_the_host_header(browser, known):
    email = UserFactory().email if known else "inconnue@exemple.example"
    browser.post(reverse("account_reset_password"), {"email": email}, headers={"host": "mechant.example"})
    assert "http://127.0.0.1:8000/compte/" in mail.outbox[-1].body
    assert "mechant" not in mail.outbox[-1].body + mail.outbox[-1].alternatives[0].content


def test_a_password_is_changed_on_the_site_and_the_session_stays(signed_in):
    user = UserFactory()
    token = RefreshToken.for_user(user)
    client, elsewhere = signed_in(user), signed_in(user)
    page = reverse("account_change_password")
    assert client.get(page).status_code == 200
    client.post(page, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert revoked(token)
    assert client.get("/mon-espace/").status_code == 200
    assert elsewhere.get("/mon-espace/").status_code == 302


def test_who_has_no_password_yet_gets_one_by_mail(signed_in):
    user = UserFactory()
    user.set_unusable_password()
    user.save()
    response = signed_in(user).get(reverse("account_change_password"), follow=True)
    assert response.status_code == 200
    assert response.request["PATH_INFO"] == reverse("account_reset_password")


# --- The address ----------------------------------------------------------------------------------------------------
def test_a_new_address_counts_once_it_is_confirmed(signed_in):
    user = UserFactory(email="ancienne@exemple.example")
    client = signed_in(user)
    assert client.get(reverse("account_email")).status_code == 200
    client.post(reverse("account_email"), {"action_add": "1", "email": "nouvelle@exemple.example"})
    user.refresh_from_db()
    assert user.email == "ancienne@exemple.example"
    path = re.search(r"http://127.0.0.1:8000(/compte/courriel/confirmer/\S+)", mail.outbox[-1].body)[1]
    client.post(path)
    user.refresh_from_db()
    assert user.email == "nouvelle@exemple.example"
    assert user.email_confirmed_at is not None
    assert list(user.emailaddress_set.values_list("email", flat=True)) == ["nouvelle@exemple.example"]


def test_the_link_can_be_sent_again(signed_in):
    user = UserFactory(unconfirmed=True)
    signed_in(user).post(reverse("account_email"), {"action_send": "1", "email": user.email})
    assert mail.outbox[-1].to == [user.email]


def test_an_admins_word_changes_an_address_unconfirmed():
    user = UserFactory(email="ancienne@exemple.example")
    user.email = "Nouvelle@exemple.example"
    user.save()
    user.refresh_from_db()
    assert (user.email, user.email_confirmed_at) == ("nouvelle@exemple.example", None)
    assert list(user.emailaddress_set.values_list("email", "verified")) == [("nouvelle@exemple.example", False)]


def test_a_saved_account_keeps_its_confirmation():
    user = UserFactory()
    User.objects.get(pk=user.pk).save()
    assert User.objects.get(pk=user.pk).email_confirmed_at is not None
