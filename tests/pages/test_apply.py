"""Applying on the site: who may, what is asked, what is kept, what comes next."""

from datetime import timedelta
from html import unescape

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from portal.jobs import services
from portal.jobs.models import Application
from tests.factories.accounts import PASSWORD, UploadFactory, UserFactory, docx, pdf
from tests.factories.jobs import make_application, make_publication
from tests.factories.search import published
from tests.pages.conftest import ROLES, as_role

pytestmark = pytest.mark.django_db

USES = ("cv", "letter", "document")
LETTER = "Je suis disponible dès lundi, et j'aime la nuit."


@pytest.fixture
def offer():
    return make_publication(validated=True, questions=[{"text": "Depuis quand ?", "required": True}])


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def candidate(person):
    client = Client()
    client.force_login(person)
    return client


def way(publication) -> str:
    return f"/{publication.plural}/{publication.pk}/postuler/"


def sent(**values):
    return {"letter": LETTER, "answer_0": "Dix ans", **values}


def test_a_candidate_applies_and_reads_what_comes_next(candidate, person, offer):
    response = candidate.post(way(offer), sent(cv=pdf("mon cv.pdf")), follow=True)
    assert response.redirect_chain == [(f"{way(offer)}envoyee/", 302)]
    assert "Votre candidature est envoyée" in response.text
    application = Application.objects.get()
    assert (application.letter, application.cv_name) == (LETTER, "mon cv.pdf")
    assert application.answers == [{"question": "Depuis quand ?", "answer": "Dix ans"}]
    assert any(person.email in message.to for message in mail.outbox)


@pytest.mark.parametrize("make", [pdf, docx])
def test_a_cv_is_taken_by_its_content(candidate, offer, make):
    assert candidate.post(way(offer), sent(cv=make())).status_code == 302


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("cv.pdf", b"MZ not a pdf", "PDF, DOCX, ODT"), ("cv.pdf", b"", "vide"), ("cv.exe", b"MZ", "PDF, DOCX, ODT")],
)
def test_a_bad_file_is_refused_beside_its_field_and_the_text_is_kept(candidate, offer, name, content, said):
    from django.core.files.uploadedfile import SimpleUploadedFile

    response = candidate.post(way(offer), sent(cv=SimpleUploadedFile(name, content)))
    assert response.status_code == 200
    assert said in str(response.context["form"].errors["cv"])
    assert LETTER in response.context["form"]["letter"].value()
    assert not Application.objects.exists()


def test_a_file_that_is_too_large_is_refused(candidate, offer):
    response = candidate.post(way(offer), sent(cv=pdf(size=5 * 1024 * 1024 + 1)))
    assert "cv" in response.context["form"].errors
    assert not Application.objects.exists()


@pytest.mark.parametrize("values", [{"answer_0": ""}, {"answer_0": "x" * 2001}, {"letter": "x" * 10_001}])
def test_a_bad_answer_keeps_everything_else(candidate, offer, values):
    response = candidate.post(way(offer), sent(**values))
    assert response.status_code == 200
    assert set(response.context["form"].errors) == set(values)
    assert "error-summary" in response.text
    assert not Application.objects.exists()


def test_the_cv_of_the_profile_is_sent_when_none_is_chosen(candidate, person, offer):
    person.candidate.cv.save("cv.pdf", pdf())
    person.candidate.cv_name, person.candidate.cv_type = "profil.pdf", "application/pdf"
    person.candidate.save()
    assert "profil.pdf" in candidate.get(way(offer)).text
    candidate.post(way(offer), sent())
    assert Application.objects.get().cv_name == "profil.pdf"


def test_the_usual_letter_is_proposed(candidate, person, offer):
    person.candidate.cover_letter = "Ma lettre habituelle."
    person.candidate.save()
    assert "Ma lettre habituelle." in candidate.get(way(offer)).text


def test_reading_the_form_writes_nothing_for_somebody_without_a_profile(offer):
    person = UserFactory()
    person.candidate.delete()
    client = Client()
    client.force_login(person)
    assert client.get(way(offer)).status_code == 200
    assert client.post(way(offer), sent()).status_code == 302


# --- Those who may not ----------------------------------------------------------------------------------------------
def test_a_second_application_is_a_kind_409(candidate, person, offer):
    make_application(publication=offer, applicant=person, answers=["Dix ans"])
    for response in (candidate.get(way(offer)), candidate.post(way(offer), sent())):
        assert response.status_code == 409
        assert "Vous avez déjà postulé" in response.text
        assert "Suivre ma candidature" in response.text
    assert Application.objects.count() == 1


def test_a_withdrawn_application_may_be_sent_again(candidate, person, offer):
    application = make_application(publication=offer, applicant=person, answers=["Dix ans"])
    services.applications.withdraw(person, application)
    assert candidate.post(way(offer), sent()).status_code == 302


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("kind", ["offer", "consultation", "financement"])
def test_each_role_applies_to_its_kinds_only(role, kind):
    may = role == ("prestataire" if kind == "consultation" else "candidate")
    response = as_role(role).get(way(published("X", kind=kind)))
    assert response.status_code == (200 if may else 403)
    assert ("<textarea" in response.text) == may


@pytest.mark.parametrize("trait", ["closed", "expired"])
def test_one_that_is_over_says_so(candidate, trait):
    row = make_publication(**{trait: True})
    assert candidate.get(way(row)).status_code == 409
    assert candidate.post(way(row), sent()).status_code == 409


def test_one_that_ends_while_the_letter_is_written_says_so(candidate):
    row = published("X", deadline=timezone.now() + timedelta(hours=1))
    assert candidate.get(way(row)).status_code == 200
    type(row).objects.filter(pk=row.pk).update(deadline=timezone.now())
    response = candidate.post(way(row), sent())
    assert response.status_code == 409
    assert "ne prend plus de candidatures" in response.text


def test_an_unconfirmed_address_comes_first(offer, settings):
    settings.REQUIRE_CONFIRMED_EMAIL = True
    client = Client()
    client.force_login(UserFactory(unconfirmed=True))
    response = client.get(way(offer))
    assert response.status_code == 403
    assert "/compte/courriel/" in response.text


def test_an_address_of_another_kind_leads_to_the_right_one(client, offer):
    assert client.get(f"/bourses/{offer.pk}/postuler/")["Location"] == way(offer)


# --- Signing in on the way ------------------------------------------------------------------------------------------
def test_a_visitor_signs_in_and_comes_back_to_the_form(client, person, offer):
    response = client.get(way(offer))
    address = response.context["login_url"]
    assert f"next=%2Foffres%2F{offer.pk}%2Fpostuler%2F" in address
    response = client.post(address, {"login": person.email, "password": PASSWORD})
    assert response["Location"] == way(offer)


def test_a_visitor_is_led_to_the_account_that_fits(client):
    address = client.get(way(published("X", kind="consultation"))).context["signup_url"]
    assert address.startswith("/compte/inscription/prestataire/?next=")


def test_what_was_written_survives_the_end_of_a_session(client, person, offer):
    response = client.post(way(offer), sent())
    assert "conservé" in response.text
    client.post(response.context["login_url"], {"login": person.email, "password": PASSWORD})
    form = client.get(way(offer)).context["form"]
    assert (form["letter"].value(), form["answer_0"].value()) == (LETTER, "Dix ans")


def test_the_page_after_is_for_who_has_applied(candidate, client, offer):
    for reader in (candidate, client):
        assert reader.get(f"{way(offer)}envoyee/")["Location"] == way(offer)


# --- Elsewhere ------------------------------------------------------------------------------------------------------
def test_another_site_is_named_before_anybody_goes_there(client):
    row = published("X", apply_by="url", apply_url="https://carrieres.exemple.fr/offre?id=3&x=1")
    text = client.get(way(row)).text
    assert "<strong>carrieres.exemple.fr</strong>" in text
    assert 'rel="noopener noreferrer nofollow ugc"' in text
    assert "<textarea" not in text


def test_an_email_is_shown_and_can_be_written(client):
    row = published("Chef & commis", apply_by="email", apply_email="emploi@exemple.fr")
    text = client.get(way(row)).text
    assert "mailto:emploi@exemple.fr?subject=Chef%20%26%20commis" in text


def test_nothing_is_sent_here_for_what_is_answered_elsewhere(candidate):
    row = published("X", apply_by="url", apply_url="https://exemple.fr/")
    candidate.post(way(row), sent())
    assert not Application.objects.exists()


def test_kept_files_are_chosen_in_the_form(candidate, person, offer):
    kept = {purpose: UploadFactory(user=person, purpose=purpose, name=f"{purpose}.pdf") for purpose in USES}
    page = candidate.get(way(offer)).text
    assert all(f"{purpose}.pdf" in page for purpose in USES)
    chosen = {
        "kept_cv": kept["cv"].pk,
        "kept_letter": kept["letter"].pk,
        "kept_documents": [kept["document"].pk],
    }
    assert candidate.post(way(offer), sent(**chosen)).status_code == 302
    application = Application.objects.get()
    assert application.cv_name == "cv.pdf"
    assert [file.name for file in application.files.all()] == ["letter.pdf", "document.pdf"]


def test_a_file_chosen_now_goes_before_a_kept_one(candidate, person, offer):
    kept = UploadFactory(user=person)
    candidate.post(way(offer), sent(kept_cv=kept.pk, cv=pdf("nouveau.pdf")))
    assert Application.objects.get().cv_name == "nouveau.pdf"


@pytest.mark.parametrize("field", ["kept_cv", "kept_letter", "kept_documents"])
def test_another_s_file_cannot_be_chosen(candidate, person, offer, field):
    for purpose in USES:
        UploadFactory(user=person, purpose=purpose)
    purpose = {"kept_cv": "cv", "kept_letter": "letter", "kept_documents": "document"}[field]
    theirs = UploadFactory(purpose=purpose)
    response = candidate.post(way(offer), sent(**{field: theirs.pk}))
    assert field in response.context["form"].errors
    assert not Application.objects.exists()


def test_an_antivirus_that_does_not_answer_loses_nothing_that_was_written(candidate, offer, settings):
    settings.CLAMAV_URL = "unix:///nowhere/clamd.ctl"
    response = candidate.post(way(offer), sent(cv=pdf()))
    assert response.context["form"].errors
    assert LETTER in unescape(response.text)
    assert not Application.objects.exists()


def test_both_sides_read_the_files_that_were_sent(candidate, person, offer):
    letter = UploadFactory(user=person, purpose="letter", name="Ma lettre.pdf")
    candidate.post(way(offer), sent(kept_letter=letter.pk))
    application = Application.objects.get()
    address = f"/mon-espace/candidatures/{application.pk}/fichiers/{application.files.get().pk}/"
    recruiter = Client()
    recruiter.force_login(offer.recruiter)
    assert address in candidate.get(f"/mon-espace/candidatures/{application.pk}/").text
    assert address in recruiter.get(f"/mon-espace/candidatures-recues/{application.pk}/").text
    assert candidate.get(address).status_code == recruiter.get(address).status_code == 200
    stranger = Client()
    stranger.force_login(UserFactory())
    assert stranger.get(address).status_code == 404
    other = make_application(applicant=person)
    assert candidate.get(address.replace(f"/{application.pk}/", f"/{other.pk}/")).status_code == 404
