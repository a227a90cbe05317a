"""The documents' own examples, as they are written (`examples/<document>.json`).

`body` and `answer` are the document's. An answer must hold every field of the example, with a value of its type, at
any depth; `same` names those whose value must be the example's own (`0.id`: of a list's first), `no_more` allows no
other field, `exactly` means the very answer. `as` says who asks, `given` who exists already. Those of 001 are in
`tests/api_stages`; 003 has none.
"""

import json
from pathlib import Path

import pytest

from portal.accounts.models import User
from portal.api.frontend.auth.tokens import pair
from portal.cv import services as cv
from portal.cv.services.content import SECTIONS, TEXTS
from tests.api.client import Api
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

FOLDER = Path(__file__).parent / "examples"
EXAMPLES = [
    {**example, "document": file.stem}
    for file in sorted(FOLDER.glob("*.json"))
    for example in json.loads(file.read_text(encoding="utf-8"))
]


def candidate() -> tuple[User, dict[str, str]]:
    user = UserFactory()
    job = {"position": "Architecte", "company": "Global Solutions Group", "is_current": True}
    resume = cv.main_resume(user)
    return user, {"experience": cv.add_experience(user, resume, job).pk, "resume": resume.pk}


def john() -> tuple[User, dict[str, str]]:
    """002 §1.1's person, who signed up with that very example."""
    example = next(one for one in EXAMPLES if one["document"] == "002" and one["section"] == "1.1")
    Api().post(example["path"], example["body"])
    user = User.objects.get(email=example["body"]["email"])
    return user, {"refresh": pair(user)["refresh"]}


def written(section: str) -> dict:
    """What a resume of 002 §3.1 says, as 002 §3.2 sends it."""
    shown = next(one for one in EXAMPLES if one["document"] == "002" and one["section"] == section)["answer"][0]
    lists = {"experience_data": "experiences", "education_data": "education", "skills_data": "skills"}
    sent = {name: shown[name] for name in (*TEXTS, *SECTIONS, "template")}
    for name, list_name in lists.items():
        sent[name] = [{key: item[key] for key in item if key != "id"} for item in shown[list_name]]
    return sent


def john_resume() -> tuple[User, dict[str, str]]:
    user, words = john()
    return user, words | {"resume": Api(user).post("resumes/", written("3.1 connecté")).json()["id"]}


def jane(**values) -> tuple[Api, dict[str, str]]:
    """A visitor: who goes on in the session in which the resume was made."""
    api = Api()
    return api, {"resume": api.post("resumes/", written("3.1 anonyme") | values).json()["id"]}


PEOPLE = {
    "candidate": candidate,
    "john": john,
    "john_resume": john_resume,
    "jane": jane,
    "jane_premium": lambda: jane(template=2),
}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one['document']} {one['section']}")
def test_the_example_works_as_it_is_written(example):
    name = example.get("as") or example.get("given")
    user, words = PEOPLE[name]() if name else (None, {})
    api = user if isinstance(user, Api) else Api(user if "as" in example else None)
    path, body = filled(example["path"], words), example.get("body")
    answer = api.request(example["method"].lower(), path, filled_body(body, words))
    assert answer.status_code == example["status"], answer.content[:500]
    if "answer" in example or "same" in example:
        compare(example, answer.json())


def filled(text: str, words: dict) -> str:
    for word, value in words.items():
        text = text.replace(f"{{{word}}}", str(value))
    return text


def filled_body(body: dict | None, words: dict) -> dict | None:
    return body and {name: filled(value, words) if isinstance(value, str) else value for name, value in body.items()}


def compare(example: dict, got) -> None:
    wanted = example.get("answer", example.get("body"))
    if example.get("exactly"):
        assert got == wanted
        return
    has_shape(wanted, got, "")
    if example.get("no_more"):
        assert set(got) == set(wanted)
    for path in example.get("same", ()):
        assert at(got, path) == at(wanted, path), path


def has_shape(wanted, got, where: str) -> None:
    """Nothing is asked of a null: another example shows the value."""
    if isinstance(wanted, dict):
        for name, value in wanted.items():
            assert name in got, f"{where}.{name} is missing"
            has_shape(value, got[name], f"{where}.{name}")
    elif isinstance(wanted, list) and wanted:
        assert got, where
        for each in got:
            has_shape(wanted[0], each, f"{where}[]")
    elif wanted is not None and got is not None:
        assert type(got) is type(wanted), f"{where} is {got!r}"


def at(found, path: str):
    for name in path.split("."):
        found = found[int(name) if isinstance(found, list) else name]
    return found


def test_a_comment_is_no_json():
    """000 §3's example holds one: as it is written it is refused, and changes nothing."""
    user, words = candidate()
    written = b'{"date_de_fin": "2024-10-12", "toujours_a_ce_poste": false // Seuls ces deux champs\n}'
    assert Api(user).request("patch", f"/api/experience/{words['experience']}/update/", raw=written).status_code == 400
