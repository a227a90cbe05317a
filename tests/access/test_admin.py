"""The Wagtail admin: forms sent by people who have no business there change nothing.

Whose its addresses are is said by patterns in `tests/moderation/admin_addresses.py`; who opens which by GET is tested
beside it, in `test_admin_access.py`.
"""

import pytest

from portal.jobs.models import KINDS
from tests.moderation.admin_addresses import EDITORS, LEFT_OUT, PUBLIC, addresses

from .asking import Caller

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

OUTSIDERS = ("visitor", "candidate", "recruiter", "prestataire", "student", "consultant", "reader")
OBJECTS = {"offer": "pending", **{kind: kind for kind in KINDS if kind != "offer"}}


@pytest.fixture
def every_address(world):
    """(name, path), with the numbers of real rows."""
    samples = {f"wagtailsnippets_jobs_{kind}": world.objects[name] for kind, name in OBJECTS.items()}
    samples |= {"": world.objects["pending"], "wagtailusers_users": world.objects["candidate"]}
    return [(name, path) for name, path in addresses(samples) if name not in LEFT_OUT | PUBLIC]


def problems(world, actor, found) -> list[str]:
    caller, said = Caller(world, actor), []
    for name, path in found:
        answer = caller.ask("POST", path, "anything")
        if answer.status == "200":
            said.append(f"{name} {path}: let in")
        if answer.written and (changed := caller.changes("POST", path, "anything", answer.written)):
            said.append(f"{name} {path}: {answer.status}, but {changed} changed")
    return said


@pytest.mark.parametrize("actor", OUTSIDERS)
def test_outsiders_change_nothing(world, every_address, actor):
    assert not problems(world, actor, every_address)


def test_editors_change_nothing_of_the_administrators(world, every_address):
    assert not problems(world, "editor", [(name, path) for name, path in every_address if not EDITORS.fullmatch(name)])
