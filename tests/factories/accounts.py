"""People and organisations.

    UserFactory()                          a candidate with a confirmed address
    UserFactory(recruiter=True)            a recruiter who waits for verification, with a company
    UserFactory(recruiter=True, verified=True)
    UserFactory(editor=True)

Traits: recruiter, prestataire, student, editor, admin, consultant, reader; unconfirmed. For recruiters and
prestataires: verified=True, refused=True (waiting otherwise); company=… for recruiters.
Every password is PASSWORD.
"""

import io
import zipfile

import factory
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from portal.accounts import services
from portal.accounts.models import (
    Company,
    PrestataireProfile,
    RecruiterProfile,
    Role,
    Upload,
    User,
    Verification,
    VerificationPaper,
)
from portal.accounts.services import APPLICANTS

PASSWORD = "Motdepasse-2026"
PDF_BYTES = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


class CompanyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Company

    name = factory.Sequence(lambda number: f"Ateliers du Vercors {number}")
    size = "10-49"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        recruiter = factory.Trait(role=Role.RECRUITER)
        prestataire = factory.Trait(role=Role.PRESTATAIRE)
        student = factory.Trait(role=Role.STUDENT)
        editor = factory.Trait(role=Role.EDITOR)
        admin = factory.Trait(role=Role.ADMIN)
        consultant = factory.Trait(role=Role.CONSULTANT)
        reader = factory.Trait(role=Role.READER)
        unconfirmed = factory.Trait(email_confirmed_at=None)

    email = factory.Sequence(lambda number: f"personne{number}@exemple.example")
    username = factory.LazyAttribute(lambda user: user.email.partition("@")[0])
    first_name = "Camille"
    last_name = factory.Sequence(lambda number: f"Durand{number}")
    role = Role.CANDIDATE
    email_confirmed_at = factory.LazyFunction(timezone.now)
    password = factory.LazyFunction(lambda: make_password(PASSWORD))

    @classmethod
    def _create(cls, model_class, *args, verified=False, refused=False, company=None, **kwargs):
        user = super()._create(model_class, *args, **kwargs)
        state = Verification.VERIFIED if verified else Verification.REFUSED if refused else Verification.PENDING
        if user.role == Role.RECRUITER:
            RecruiterProfile.objects.create(
                user=user, company=company or CompanyFactory(), verification=state, position="Responsable RH"
            )
        if user.role == Role.PRESTATAIRE:
            PrestataireProfile.objects.create(user=user, verification=state, specialty="Comptabilité")
        if user.role in APPLICANTS:
            services.candidate_of(user)
        return user


class VerificationPaperFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = VerificationPaper

    user = factory.SubFactory(UserFactory, recruiter=True)
    kind = VerificationPaper.Kind.KBIS
    file = factory.LazyFunction(lambda: pdf("kbis.pdf"))
    name = "kbis.pdf"
    content_type = "application/pdf"
    size = len(PDF_BYTES)


class UploadFactory(factory.django.DjangoModelFactory):
    """A CV somebody keeps."""

    class Meta:
        model = Upload

    user = factory.SubFactory(UserFactory)
    purpose = Upload.Purpose.CV
    file = factory.LazyFunction(lambda: pdf("cv.pdf"))
    name = "cv.pdf"
    content_type = "application/pdf"
    size = len(PDF_BYTES)


def pdf(name: str = "cv.pdf", *, size: int = 0) -> SimpleUploadedFile:
    """An upload that is a PDF by its content, `size` bytes long when that is more."""
    return SimpleUploadedFile(name, PDF_BYTES.ljust(size, b"\n"), content_type="application/pdf")


def picture(name: str = "photo.jpg", *, size=(40, 30), **options) -> SimpleUploadedFile:
    """An upload that is a picture of its extension's format; `options` are Pillow's (`exif`, `comment`, `pnginfo`)."""
    buffer = io.BytesIO()
    format = "PNG" if name.endswith("png") else "JPEG"
    Image.new("RGB", size, (180, 40, 40)).save(buffer, format, **options)
    return SimpleUploadedFile(name, buffer.getvalue(), content_type=f"image/{format.lower()}")


def docx(name: str = "cv.docx", parts: dict[str, bytes] | None = None) -> SimpleUploadedFile:
    """An upload that is a Word document by its content; `parts` are added to the archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": b"<w/>",
            **(parts or {}),
        }.items():
            archive.writestr(part, content)
    return SimpleUploadedFile(name, buffer.getvalue())
