"""Each address of the project, each role, each method: the status the documents give, and a refusal changes nothing.

The tables are `api.txt` and `site.txt`; the Wagtail admin has `test_admin.py`. A new address needs its lines there.
"""

import re

import pytest
from django.conf import settings
from django.test import Client

from tests.routes import METHODS

from .asking import Caller, encoded, undone
from .bodies import body
from .table import SHARED, WORDS, lines
from .world import ACTORS

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

#: What says that the caller got no further than the door, whatever the object is.
DOOR = ("401", "403", "login")
REFUSED = (*DOOR, "404", "405")
#: Forms that come from elsewhere by their nature: mail programs unsubscribe by themselves (RFC 8058).
#: A beacon has no token: it says "one more" and nothing else.
WITHOUT_TOKEN = ("/alertes/desabonner/", "/publications/", "/cv/")
UNKNOWN = "999999999"
#: One line an address, whatever its method.
ADDRESSES = list({line.route: line for line in lines()}.values())


def has_number(line) -> bool:
    """One of the objects is told by a number, not by a secret."""
    return bool(set(line.objects) - WORDS)


@pytest.mark.parametrize("line", lines(), ids=str)
def test_each_role_gets_the_documented_answer(world, line):
    path = line.filled(world.objects)
    problems = []
    for actor, status in line.expected.items():
        answer = Caller(world, actor).ask(line.method, path, line.body)
        if answer.status != status:
            problems.append(f"{actor}: {answer.status} instead of {status} {answer.text[:300]}")
        problems += changes(world, actor, line.method, path, line.body, answer)
    assert not problems, f"{line.where}\n" + "\n".join(problems)


def changes(world, actor, method, path, sent, answer) -> list[str]:
    """What a refusal changed nevertheless."""
    if not (answer.refuses and answer.written):
        return []
    changed = Caller(world, actor).changes(method, path, sent, answer.written)
    return [f"{actor}: {method} is {answer.status}, but {changed} changed"] if changed else []


@pytest.mark.parametrize("line", ADDRESSES, ids=lambda line: line.path)
def test_methods_without_a_line_are_refused(world, line):
    path = line.filled(world.objects)
    served = {other.method for other in lines() if other.route == line.route}
    problems = []
    for method in sorted(set(METHODS) - served):
        for actor in ACTORS:
            answer = Caller(world, actor).ask(method, path, "nothing")
            if answer.status not in REFUSED:
                problems.append(f"{actor}: {method} is {answer.status}")
            problems += changes(world, actor, method, path, "nothing", answer)
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("line", [line for line in lines() if has_number(line)], ids=str)
def test_what_does_not_exist_and_what_is_somebody_elses_are_the_same(world, line):
    """An unknown number is a 404 for whoever gets past the door, in the very words in which a stranger's is."""
    path, unknown = line.filled(world.objects), line.filled(unknown_objects(world))
    problems = []
    for actor, status in line.expected.items():
        answer = Caller(world, actor).ask(line.method, unknown, line.body)
        if answer.status != "404" and (answer.status != status or status not in DOOR):
            problems.append(f"{actor}: {answer.status} for an unknown number, {status} otherwise")
        if status in DOOR and answer.status != status and not knows(actor, line):
            problems.append(f"{actor}: {status} says that it exists, {answer.status} that it does not")
        if status == "404" and answer.status == "404":
            known = Caller(world, actor).ask(line.method, path, line.body)
            if plain(known.text, path) != plain(answer.text, unknown):
                problems.append(f"{actor}: two different 404s")
    assert not problems, f"{line.where}\n" + "\n".join(problems)


def knows(actor, line) -> bool:
    """They see it anyway: it is public, or theirs."""
    return SHARED.issuperset(line.objects) or (actor == "waiting" and line.objects == ["waiting_draft"])


def unknown_objects(world) -> dict[str, str]:
    unknown = {name: UNKNOWN if value.isdigit() else value for name, value in world.objects.items()}
    return {**unknown, "invoice": "F1999-000001"}


def plain(text: str, path: str) -> str:
    """Without the address itself, which a page may repeat, and numbers."""
    return re.sub(r"\d+", "…", text.replace(path, "…"))


@pytest.mark.parametrize(
    "line",
    [line for line in lines() if line.method == "POST" and not line.path.startswith(("/api/", *WITHOUT_TOKEN))],
    ids=str,
)
def test_a_form_without_its_token_changes_nothing(world, line):
    """CSRF: whoever would be let in is not, when the form comes from elsewhere."""
    path = line.filled(world.objects)
    actor = next((name for name, status in line.expected.items() if status in ("200", "302")), "admin")
    client = Client(enforce_csrf_checks=True)
    if actor != "visitor":
        client.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[actor]
    data, content_type = encoded(body(line.body, world), path)
    with undone():
        status = client.generic("POST", path, data, content_type).status_code
    assert status == 403
