"""One limiter for every way in: after too many failures the door stays shut for a while, for that address and place."""

import pytest
import time_machine
from django.contrib.auth import authenticate
from django.test import RequestFactory
from django.urls import reverse

from portal.accounts import lockout
from portal.core.models import AuditLog
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
LIMIT = 10


@pytest.fixture
def user():
    return UserFactory()


def login(browser, email, password="faux", **extra):
    return browser.post(reverse("account_login"), {"login": email, "password": password}, **extra)


def lock(browser, email):
    for _attempt in range(LIMIT):
        response = login(browser, email)
    return response


def by_api(email, password=PASSWORD, name="username"):
    """What an API view does with the credentials it was sent."""
    request = RequestFactory().post("/api/auth/login/", REMOTE_ADDR="127.0.0.1")
    return authenticate(request, **{name: email, "password": password})


def test_too_many_failures_are_429_with_the_time_to_wait(browser, user):
    response = lock(browser, user.email)
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 15 * 60
    assert "429.html" in [template.name for template in response.templates]
    assert response.content.decode().count("Réessayez") == 1


def test_the_right_password_does_not_open_a_locked_door(browser, user):
    lock(browser, user.email)
    assert login(browser, user.email, PASSWORD).status_code == 429
    assert "_auth_user_id" not in browser.session


def test_writing_the_address_otherwise_is_no_way_round(browser, user):
    lock(browser, user.email)
    assert login(browser, f"  {user.email.upper()} ", PASSWORD).status_code == 429


def test_another_address_of_the_same_network_is_no_way_round(browser, user):
    """A subscriber has all of a /64, and would never fail twice from one of them."""
    for number in range(LIMIT):
        login(browser, user.email, REMOTE_ADDR=f"2001:db8:1:2::{number:x}")
    assert login(browser, user.email, PASSWORD, REMOTE_ADDR="2001:db8:1:2::ffff").status_code == 429
    assert login(browser, user.email, PASSWORD, REMOTE_ADDR="2001:db8:1:3::1").status_code == 302


def test_the_audit_log_keeps_the_address_itself(browser, user):
    login(browser, user.email, REMOTE_ADDR="2001:db8:1:2::9")
    assert AuditLog.objects.get(action="account.login_failed").address == "2001:db8:1:2::9"


def test_other_people_and_other_places_come_in(browser, client, user):
    lock(browser, user.email)
    assert login(browser, UserFactory().email, PASSWORD).status_code == 302
    assert login(client, user.email, PASSWORD, REMOTE_ADDR="10.1.1.1").status_code == 302


def test_the_door_opens_again(browser, user):
    lock(browser, user.email)
    with time_machine.travel("2099-01-01T10:00:00Z"):
        assert login(browser, user.email, PASSWORD).status_code == 302


def test_a_success_forgets_the_failures(browser, user):
    for _attempt in range(LIMIT - 1):
        login(browser, user.email)
    login(browser, user.email, PASSWORD)
    browser.logout()
    for _attempt in range(LIMIT - 1):
        assert login(browser, user.email).status_code == 200


@pytest.mark.parametrize("name", ["username", "email"])
def test_failures_on_the_site_lock_the_api(browser, user, name):
    lock(browser, user.email)
    assert by_api(user.email, name=name) is None


@pytest.mark.parametrize("name", ["username", "email"])
def test_failures_of_the_api_lock_the_site(browser, user, name):
    for _attempt in range(LIMIT):
        by_api(user.email, "faux", name=name)
    assert login(browser, user.email, PASSWORD).status_code == 429


def test_the_api_says_it_in_json(user):
    request = RequestFactory().post("/api/auth/login/")
    response = lockout.respond(request, None, {"username": user.email})
    assert (response.status_code, response["Content-Type"]) == (429, "application/json")
    assert b'{"detail":' in response.content
    assert int(response["Retry-After"]) > 0


def test_failures_are_logged_until_the_door_is_locked(browser, user):
    lock(browser, user.email)
    for _attempt in range(5):
        login(browser, user.email)
    rows = AuditLog.objects.filter(action="account.login_failed")
    assert rows.count() == LIMIT
    assert rows.first().details == {"login": user.email}


@pytest.mark.parametrize("sent", ["", "\x00", "é" * 400, "a@b", "' OR 1=1 --"])
def test_strange_logins_fail_in_order(browser, sent):
    assert login(browser, sent).status_code == 200


def test_without_the_limiter_a_failure_is_an_ordinary_one(browser, user, settings):
    settings.AXES_ENABLED = False
    for _attempt in range(LIMIT + 1):
        assert login(browser, user.email).status_code == 200
    assert by_api(user.email, "faux") is None
    assert AuditLog.objects.filter(action="account.login_failed").count() == LIMIT + 2
    assert not AuditLog.objects.filter(action="account.locked_out").exists()
