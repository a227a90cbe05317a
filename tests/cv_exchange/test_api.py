"""Files of resumes through /api/resumes/."""

import json

import pytest

from portal.cv.models import Resume, ResumeImport
from tests.api.client import Api
from tests.factories.accounts import UserFactory

from .files import archive, upload

pytestmark = pytest.mark.django_db


def post(person, content, address="read_file", name="file"):
    return Api(person).post(f"resumes/{address}/", form={name: upload(content)})


def test_a_file_is_read_and_nothing_is_kept(person):
    answer = post(person, archive())
    assert answer.status_code == 200, answer.content
    body = answer.json()
    assert (body["source"], body["values"]["full_name"]) == ("linkedin", "Zoé Lefèvre")
    assert not Resume.objects.exists()
    assert not ResumeImport.objects.exists()


def test_what_was_read_is_what_the_api_takes(person):
    values = post(person, archive()).json()["values"]
    made = Api(person).post("resumes/", {"template": 1, **values})
    assert made.status_code == 201, made.content
    assert [job["company"] for job in made.json()["experiences"]] == ["Métropole", "Atelier Climat", "Coopérative"]


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"GIF89a", "not accepted"), (b"{", "cannot be read"), (b"", "empty"), ({"x": 1}, "JSON Resume")],
)
def test_a_bad_file_is_400_beside_its_field(person, content, words):
    answer = post(person, content)
    assert answer.status_code == 400
    assert words in answer.json()["file"][0]


def test_json_resume_goes_round(person, resume):
    sent = Api(person).get(f"resumes/{resume.pk}/export_json/")
    assert sent["Content-Type"] == "application/json"
    values = post(person, json.loads(sent.content)).json()["values"]
    assert [job["position"] for job in values["experience_data"]] == [job.position for job in resume.experiences.all()]


def test_the_word_file_is_the_owners_alone(person, resume):
    assert Api(person).get(f"resumes/{resume.pk}/export_docx/").content.startswith(b"PK")
    assert Api(UserFactory()).get(f"resumes/{resume.pk}/export_docx/").status_code == 404


def test_an_archive_that_lacks_a_company_still_makes_a_resume(person):
    rows = {"Positions.csv": [["Title", "Started On"], ["Maçonne", "mars 2020"]]}
    answer = post(person, archive(rows), "import_linkedin", "archive")
    assert answer.status_code == 201, answer.content
    assert answer.json()["experiences"][0]["company"] == "To be completed"
