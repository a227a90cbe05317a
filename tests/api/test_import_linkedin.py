"""002 §3.7: a resume from the address of a LinkedIn profile, or from the member's own export."""

import pytest

from portal.accounts.services import update_profile
from portal.cv.models import Resume
from tests.api.client import Api
from tests.cv_exchange.files import archive, upload
from tests.factories.accounts import UserFactory, pdf

pytestmark = pytest.mark.django_db

PATH = "resumes/import_linkedin/"
URL = "https://www.linkedin.com/in/johndoe"
WRONG = {"linkedin_url": ["Invalid LinkedIn URL format."]}


@pytest.fixture
def person():
    return UserFactory(first_name="Zoé", last_name="Lefèvre")


def test_the_address_alone_gives_a_visitor_an_empty_draft():
    answer = Api().post(PATH, {"linkedin_url": URL})
    made = answer.json()
    assert (answer.status_code, made["import_status"], made["linkedin_url"]) == (201, "needs_data", URL)
    assert (made["template"], made["user"], made["full_name"], made["experiences"]) == (1, None, None, [])
    assert made["can_export_without_watermark"]


def test_an_account_finds_what_it_knows(person):
    update_profile(person, {"headline": "Ingénieure", "skills": ["RE2020"], "phone": "0639980142"})
    made = Api(person).post(PATH, {"linkedin_url": URL}).json()
    assert (made["full_name"], made["email"], made["phone"]) == ("Zoé Lefèvre", person.email, "+33639980142")
    assert (made["title"], [skill["name"] for skill in made["skills"]]) == ("Ingénieure", ["RE2020"])


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("linkedin.com/in/johndoe", "https://linkedin.com/in/johndoe"),
        ("HTTPS://fr.LinkedIn.com/in/zo%C3%A9-l/", "https://fr.LinkedIn.com/in/zo%C3%A9-l"),
        (f" {URL}/?trk=share#top ", URL),
        ("https://www.linkedin.com/in/zoé-lefèvre", "https://www.linkedin.com/in/zoé-lefèvre"),
    ],
)
def test_addresses_as_people_copy_them(sent, kept):
    assert Api().post(PATH, {"linkedin_url": sent}).json()["linkedin_url"] == kept


@pytest.mark.parametrize(
    "url",
    [
        "johndoe",
        "https://www.example.com/in/johndoe",
        "https://linkedin.com.evil.example/in/johndoe",
        "https://evil.example/?https://www.linkedin.com/in/johndoe",
        "https://evil@linkedin.com/in/johndoe",
        "https://www.linkedin.com/company/bigcorp",
        "https://www.linkedin.com/in/",
        "javascript:linkedin.com/in/johndoe",
        "https://www.linkedin.com/in/<script>",
        "https://www.linkedin.com/in/a b",
        f"https://www.linkedin.com/in/{'a' * 300}",
    ],
)
def test_any_other_address_is_refused_in_the_documents_words(url):
    answer = Api().post(PATH, {"linkedin_url": url})
    assert (answer.status_code, answer.json()) == (400, WRONG)
    assert not Resume.objects.exists()


@pytest.mark.parametrize("body", [{}, {"linkedin_url": None}, {"linkedin_url": ["x"]}, {"archive": "x"}, []])
def test_without_an_address_it_is_asked_for(body):
    answer = Api().post(PATH, body)
    assert answer.status_code == 400
    assert not Resume.objects.exists()


@pytest.mark.parametrize("url", [{}, {"linkedin_url": ""}, {"linkedin_url": URL}], ids=str)
def test_the_members_own_export_fills_the_resume(person, url):
    answer = Api(person).post(PATH, form={"archive": upload(archive(), "export.zip"), **url})
    made = answer.json()
    assert (answer.status_code, made["import_status"], made["user"]) == (201, "imported", person.pk)
    assert made["full_name"] == "Zoé Lefèvre"
    assert made["experiences"][0]["position"] == "Cheffe de projet"
    assert {skill["level"] for skill in made["skills"]} == {None}
    assert made["linkedin_url"] == (url.get("linkedin_url") or None)
    assert "PRIVÉ" not in answer.content.decode()


def test_a_visitors_export_is_their_sessions():
    visitor = Api()
    made = visitor.post(PATH, form={"archive": upload(archive(), "export.zip")}).json()
    assert made["session_id"]
    assert [row["id"] for row in visitor.get("resumes/").json()] == [made["id"]]


@pytest.mark.parametrize(
    "file",
    [lambda: pdf("export.zip"), lambda: upload(b"PK\x03\x04", "export.zip"), lambda: upload(archive({}), "x.zip")],
)
def test_what_is_no_such_export_is_refused_by_its_field(file):
    answer = Api().post(PATH, form={"archive": file()})
    assert (answer.status_code, list(answer.json())) == (400, ["archive"])
    assert not Resume.objects.exists()


def test_a_bad_address_beside_a_good_export_keeps_nothing():
    answer = Api().post(PATH, form={"archive": upload(archive(), "export.zip"), "linkedin_url": "x"})
    assert (answer.status_code, answer.json()) == (400, WRONG)
    assert not Resume.objects.exists()


def test_it_is_limited(settings):
    settings.API_RATES = {**settings.API_RATES, "resume": "1/h"}
    statuses = [Api().post(PATH, {"linkedin_url": URL}).status_code for _ in range(2)]
    assert statuses == [201, 429]
