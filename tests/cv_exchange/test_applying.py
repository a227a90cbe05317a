"""Applying with a resume as it is at that moment: on the site, in the API, to an internship."""

import io

import pypdf
import pytest
from django.test import Client
from django.utils import translation

from portal.cv import services as cv
from portal.cv.rendering import output
from portal.cv.rendering.errors import TookTooLong
from portal.jobs.models import Application
from tests.api.client import Api
from tests.factories.accounts import UploadFactory, UserFactory, pdf
from tests.factories.jobs import make_internship, make_publication, make_student
from tests.pages.test_internships import sent as internship_form

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer():
    return make_publication(validated=True)


@pytest.fixture
def way(offer):
    return f"/offres/{offer.pk}/postuler/"


@pytest.fixture
def candidate(person):
    client = Client()
    client.force_login(person)
    return client


def words(application) -> str:
    with application.cv.open("rb") as file:
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file.read())).pages)


def test_the_form_offers_ones_resumes(candidate, way, resume):
    other = cv.create(UserFactory(), {"title": "Celui d’une autre"})
    html = candidate.get(way).content.decode()
    assert f'value="{resume.pk}"' in html
    assert "Celui d’une autre" not in html
    assert candidate.post(way, {"letter": "Bonjour", "resume": other.pk}).status_code == 200
    assert not Application.objects.exists()


def test_without_resumes_nothing_is_offered(candidate, way):
    assert 'name="resume"' not in candidate.get(way).content.decode()


def test_the_resume_is_sent_as_it_is_now(candidate, way, person, resume):
    assert candidate.post(way, {"letter": "Bonjour", "resume": resume.pk}).status_code == 302
    application = Application.objects.get()
    assert application.cv_type == "application/pdf"
    assert application.cv_name.startswith("camille_moreau_cv_")
    assert "Camille Moreau" in words(application)
    assert "Cheffe de projet" in words(application)


def test_what_changes_later_does_not_change_what_was_sent(candidate, way, person, resume):
    candidate.post(way, {"letter": "Bonjour", "resume": resume.pk})
    application = Application.objects.get()
    before = application.cv.read()
    cv.change(person, resume, {"title": "Tout autre chose", "experience_data": []})
    cv.delete(person, resume)
    application = Application.objects.get()
    assert application.cv.read() == before
    assert "Tout autre chose" not in words(application)


def test_a_template_that_is_not_paid_for_leaves_its_watermark(candidate, way, person, resume):
    cv.change(person, resume, {"template": 2})
    assert "avec filigrane" in candidate.get(way).content.decode()
    candidate.post(way, {"letter": "Bonjour", "resume": resume.pk})
    marked = Application.objects.get()
    assert cv.watermarked(resume.__class__.objects.get(pk=resume.pk))
    cv.mark_paid(resume, "single")
    free = make_publication(validated=True)
    candidate.post(f"/offres/{free.pk}/postuler/", {"letter": "Bonjour", "resume": resume.pk})
    clean = Application.objects.get(publication=free)
    assert len(words(marked)) > len(words(clean))


def test_a_file_chosen_now_goes_before_a_resume(candidate, way, resume):
    candidate.post(way, {"letter": "Bonjour", "resume": resume.pk, "cv": pdf("le mien.pdf")})
    assert Application.objects.get().cv_name == "le mien.pdf"


def test_a_resume_goes_before_a_kept_file(candidate, way, person, resume):
    kept = UploadFactory(user=person)
    candidate.post(way, {"letter": "Bonjour", "resume": resume.pk, "kept_cv": kept.pk})
    assert Application.objects.get().cv_name.startswith("camille_moreau")


def test_a_failing_printer_loses_nothing_that_was_written(candidate, way, resume, monkeypatch):
    def late(*args, **kwargs):
        raise TookTooLong

    monkeypatch.setattr("portal.cv.rendering.render_pdf", late)
    response = candidate.post(way, {"letter": "Ma lettre à garder", "resume": resume.pk})
    assert response.status_code == 200
    assert "Ma lettre à garder" in response.content.decode()
    assert not Application.objects.exists()


def test_the_form_with_resumes_asks_few_questions(candidate, way, person, resume, django_assert_max_num_queries):
    candidate.get(way)
    with django_assert_max_num_queries(8):
        candidate.get(way)


# --- the API
def test_the_api_takes_a_resume(person, offer, resume):
    answer = Api(person).post(f"offres/{offer.pk}/postuler/", {"lettre_motivation": "Bonjour", "resume": resume.pk})
    assert answer.status_code == 201
    assert answer.json()["cv"]["nom"].startswith("camille_moreau_cv_")
    assert "Camille Moreau" in words(Application.objects.get())


def test_the_api_refuses_anothers_resume(offer, resume):
    answer = Api(UserFactory()).post("candidat/candidatures/", {"offre": offer.pk, "resume": resume.pk})
    assert answer.status_code == 400
    assert list(answer.json()) == ["resume"] or "resume" in str(answer.json())
    assert not Application.objects.exists()


@pytest.mark.parametrize("sent", ["x", -1, 0, 10**30, [1], {"a": 1}])
def test_what_is_no_number_is_400(person, offer, sent):
    assert Api(person).post(f"offres/{offer.pk}/postuler/", {"resume": sent}).status_code == 400


def test_nothing_is_printed_for_an_application_that_is_refused(person, offer, resume, monkeypatch):
    monkeypatch.setattr(output, "pool", lambda: pytest.fail("printed"))
    answer = Api(person).post(f"offres/{offer.pk}/postuler/", {"resume": resume.pk, "documents": [999]})
    assert answer.status_code == 400


def test_a_pupil_sends_one_to_an_internship():
    pupil, internship, client = make_student(), make_internship(), Client()
    resume = cv.create(pupil, {"full_name": "Zoé Élève"})
    client.force_login(pupil)
    address = f"/offres/{internship.pk}/postuler/"
    assert "Zoé Élève (Modern Professional)" in client.get(address).content.decode()
    assert client.post(address, internship_form(internship, resume=resume.pk)).status_code == 302
    application = Application.objects.get()
    assert application.cv_name.startswith("zoe_eleve_cv_")
    assert "Zoé Élève" in words(application)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_printed_copy_is_the_same_in_every_language(person, resume, language):
    with translation.override(language):
        content = cv.printed(person, resume).content.read()
    text = pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text()
    assert "Expérience professionnelle" in text
