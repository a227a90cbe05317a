"""Sending a file, looking at what was read, keeping it (/mes-cv/importer/); the files one takes along."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from portal.core.errors import Forbidden
from portal.cv import services
from portal.cv.exchange.draft import fit
from portal.cv.exchange.errors import DraftGone
from portal.cv.models import Resume, ResumeImport
from portal.cv.visitors import KEY, Visitor
from tests.factories.accounts import UserFactory

from .files import archive, page, upload

pytestmark = pytest.mark.django_db

ZOE = {"basics": {"name": "Zoé Lefèvre", "label": "Maçonne"}, "work": [{"name": "Bâtir", "position": "Maçonne"}]}


@pytest.fixture
def signed_in(client, person):
    client.force_login(person)
    return client


def send(client, content=ZOE):
    return client.post(reverse("cv_import"), {"file": upload(content)})


def typed(client) -> dict:
    """The form as the browser would send it back."""
    found = client.get(reverse("cv_import_review")).context["review"]
    sent = {"draft": client.get(reverse("cv_import_review")).context["draft"].pk}
    for form in found.forms:
        for name in form.fields:
            value = form[name].value()
            if value is True:
                sent[form.add_prefix(name)] = "on"
            elif value not in (None, False):
                sent[form.add_prefix(name)] = value
    return sent


# --- sending
def test_nothing_is_written_before_it_is_confirmed(signed_in):
    response = send(signed_in)
    assert response.url == reverse("cv_import_review")
    assert not Resume.objects.exists()
    assert "Maçonne" in signed_in.get(response.url).content.decode()


def test_what_is_confirmed_is_a_new_resume(signed_in, person):
    send(signed_in)
    response = signed_in.post(reverse("cv_import_review"), typed(signed_in))
    assert response.status_code == 302
    resume = Resume.objects.get()
    assert (resume.user, resume.full_name) == (person, "Zoé Lefèvre")
    assert resume.experiences.get().company == "Bâtir"
    assert not ResumeImport.objects.exists()


def test_entries_are_changed_or_left_out(signed_in):
    send(signed_in, archive())
    sent = typed(signed_in)
    del sent["experience_data-1-keep"]
    sent |= {
        "experience_data-0-company": "Nouvelle",
        "person-title": "Autre titre",
        "skills-skills": "RE2020\nPiano\nre2020",
    }
    signed_in.post(reverse("cv_import_review"), sent)
    resume = Resume.objects.get()
    assert [job.company for job in resume.experiences.all()] == ["Nouvelle", "Coopérative"]
    assert resume.title == "Autre titre"
    assert [skill.name for skill in resume.skills.all()] == ["RE2020", "Piano"]


def test_level_and_category_of_a_skill_are_shown_and_changed(signed_in):
    group = {"name": "Langages", "level": "Master", "keywords": ["Python", "PL;SQL", "Go"]}
    send(signed_in, {**ZOE, "skills": [group, {"name": "Piano"}]})
    sent = typed(signed_in)
    shown = ["Python ; Expert ; Langages", "PL;SQL ; Expert ; Langages", "Go ; Expert ; Langages", "Piano"]
    assert sent["skills-skills"].splitlines() == shown
    # As a browser sends it, and one changed, one without its words, one new.
    lines = ["Python;avancé;Code", shown[1], "Go", "Piano ; Loisirs", "Chant ; débutant"]
    signed_in.post(reverse("cv_import_review"), sent | {"skills-skills": "\r\n".join(lines)})
    assert [(row.name, row.level, row.category) for row in Resume.objects.get().skills.all()] == [
        ("Python", "advanced", "Code"),
        ("PL;SQL", "expert", "Langages"),
        ("Go", "", ""),
        ("Piano", "", "Loisirs"),
        ("Chant", "beginner", ""),
    ]


def test_a_date_that_cannot_be_read_is_said(signed_in):
    work = {"name": "Bâtir", "position": "Maçonne", "startDate": "2020-13-45", "endDate": "avant-hier"}
    send(signed_in, {"basics": {"name": "Zoé"}, "work": [work], "skills": []})
    notes = signed_in.get(reverse("cv_import_review")).context["draft"].notes
    assert [note for note in notes if "2020-13-45" in note]
    assert [note for note in notes if "avant-hier" in note]


def test_the_look_that_comes_along_is_said(signed_in, resume):
    send(signed_in)
    words = "Les couleurs, la police et l’ordre des rubriques"
    assert words not in signed_in.get(reverse("cv_import_review")).content.decode()
    send(signed_in, json.loads(signed_in.get(reverse("cv_json", args=[resume.pk])).content))
    assert words in signed_in.get(reverse("cv_import_review")).content.decode()


def test_what_is_left_out_need_not_be_right(signed_in):
    send(signed_in)
    sent = typed(signed_in) | {"experience_data-0-company": "", "experience_data-0-start_date": "hier"}
    response = signed_in.post(reverse("cv_import_review"), sent)
    assert response.status_code == 200
    assert not Resume.objects.exists()
    assert "error-summary" in response.content.decode()
    del sent["experience_data-0-keep"]
    signed_in.post(reverse("cv_import_review"), sent)
    assert not Resume.objects.get().experiences.exists()


def test_everything_of_our_own_file_survives_the_review(signed_in, resume):
    made = json.loads(signed_in.get(reverse("cv_json", args=[resume.pk])).content)
    send(signed_in, made)
    signed_in.post(reverse("cv_import_review"), typed(signed_in))
    again = Resume.objects.exclude(pk=resume.pk).get()
    for name in ("full_name", "summary", "custom_sections", "layout", "projects_data"):
        assert getattr(again, name) == getattr(resume, name)
    assert [job.description for job in again.experiences.all()] == [job.description for job in resume.experiences.all()]
    assert [skill.level for skill in again.skills.all()] == [skill.level for skill in resume.skills.all()]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "vide"),
        (b"GIF89a", "pas accepté"),
        (b"{", "ne peut pas être lu"),
        ({"x": 1}, "JSON Resume"),
        (b"%PDF-1.7 rien", "ne peut pas être lu"),
    ],
)
def test_a_bad_file_says_why(signed_in, content, words):
    response = send(signed_in, content)
    assert response.status_code == 200
    assert words in response.content.decode().replace("&#x27;", "'")
    assert not ResumeImport.objects.exists()


def test_a_scan_says_so(signed_in):
    response = send(signed_in, page("<svg width=10 height=10><rect width=10 height=10 /></svg>"))
    assert "scan" in response.content.decode()


def test_no_file_says_what_to_do(signed_in):
    assert "Choisissez le fichier" in signed_in.post(reverse("cv_import")).content.decode()


def test_what_was_written_in_the_file_is_text(signed_in):
    send(signed_in, {"basics": {"name": "<script>alert(1)</script>"}, "work": [{"position": '"><img src=x>'}]})
    html = signed_in.get(reverse("cv_import_review")).content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html


def test_long_texts_are_shown_whole_and_cut_where_a_resume_ends(signed_in):
    send(signed_in, {"basics": {"name": "Motsansfin" * 60, "summary": "é" * 9000}})
    draft = ResumeImport.objects.get()
    assert len(draft.values["full_name"]) == 301
    assert len(draft.values["summary"]) == 5000
    assert "coupée" in signed_in.get(reverse("cv_import_review")).content.decode()


def test_the_largest_draft_can_be_sent_back(signed_in):
    stay = {"position": "P", "company": "C", "institution": "I"}
    item = {name: "x" for name in ("language", "name", "title", "content")}
    found = {name: [stay] * 100 for name in ("experience_data", "education_data")}
    found |= {f"{name}_data": [item] * 100 for name in ("languages", "certifications", "projects")}
    found |= {"custom_sections": [item] * 100, "skills_data": [{"name": f"S{number}"} for number in range(200)]}
    person = signed_in.get(reverse("cv_import")).wsgi_request.user
    draft = fit("json", found)
    services.keep_import(person, draft.source, draft.values, draft.notes)
    assert signed_in.post(reverse("cv_import_review"), typed(signed_in)).status_code == 302
    assert Resume.objects.get().experiences.count() == 40


# --- one draft, for a day, for its owner
def test_another_file_takes_the_place_of_the_first(signed_in):
    send(signed_in)
    assert "Un import vous attend" in signed_in.get(reverse("cv_import")).content.decode()
    sent = typed(signed_in)
    send(signed_in, {"basics": {"name": "Autre"}})
    assert ResumeImport.objects.count() == 1
    # The page of the first file, in another tab.
    response = signed_in.post(reverse("cv_import_review"), sent)
    assert response.status_code == 409
    assert not Resume.objects.exists()


def test_confirmed_twice_it_is_one_resume(signed_in, person):
    send(signed_in)
    draft = services.import_of(person)
    services.confirm_import(person, draft.pk, draft.values)
    with pytest.raises(DraftGone):
        services.confirm_import(person, draft.pk, draft.values)


def test_it_can_be_thrown_away(signed_in):
    send(signed_in)
    signed_in.post(reverse("cv_import_drop"))
    assert not ResumeImport.objects.exists()
    assert not Resume.objects.exists()
    assert signed_in.get(reverse("cv_import_review")).url == reverse("cv_import")


def test_after_its_day_it_is_gone(signed_in, settings):
    send(signed_in)
    with time_machine.travel(timezone.now() + timedelta(hours=settings.CV_IMPORT_HOURS + 1)):
        assert services.import_of(UserFactory()) is None
        assert signed_in.get(reverse("cv_import_review")).status_code == 302
        assert services.forget_old_imports() == 1


def test_it_is_its_owners_alone(signed_in, client, person):
    send(signed_in)
    other = UserFactory()
    assert services.import_of(other) is None
    assert services.import_of(Visitor("x")) is None
    with pytest.raises(DraftGone):
        services.confirm_import(other, services.import_of(person).pk, {})
    with pytest.raises(Forbidden):
        services.keep_import(UserFactory(recruiter=True), "json", {}, [])
    with pytest.raises(Forbidden):
        services.keep_import(Visitor(), "json", {}, [])


def test_a_visitors_draft_follows_them_to_their_account(client, person):
    send(client)
    assert ResumeImport.objects.get().session_id == client.session[KEY]
    client.force_login(person)
    assert services.import_of(person) is not None


def test_a_bad_file_gives_a_visitor_no_cookie(client):
    send(client, b"{")
    assert KEY not in client.session


def test_the_pages_ask_few_questions(signed_in, django_assert_max_num_queries):
    send(signed_in, archive())
    signed_in.get(reverse("cv_import_review"))
    with django_assert_max_num_queries(5):
        signed_in.get(reverse("cv_import_review"))


# --- taking along
@pytest.mark.parametrize(("name", "start"), [("cv_word", b"PK"), ("cv_json", b"{")])
def test_a_resume_is_taken_along(signed_in, resume, name, start):
    response = signed_in.get(reverse(name, args=[resume.pk]))
    assert response.content.startswith(start)
    assert 'filename="camille_moreau_cv_' in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["cv_word", "cv_json"])
def test_anothers_resume_is_not_there(client, resume, name):
    assert client.get(reverse(name, args=[resume.pk])).status_code == 404
    client.force_login(UserFactory())
    assert client.get(reverse(name, args=[resume.pk])).status_code == 404


@pytest.mark.parametrize("name", ["cv_word", "cv_json"])
def test_taking_along_asks_few_questions(signed_in, resume, name, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        signed_in.get(reverse(name, args=[resume.pk]))
