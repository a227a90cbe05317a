"""Reads the tables of who may do what.

    PUT  /api/recruteur/offres/{offer}/ < title  | 200 company | 404 strangers | 401 visitor | 403 rest

A method, a path whose words in braces are objects of `world`, what is sent (a name of `bodies`), then the answers:
a status and who gets it. `login` is a refusal: a redirect to the login page that leads back; `302` is any other
redirect. `all` is everybody, `rest` everybody not named before. Lines that begin with # are remarks.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import resolve

from tests.access.world import ACTORS, GROUPS

FOLDER = Path(__file__).parent
TABLES = ("api.txt", "site.txt")
#: Everybody may see these, so that nobody is a stranger to them.
SHARED = {"offer", "bourse", "financement", "consultation", "closed", "document", "internship", "taken", "template"}
SHARED |= {f"{name}_slug" for name in SHARED}
#: What is no object's number.
WORDS = {"document_name", "uid", "reset_token", "confirmation", "consent"}
WORDS |= {"alert_confirm", "alert_stop", "alert_manage", "checkout", "recovery", "recovered_invoice"}
WORDS |= {"photo_name", "export_token", "export_name", "share_token"}
#: Behind the key of an address.
SHARED |= {"alert_known"}
_OBJECT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Line:
    where: str
    method: str
    path: str
    body: str
    answers: tuple[tuple[str, str], ...]

    @property
    def objects(self) -> list[str]:
        return _OBJECT.findall(self.path)

    @property
    def route(self) -> str:
        """The pattern of the address, as `tests.routes` has it."""
        return _route(self.filled(dict.fromkeys(self.objects, "7")))

    @property
    def expected(self) -> dict[str, str]:
        """Actor → status."""
        return dict(self.answers)

    def filled(self, objects: dict[str, str]) -> str:
        return _OBJECT.sub(lambda found: objects[found[1]], self.path)

    def __str__(self) -> str:
        sent = f" < {self.body}" if self.body else ""
        return f"{self.method} {self.path}{sent}"


@cache
def _route(path: str) -> str:
    return resolve(path).route


@cache
def lines() -> tuple[Line, ...]:
    found = []
    for table in TABLES:
        for number, text in enumerate((FOLDER / table).read_text(encoding="utf-8").splitlines(), 1):
            if text.strip() and not text.startswith("#"):
                found.append(_line(f"{table}:{number}", text))
    return tuple(found)


def _line(where: str, text: str) -> Line:
    asked, *answers = (part.strip() for part in text.split("|"))
    address, _arrow, body = (part.strip() for part in asked.partition("<"))
    method, path = address.split()
    expected: dict[str, str] = {}
    for answer in answers:
        status, *names = answer.split()
        for name in names:
            _give(expected, name, status, where)
    missing = set(ACTORS) - set(expected)
    assert not missing, f"{where}: what do {sorted(missing)} get?"
    return Line(where, method, path, body, tuple(expected.items()))


def _give(expected: dict[str, str], name: str, status: str, where: str) -> None:
    everybody = [actor for actor in ACTORS if name == "all" or actor not in expected]
    actors = everybody if name in ("all", "rest") else GROUPS.get(name, (name,))
    assert actors, f"{where}: nobody is left for {name}"
    for actor in actors:
        assert actor in ACTORS, f"{where}: who is {actor}?"
        assert actor not in expected, f"{where}: {actor} stands there twice"
        expected[actor] = status
