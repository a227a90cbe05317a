"""Private files: where they are kept, what they are by content, and how one is answered."""

import io
import uuid
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from django.conf import settings
from django.core.files.storage import storages
from django.http import FileResponse
from django.utils.translation import gettext_lazy as _

from .errors import Invalid
from .text import clean_text

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
JPEG = "image/jpeg"
PNG = "image/png"
EXTENSIONS = {PDF: "pdf", DOCX: "docx", ODT: "odt", JPEG: "jpg", PNG: "png"}
DOCUMENTS = (PDF, DOCX, ODT)
PAPERS = (PDF, DOCX, ODT, JPEG, PNG)


class BadFile(Invalid):
    code = "bad_file"


class FileTooLarge(BadFile):
    status = 413
    code = "file_too_large"


@dataclass(frozen=True)
class CheckedFile:
    """A file that was looked into: its real type, a safe name for people, its size in bytes."""

    content_type: str
    name: str
    size: int


def private_storage():
    return storages["private"]


def private_path(instance, filename: str) -> str:
    """Unguessable and free of what the sender called it: `<model>/<random>.<extension of the checked type>`."""
    return f"{instance._meta.model_name}/{uuid.uuid4().hex}{PurePath(filename).suffix.lower()[:6]}"


def sniff(file) -> str | None:
    """The type a file really has, whatever its name says; None when it is none of those we accept."""
    file.seek(0)
    head = file.read(1024)
    file.seek(0)
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"PK\x03\x04"):
        return _sniff_zip(file)
    return None


def _sniff_zip(file) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(file.read())) as archive:
            names = set(archive.namelist())
            if {"[Content_Types].xml", "word/document.xml"} <= names:
                macros = any(name.endswith("vbaProject.bin") for name in names)
                return None if macros else DOCX
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return ODT if archive.read("mimetype").decode("ascii", "replace").strip() == ODT else None
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, KeyError):
        return None
    finally:
        file.seek(0)
    return None


def check_file(file, *, allowed=DOCUMENTS) -> CheckedFile:
    """Accept a file by its content. Raises BadFile, FileTooLarge."""
    if file.size > settings.MAX_UPLOAD_BYTES:
        megabytes = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
        raise FileTooLarge(_("The file is larger than %(size)s MB.") % {"size": megabytes})
    if not file.size:
        raise BadFile(_("The file is empty."))
    content_type = sniff(file)
    if content_type not in allowed:
        kinds = ", ".join(EXTENSIONS[kind].upper() for kind in allowed)
        raise BadFile(_("This kind of file is not accepted. Accepted: %(kinds)s.") % {"kinds": kinds})
    stem = clean_text(PurePath(str(file.name).replace("\\", "/")).stem)
    safe = "".join(letter for letter in stem if letter.isalnum() or letter in " -_.()'")[:100].strip(" .") or "document"
    return CheckedFile(content_type, f"{safe}.{EXTENSIONS[content_type]}", file.size)


def file_response(field, *, name: str, content_type: str) -> FileResponse:
    """Send a private file as a download that no browser interprets. The caller has checked the reader."""
    response = FileResponse(field.open("rb"), as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox"
    return response
