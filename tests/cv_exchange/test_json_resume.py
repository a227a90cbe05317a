"""JSON Resume, both ways (portal.cv.exchange.json_resume)."""

import json

import jsonschema
import pytest

from portal.cv import services
from portal.cv.exchange.errors import NothingFound, Unreadable
from portal.cv.exchange.json_resume import read_json_resume, to_json_resume
from portal.cv.models import Resume
from portal.cv.services import content_of, read_entries
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

TEXT, DAY = {"type": "string"}, {"type": "string", "pattern": r"^[1-2]\d{3}(-[0-1]\d(-[0-3]\d)?)?$"}


def rows(**properties) -> dict:
    return {"type": "array", "items": {"type": "object", "properties": properties}}


STAY = {"startDate": DAY, "endDate": DAY}
#: What version 1.0.0 of the format says of the parts that we write; it knows no other sections than these.
SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "$schema": TEXT,
        "basics": {
            "type": "object",
            "properties": {
                **dict.fromkeys(("name", "label", "phone", "summary", "email", "url"), TEXT),
                "location": {"type": "object", "properties": {"address": TEXT}},
                "profiles": rows(network=TEXT, username=TEXT, url=TEXT),
            },
        },
        "work": rows(name=TEXT, location=TEXT, position=TEXT, summary=TEXT, **STAY),
        "education": rows(institution=TEXT, area=TEXT, studyType=TEXT, score=TEXT, **STAY),
        "certificates": rows(name=TEXT, date=DAY, issuer=TEXT),
        "skills": rows(name=TEXT, level=TEXT),
        "languages": rows(language=TEXT, fluency=TEXT),
        "projects": rows(name=TEXT, description=TEXT, url=TEXT),
        "meta": {"type": "object", "properties": {"version": TEXT, "lastModified": TEXT}},
    },
}


def content(resume) -> dict:
    """What a resume says, its rows' own numbers and its template left out."""
    resume = Resume.objects.get(pk=resume.pk)
    said = content_of(resume)
    said.pop("template")
    return {
        name: [{key: item[key] for key in item if key != "id"} for item in value] if name.endswith("_data") else value
        for name, value in said.items()
    }


def test_our_own_file_loses_nothing(resume):
    sent = json.dumps(to_json_resume(resume)).encode()
    draft = read_json_resume(sent)
    assert draft.notes == []
    again = services.create(UserFactory(), draft.values)
    before, after = content(resume), content(again)
    # None and an empty text are one.
    assert json.loads(json.dumps(after).replace("null", '""')) == json.loads(json.dumps(before).replace("null", '""'))


def test_it_is_what_the_schema_asks(resume):
    made = to_json_resume(resume)
    jsonschema.validate(made, SCHEMA)
    assert made["basics"]["profiles"][0]["url"] == resume.linkedin_url
    assert next(row["position"] for row in made["work"]) == "Cheffe de projet rénovation énergétique"
    assert made["certificates"][-1] == {"name": "CACES", "dateAsWritten": "printemps 2019"}


def test_an_empty_resume_is_valid_too(person):
    jsonschema.validate(to_json_resume(services.create(person, {})), SCHEMA)


def test_no_question_is_asked_for_a_resume_that_was_read(resume, django_assert_num_queries):
    resume = Resume.objects.select_related("template").get(pk=resume.pk)
    read_entries(resume)
    with django_assert_num_queries(0):
        to_json_resume(resume)


def test_a_file_of_another_maker():
    draft = read_json_resume(
        json.dumps(
            {
                "basics": {
                    "name": "Zoé Lefèvre",
                    "label": "Développeuse",
                    "email": "zoe@courriel.example",
                    "phone": "+33 6 39 98 01 42",
                    "location": {"postalCode": "44000", "city": "Nantes", "countryCode": "FR"},
                    "profiles": [{"network": "GitHub", "url": "https://github.com/zoe"}],
                },
                "work": [
                    {"name": "Atelier", "position": "Dev", "startDate": "2020-03", "highlights": ["Un", "Deux"]},
                    {"company": "Ancien nom", "position": "Stage", "startDate": "2014", "endDate": "2015"},
                ],
                "skills": [{"name": "Web", "level": "Master", "keywords": ["HTML", "CSS"]}, {"name": "Vélo"}],
                "volunteer": [{"organization": "Recyclerie", "position": "Trésorière", "summary": "30 bénévoles"}],
                "interests": [{"name": "Randonnée", "keywords": ["GR 20"]}],
            }
        ).encode()
    )
    said = draft.values
    assert (said["address"], said["github_url"]) == ("44000 Nantes, FR", "https://github.com/zoe")
    assert said["experience_data"][0]["is_current"]
    assert said["experience_data"][0]["description"] == "- Un\n- Deux"
    assert said["experience_data"][1]["company"] == "Ancien nom"
    assert said["experience_data"][1]["end_date"] == "2015-12-01"
    assert said["skills_data"][0] == {"name": "HTML", "level": "expert", "category": "Web"}
    assert [section["content"] for section in said["custom_sections"]] == [
        "Trésorière – Recyclerie\n30 bénévoles",
        "Randonnée\n- GR 20",
    ]


@pytest.mark.parametrize("sent", [b"", b"{", b"[]", b"\xff\xfe{", b"[" * 100_000, b'{"a":' * 100_000])
def test_what_is_no_json_is_refused(sent):
    with pytest.raises((Unreadable, NothingFound)):
        read_json_resume(sent)


@pytest.mark.parametrize(
    "sent", ['{"name": "x"}', '{"basics": {}}', '{"basics": [], "work": 3}', '{"work": [[1], null]}']
)
def test_nothing_of_a_resume_is_nothing(sent):
    with pytest.raises(NothingFound):
        read_json_resume(sent.encode())


def test_types_that_no_resume_has_do_no_harm(person):
    hostile = {
        "basics": {
            "name": ["x"],
            "label": {"a": 1},
            "email": 3,
            "phone": True,
            "url": "javascript:alert(1)",
            "summary": "S",
        },
        "work": [
            {"name": {}, "position": "P" * 9000, "startDate": 2020, "endDate": "0001-01-01", "highlights": "x"},
            7,
        ],
        "education": {"institution": "x"},
        "skills": [{"name": None}, {"name": "A", "level": ["expert"], "keywords": {"a": 1}}],
        "projects": [{"name": "P", "url": "file:///etc/passwd"}],
        "meta": {"portal": {"layout": {"color": "url(x)"}, "sections": [{"title": "T", "id": "<b>"}, {"x": 1}]}},
    }
    draft = read_json_resume(json.dumps(hostile).encode())
    made = services.create(person, draft.values | {"experience_data": []})
    assert (made.full_name, made.website, made.summary) == ("", "", "S")
    assert len(draft.values["experience_data"][0]["position"]) == 150
    assert made.projects_data[0]["url"] == ""
    assert "layout" not in draft.values
    assert draft.notes
