"""Private files: where they are kept, what they are by content, and how one is answered."""

import io
import lzma
import uuid
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import storages
from django.db import transaction
from django.http import FileResponse, Http404
from django.utils.translation import gettext_lazy as _

from . import antivirus
from .errors import Invalid
from .images import BadImage, without_metadata
from .text import clean_text

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
JPEG = "image/jpeg"
PNG = "image/png"
JSON = "application/json"
ZIP = "application/zip"
EXTENSIONS = {PDF: "pdf", DOCX: "docx", ODT: "odt", JPEG: "jpg", PNG: "png", JSON: "json", ZIP: "zip"}
DOCUMENTS = (PDF, DOCX, ODT)
PAPERS = (PDF, DOCX, ODT, JPEG, PNG)
_PICTURES = {JPEG: "JPEG", PNG: "PNG"}
#: What a document may unpack to, by its own table of contents: more is made to fill a reader's memory.
MOST_UNPACKED = 50 * 1024 * 1024
MOST_PARTS = 2_000


class BadFile(Invalid):
    code = "bad_file"


class FileTooLarge(BadFile):
    status = 413
    code = "file_too_large"


class InfectedFile(BadFile):
    code = "infected_file"
    message = _("The antivirus refuses this file: it was not kept.")


@dataclass(frozen=True)
class CheckedFile:
    """A file that was looked into: its real type, a safe name for people, its size in bytes, and what to keep of it."""

    content_type: str
    name: str
    size: int
    content: File


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
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{") and b"\0" not in head:
        return JSON
    return None


def _sniff_zip(file) -> str | None:
    """By its table of contents: nothing is unpacked but ODT's own word for what it is. What is no document is a ZIP."""
    try:
        with zipfile.ZipFile(io.BytesIO(file.read())) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
                return None
            return _archive_type(archive, {part.filename for part in parts})
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError):
        return None
    except (NotImplementedError, RuntimeError, OSError, ValueError, KeyError):
        return None
    finally:
        file.seek(0)


def _archive_type(archive: zipfile.ZipFile, names: set[str]) -> str | None:
    """DOCX or ODT, without programs inside, or any other archive."""
    if any(name.lower().endswith("vbaproject.bin") or name.startswith(("Basic/", "Scripts/")) for name in names):
        return None
    if {"[Content_Types].xml", "word/document.xml"} <= names:
        return DOCX
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        return ODT if archive.read("mimetype").decode("ascii", "replace").strip() == ODT else None
    return None if names & {"mimetype", "[Content_Types].xml"} else ZIP


def check_file(file, *, allowed=DOCUMENTS) -> CheckedFile:
    """Accept a file by its content, pictures without what the camera noted beside them.

    Looks once: what was checked already passes for its type. Raises BadFile, FileTooLarge, InfectedFile, CannotScan.
    """
    if isinstance(file, CheckedFile):
        _refuse_type(file.content_type, allowed)
        return file
    if file.size > settings.MAX_UPLOAD_BYTES:
        megabytes = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
        raise FileTooLarge(_("The file is larger than %(size)s MB.") % {"size": megabytes})
    if not file.size:
        raise BadFile(_("The file is empty."))
    content_type = sniff(file)
    _refuse_type(content_type, allowed)
    try:
        antivirus.scan(file)
        content = without_metadata(file, _PICTURES[content_type]) if content_type in _PICTURES else file
    except antivirus.Infected as error:
        raise InfectedFile from error
    except BadImage as error:
        raise BadFile(_("This picture cannot be read.")) from error
    return CheckedFile(content_type, safe_name(file.name, content_type), content.size, content)


def _refuse_type(content_type: str | None, allowed) -> None:
    if content_type not in allowed:
        kinds = ", ".join(EXTENSIONS[kind].upper() for kind in allowed)
        raise BadFile(_("This kind of file is not accepted. Accepted: %(kinds)s.") % {"kinds": kinds})


def safe_name(sent: str, content_type: str) -> str:
    """What the sender called it, as a name and nothing else: no path, no control, no direction marks; the real type."""
    stem = clean_text(PurePath(str(sent).replace("\\", "/")).stem)
    safe = "".join(letter for letter in stem if letter.isalnum() or letter in " -_.()'")[:100].strip(" .") or "document"
    return f"{safe}.{EXTENSIONS[content_type]}"


def forget(file) -> None:
    """Delete a stored file once the present change is committed."""
    if file:
        name, storage = file.name, file.storage
        transaction.on_commit(lambda: storage.delete(name))


def file_response(field, *, name: str, content_type: str) -> FileResponse:
    """Send a private file as a download that no browser interprets. The caller has checked the reader.

    Raises Http404 when the file is gone.
    """
    try:
        opened = field.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(opened, as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "sandbox"
    return response
