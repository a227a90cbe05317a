"""The tables cover every address and say of every object what strangers get. Quick: nothing is asked here."""

import pytest

from tests.routes import METHODS, routes

from .table import SHARED, WORDS, lines
from .world import ACTORS

#: The Wagtail admin has `test_admin.py`.
ELSEWHERE = "admin/"
#: Somebody of the same kind of account, with nothing here.
STRANGERS = {"recruiter": "rival", "candidate": "other"}


def test_every_address_has_a_line():
    with_a_line = {line.route for line in lines()}
    known = [route for route in routes() if not route.pattern.startswith(ELSEWHERE)]
    missing = [route.template for route in known if route.pattern not in with_a_line]
    assert not missing, "say in tests/access/api.txt or site.txt who may"


def test_every_method_of_the_api_has_a_line():
    lined = {(line.method, line.route) for line in lines()}
    missing = [
        f"{method} {route.template}"
        for route in routes()
        if route.template.startswith("/api/") and route.view_class.__name__ != "Unknown"
        for method in route.methods
        if (method, route.pattern) not in lined
    ]
    assert not missing


def test_lines_stand_once():
    texts = [str(line) for line in lines()]
    assert sorted(texts) == sorted(set(texts))
    assert {line.method for line in lines()} <= set(METHODS)


@pytest.mark.parametrize("line", [line for line in lines() if line.objects], ids=str)
def test_what_is_somebodys_is_not_found_by_a_stranger(line):
    """Whoever gets to an object has a stranger of the same role who gets a 404, unless everybody may have it."""
    expected = line.expected
    for owner, stranger in STRANGERS.items():
        reached = expected[owner] not in ("401", "403", "404", "login")
        if reached and expected[stranger] != "404":
            assert set(line.objects) <= SHARED | WORDS, f"{owner} and {stranger}"


def test_every_actor_is_used():
    assert all(set(line.expected) == set(ACTORS) for line in lines())
