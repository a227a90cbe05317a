"""How often somebody may ask: counted by account, address and mailbox, in windows."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.test import RequestFactory

from portal.core import limits

NOON = "2026-11-21T12:00:20Z"


@pytest.fixture(autouse=True)
def rates(settings):
    settings.API_RATES = {"login": "3/min", "reset": "1/h", "upload": "5/s"}


@time_machine.travel(NOON, tick=False)
def test_the_fourth_of_three_waits_for_the_end_of_the_window():
    assert [limits.too_often("login", "a1") for _each in range(4)] == [None, None, None, 40.0]


def test_a_new_window_begins_anew():
    with time_machine.travel(NOON, tick=False):
        for _each in range(4):
            limits.too_often("login", "a1")
    with time_machine.travel("2026-11-21T12:01:00Z", tick=False):
        assert limits.too_often("login", "a1") is None


@time_machine.travel(NOON, tick=False)
def test_scopes_and_callers_are_counted_apart():
    assert limits.too_often("reset", "a1") is None
    assert limits.too_often("reset", "a1") == 59 * 60 + 40
    assert limits.too_often("reset", "a2") is None
    assert limits.too_often("login", "a1") is None


@time_machine.travel(NOON, tick=False)
def test_one_caller_of_several_is_enough_and_all_are_counted():
    assert limits.too_often("reset", "u1", "a1") is None
    assert limits.too_often("reset", "u2", "a1") is not None
    assert limits.too_often("reset", "u2", "a3") is not None


def test_a_scope_without_a_rate_has_no_limit():
    assert all(limits.too_often("caller", "a1") is None for _each in range(50))


@time_machine.travel(NOON, tick=False)
def test_many_at_once_get_no_more_than_the_rate():
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _each: limits.too_often("login", "a1"), range(40)))
    assert answers.count(None) == 3


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("10.0.0.1", "10.0.0.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("::ffff:10.0.0.1", "::ffff:10.0.0.2", False),
        ("::ffff:10.0.0.1", "10.0.0.1", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
    ],
)
def test_an_ipv6_subscriber_is_one_caller(one, other, same):
    found = [limits.address_of(RequestFactory().get("/", REMOTE_ADDR=address)) for address in (one, other)]
    assert (found[0] == found[1]) == same


@pytest.mark.parametrize("proxies", [0, 1, 2])
def test_a_written_header_makes_nobody_somebody_else(settings, proxies):
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "NUM_PROXIES": proxies}
    ours = ", ".join(["203.0.113.9", "10.0.0.3"][:proxies])
    found = set()
    for invented in ("1.1.1.1", "8.8.8.8, 9.9.9.9", "nonsense"):
        header = ", ".join(part for part in (invented, ours) if part)
        request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.4", headers={"x-forwarded-for": header})
        found.add(limits.address_of(request))
    assert found == {"a203.0.113.9" if proxies else "a10.0.0.4"}


def test_a_mailbox_is_the_same_in_any_writing_and_not_kept_in_clear():
    assert limits.mailbox(" Lea@Exemple.example") == limits.mailbox("lea@exemple.example")
    assert "lea" not in limits.mailbox("lea@exemple.example")
    assert limits.mailbox("\ud800")


def test_accounts_and_addresses_never_share_a_name():
    user = get_user_model()(pk=1)
    assert limits.account(user) != limits.address_of(RequestFactory().get("/", REMOTE_ADDR="0.0.0.1"))
