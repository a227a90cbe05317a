"""Files that are not what they say: refused by content, whatever their name, with nothing kept."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.accounts import services
from portal.accounts.models import VerificationPaper
from portal.core.errors import DomainError
from portal.core.files import BadFile, FileTooLarge
from tests.factories.accounts import PDF_BYTES, UserFactory, docx, pdf

pytestmark = pytest.mark.django_db
MEGABYTES = 1024 * 1024


def archive(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return buffer.getvalue()


HOSTILE = {
    "a program named .pdf": ("facture.pdf", b"MZ\x90\x00\x03" + b"\x00" * 200),
    "a script named .pdf": ("cv.pdf", b"#!/bin/sh\nrm -rf /\n"),
    "a page named .docx": ("cv.docx", b"<html><script>alert(1)</script></html>"),
    "an SVG named .png": ("photo.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    "an empty file": ("cv.pdf", b""),
    "a zip named .docx": ("cv.docx", archive(**{"a.txt": b"a"})),
    "half a zip": ("cv.docx", docx().read()[:40]),
    "macros": ("cv.docx", docx(parts={"word/vbaProject.bin": b"x"}).read()),
    "a PDF that only ends as one": ("cv.pdf", b"x" * 2000 + PDF_BYTES),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused(what):
    name, content = HOSTILE[what]
    with pytest.raises(BadFile):
        services.send_paper(UserFactory(recruiter=True), "kbis", SimpleUploadedFile(name, content))
    assert not VerificationPaper.objects.exists()


def test_a_bomb_is_never_unpacked():
    """Fifty megabytes in fifty kilobytes: looked at by its table of contents alone."""
    bomb = docx(parts={"word/media/a": b"\x00" * 50 * MEGABYTES})
    assert bomb.size < MEGABYTES
    paper = services.send_paper(UserFactory(recruiter=True), "kbis", bomb)
    assert paper.size == bomb.size


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
        ("é" * 300 + ".pdf", "é" * 100 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(sent, kept):
    paper = pdf()
    paper._name = sent
    assert services.send_paper(UserFactory(recruiter=True), "kbis", paper).name == kept


def test_a_photo_is_a_paper_but_no_cv():
    photo = SimpleUploadedFile("photo.jpg", b"\xff\xd8\xff\xe0" + b"\x00" * 50)
    assert services.send_paper(UserFactory(recruiter=True), "identity", photo).content_type == "image/jpeg"
    with pytest.raises(DomainError) as refusal:
        services.update_profile(UserFactory(), {"cv": photo})
    assert set(refusal.value.fields) == {"cv"}
