"""Files that are not what they say: refused by content, whatever their name, with nothing kept."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.accounts import services
from portal.accounts.models import Upload, VerificationPaper
from portal.accounts.services import uploads
from portal.core.errors import DomainError, Forbidden, Invalid
from portal.core.files import MOST_PARTS, ODT, BadFile, FileTooLarge
from tests.factories.accounts import PDF_BYTES, UserFactory, docx, pdf, picture
from tests.threads import together

pytestmark = pytest.mark.django_db
MEGABYTES = 1024 * 1024


def archive(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return buffer.getvalue()


def scratched(content: bytes, *, at: int) -> bytes:
    return content[:at] + b"\xff" * 8 + content[at + 8 :]


HOSTILE = {
    "a program named .pdf": ("facture.pdf", b"MZ\x90\x00\x03" + b"\x00" * 200),
    "a script named .pdf": ("cv.pdf", b"#!/bin/sh\nrm -rf /\n"),
    "a page named .docx": ("cv.docx", b"<html><script>alert(1)</script></html>"),
    "an SVG named .png": ("photo.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "an empty file": ("cv.pdf", b""),
    "a zip named .docx": ("cv.docx", archive(**{"a.txt": b"a"})),
    "half a zip": ("cv.docx", docx().read()[:40]),
    "half a picture": ("photo.jpg", picture().read()[:300]),
    "the beginning of a picture": ("photo.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50),
    "macros of another case": ("cv.docx", docx(parts={"word/VBAPROJECT.BIN": b"x"}).read()),
    "programs in an ODT": (
        "cv.odt",
        archive(**{"mimetype": ODT.encode(), "content.xml": b"<a/>", "Basic/Standard/a.xml": b"x"}),
    ),
    "an ODT of another kind": ("cv.odt", archive(mimetype=b"application/vnd.oasis.opendocument.text-master")),
    "a mimetype that cannot be unpacked": ("cv.odt", scratched(archive(mimetype=ODT.encode()), at=38)),
    "macros": ("cv.docx", docx(parts={"word/vbaProject.bin": b"x"}).read()),
    "a PDF that only ends as one": ("cv.pdf", b"x" * 2000 + PDF_BYTES),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused(what):
    name, content = HOSTILE[what]
    with pytest.raises(BadFile):
        services.send_paper(UserFactory(recruiter=True), "kbis", SimpleUploadedFile(name, content))
    assert not VerificationPaper.objects.exists()


def test_a_bomb_is_refused_by_its_table_of_contents():
    """More than fifty megabytes in fifty kilobytes; those who read documents would unpack it."""
    bomb = docx(parts={"word/media/a": b"\x00" * 50 * MEGABYTES})
    assert bomb.size < MEGABYTES
    with pytest.raises(BadFile):
        services.send_paper(UserFactory(recruiter=True), "kbis", bomb)


def test_a_document_of_thousands_of_parts_is_refused():
    with pytest.raises(BadFile):
        services.send_paper(
            UserFactory(recruiter=True), "kbis", docx(parts={f"word/{n}": b"" for n in range(MOST_PARTS)})
        )


def test_a_large_document_that_is_no_bomb_is_accepted():
    large = docx(parts={"word/media/a": b"\x00" * 20 * MEGABYTES})
    assert services.send_paper(UserFactory(recruiter=True), "kbis", large).size == large.size


def test_a_mimetype_that_unpacks_to_much_is_refused():
    bomb = SimpleUploadedFile("a.odt", archive(mimetype=b"a" * 20 * MEGABYTES))
    with pytest.raises(BadFile):
        services.send_paper(UserFactory(recruiter=True), "kbis", bomb)


def test_more_than_five_megabytes_is_413():
    with pytest.raises(FileTooLarge) as refusal:
        services.send_paper(UserFactory(recruiter=True), "kbis", pdf(size=5 * MEGABYTES + 1))
    assert refusal.value.status == 413


def test_five_megabytes_are_accepted():
    assert services.send_paper(UserFactory(recruiter=True), "kbis", pdf(size=5 * MEGABYTES)).size == 5 * MEGABYTES


def test_the_type_is_the_content_s_and_so_is_the_extension():
    paper = services.send_paper(UserFactory(recruiter=True), "kbis", pdf("image.png"))
    assert (paper.name, paper.content_type) == ("image.pdf", "application/pdf")
    assert paper.file.name.endswith(".pdf")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\moi\\Kbis.pdf", "Kbis.pdf"),
        ("a\x00b\r\nContent-Type: x.pdf", "abContent-Type x.pdf"),
        ("<script>.pdf", "script.pdf"),
        ("....pdf", "document.pdf"),
        ("cv\u202efdp.exe", "cvfdp.pdf"),
        ("cv\u200b\u2066 \ufeff.pdf", "cv.pdf"),
        ("\ud800", "document.pdf"),
        ("é" * 300 + ".pdf", "é" * 100 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(sent, kept):
    paper = pdf()
    paper._name = sent
    assert services.send_paper(UserFactory(recruiter=True), "kbis", paper).name == kept


def test_a_photo_is_a_paper_but_no_cv():
    photo = picture()
    assert services.send_paper(UserFactory(recruiter=True), "identity", photo).content_type == "image/jpeg"
    with pytest.raises(DomainError) as refusal:
        services.update_profile(UserFactory(), {"cv": photo})
    assert set(refusal.value.fields) == {"cv"}


def test_a_person_keeps_files_up_to_a_number(monkeypatch):
    monkeypatch.setattr(uploads, "MAX_UPLOADS", 2)
    person = UserFactory()
    for _each in range(2):
        services.send_upload(person, "cv", pdf())
    with pytest.raises(Invalid) as refusal:
        services.send_upload(person, "letter", pdf())
    assert (refusal.value.code, Upload.objects.count()) == ("too_many_uploads", 2)
    assert services.send_upload(UserFactory(), "cv", pdf())


def test_papers_are_counted_apart(monkeypatch):
    monkeypatch.setattr(uploads, "MAX_UPLOADS", 1)
    person = UserFactory(prestataire=True)
    services.send_paper(person, "kbis", pdf())
    services.send_upload(person, "document", pdf())
    assert (person.papers.count(), Upload.objects.of(person).kept().count()) == (1, 1)


@pytest.mark.parametrize("role", ["recruiter", "editor", "admin", "consultant", "reader"])
def test_only_those_who_apply_keep_a_cv(role):
    with pytest.raises(Forbidden):
        services.send_upload(UserFactory(**{role: True}), "cv", pdf())


@pytest.mark.parametrize("purpose", ["paper", "x", ""])
def test_no_other_purpose_is_known(purpose):
    with pytest.raises(Forbidden):
        services.send_upload(UserFactory(), purpose, pdf())


def test_a_deleted_file_leaves_the_disk():
    upload = services.send_upload(UserFactory(), "cv", pdf())
    storage, name = upload.file.storage, upload.file.name
    assert storage.exists(name)
    services.delete_upload(upload.user, upload)
    assert not storage.exists(name)
    assert not Upload.objects.exists()


def test_nobody_deletes_another_s_file():
    upload = services.send_upload(UserFactory(), "cv", pdf())
    for other in (UserFactory(), UserFactory(admin=True)):
        with pytest.raises(Forbidden):
            services.delete_upload(other, upload)


def test_a_profile_takes_a_kept_cv_and_keeps_it_when_the_upload_goes():
    upload = services.send_upload(UserFactory(), "cv", pdf("Mon CV.pdf"))
    services.update_profile(upload.user, {"cv": upload})
    services.delete_upload(upload.user, upload)
    person = upload.user.candidate
    person.refresh_from_db()
    assert (person.cv_name, person.cv.read()) == ("Mon CV.pdf", PDF_BYTES)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_last_place_is_taken_once(monkeypatch):
    monkeypatch.setattr(uploads, "MAX_UPLOADS", 1)
    person = UserFactory()
    results = together(*[lambda: services.send_upload(person, "cv", pdf()) for _each in range(4)])
    assert sorted(type(result).__name__ for result in results) == ["Invalid"] * 3 + ["Upload"]
    assert Upload.objects.of(person).count() == 1
