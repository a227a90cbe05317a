"""The page "Mes documents": files kept, read, used, deleted; nobody else's are there."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from portal.accounts.models import Upload
from portal.accounts.services import uploads
from tests.factories.accounts import PDF_BYTES, UploadFactory, UserFactory, pdf, picture

pytestmark = pytest.mark.django_db
PAGE = "/mon-espace/documents/"


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def own(signed_in, person):
    return signed_in(person)


def keep(browser, purpose="cv", file=None):
    return browser.post(PAGE, {"purpose": purpose, "file": file or pdf("Mon CV.pdf")})


@pytest.mark.parametrize("purpose", ["cv", "letter", "document"])
def test_a_file_is_kept_listed_and_read(own, purpose):
    assert keep(own, purpose).status_code == 302
    upload = Upload.objects.get()
    assert "Mon CV.pdf" in own.get(PAGE).content.decode()
    read = own.get(reverse("space_document", args=[upload.pk]))
    assert b"".join(read.streaming_content) == PDF_BYTES
    assert read["Content-Disposition"].startswith("attachment")
    assert "no-store" in read["Cache-Control"]


def test_a_file_is_deleted(own, person):
    upload = UploadFactory(user=person)
    assert own.get(reverse("space_document_delete", args=[upload.pk])).status_code == 405
    assert own.post(reverse("space_document_delete", args=[upload.pk])).status_code == 302
    assert not Upload.objects.exists()


def test_a_cv_becomes_the_profile_s(own, person):
    upload = UploadFactory(user=person, name="Choisi.pdf")
    own.post(reverse("space_document_cv", args=[upload.pk]))
    person.candidate.refresh_from_db()
    assert person.candidate.cv_name == "Choisi.pdf"


def test_a_letter_is_no_cv(own, person):
    letter = UploadFactory(user=person, purpose="letter")
    assert own.post(reverse("space_document_cv", args=[letter.pk])).status_code == 404


def test_a_refused_file_is_said_beside_the_field(own):
    for purpose, file in (
        ("cv", picture()),
        ("document", SimpleUploadedFile("cv.pdf", b"<svg/>")),
        ("cv", SimpleUploadedFile("cv.pdf", b"")),
        ("letter", pdf(size=5 * 1024 * 1024 + 1)),
    ):
        response = keep(own, purpose, file)
        assert response.status_code == 200
        assert response.context["form"].errors["file"]
    assert not Upload.objects.exists()


def test_a_purpose_of_one_s_own_is_refused(own):
    assert "purpose" in keep(own, "paper").context["form"].errors


def test_an_antivirus_that_does_not_answer_is_said(own, settings):
    settings.CLAMAV_URL = "unix:///nowhere/clamd.ctl"
    assert "antivirus" in str(keep(own).context["form"].errors["file"])


def test_who_keeps_as_many_as_possible_is_told(own, person, monkeypatch):
    monkeypatch.setattr("portal.accounts.services.MAX_UPLOADS", 1)
    monkeypatch.setattr(uploads, "MAX_UPLOADS", 1)
    UploadFactory(user=person)
    assert "form" not in own.get(PAGE).content.decode().partition('id="send-file"')[2].partition("</section>")[0]
    assert keep(own).context["form"].errors["file"]


def test_somebody_else_s_files_are_not_there(own):
    theirs = UploadFactory(name="Secret.pdf")
    assert "Secret" not in own.get(PAGE).content.decode()
    assert own.get(reverse("space_document", args=[theirs.pk])).status_code == 404
    for name in ("space_document_delete", "space_document_cv"):
        assert own.post(reverse(name, args=[theirs.pk])).status_code == 404
    assert Upload.objects.exists()


@pytest.mark.parametrize("role", ["recruiter", "editor", "admin", "consultant", "reader"])
def test_it_is_for_those_who_apply(signed_in, role):
    assert signed_in(UserFactory(**{role: True})).get(PAGE).status_code == 404


def test_a_visitor_signs_in_first(client):
    assert client.get(PAGE).status_code == 302
    assert client.get(reverse("space_document", args=[1])).status_code == 302


def test_too_many_uploads_are_429(own, settings):
    settings.API_RATES = {"upload": "1/min"}
    assert [keep(own).status_code for _each in range(2)] == [302, 429]
    assert own.get(PAGE).status_code == 200


def test_papers_are_not_among_them(signed_in):
    prestataire = UserFactory(prestataire=True)
    UploadFactory(user=prestataire, purpose="paper", name="Kbis.pdf")
    assert "Kbis" not in signed_in(prestataire).get(PAGE).content.decode()
