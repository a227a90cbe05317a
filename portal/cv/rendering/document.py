"""A resume as plain data: what is printed, whether it is kept (`from_resume`) or still being typed (`from_data`)."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from PIL import Image, ImageOps

from portal.core.text import clean_text

from ..layout import Layout
from .errors import TooLong

#: More than a resume of ten pages holds. Beyond, nothing is laid out: it would only take long.
MOST_CHARACTERS, MOST_LINES, MOST_ENTRIES = 40_000, 1_200, 250
#: Of the printed photo's side: 300 dots an inch at 5 cm.
PHOTO_PIXELS = 600
#: Icons of fonts that only their maker has, as pasted from another PDF: no font of ours could show them.
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffe\uffff\U000f0000-\U0010ffff]")


@dataclass(frozen=True)
class Stay:
    """A job (`what` at `where`) or studies (`what` and `detail` at `where`, with a `grade`)."""

    what: str
    where: str
    location: str = ""
    start: date | None = None
    end: date | None = None
    is_current: bool = False
    description: str = ""
    detail: str = ""
    grade: str = ""


@dataclass(frozen=True)
class Skill:
    """`level` is one of 002 annex A, or empty."""

    name: str
    level: str = ""
    category: str = ""


@dataclass(frozen=True)
class Photo:
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Document:
    """`languages`, `certifications`, `projects` and `custom` are 002 §3.1's objects, their missing texts empty."""

    template_id: int = 1
    full_name: str = ""
    title: str = ""
    summary: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    website: str = ""
    linkedin_url: str = ""
    github_url: str = ""
    photo: Photo | None = None
    experiences: tuple[Stay, ...] = ()
    education: tuple[Stay, ...] = ()
    skills: tuple[Skill, ...] = ()
    languages: tuple[dict, ...] = ()
    certifications: tuple[dict, ...] = ()
    projects: tuple[dict, ...] = ()
    custom: tuple[dict, ...] = ()
    layout: Layout = field(default_factory=Layout)

    @classmethod
    def from_resume(cls, resume) -> "Document":
        """Three statements at most, none with `Resume.objects.with_entries()`; and the photo's file, if shown."""
        layout = Layout.of(resume)
        return cls(
            template_id=resume.template_id,
            **{name: _printable(getattr(resume, name)) for name in TEXTS},
            photo=_photo_of(resume) if layout.photo and resume.photo else None,
            experiences=tuple(_job(vars(row)) for row in resume.experiences.all()),
            education=tuple(_studies(vars(row)) for row in resume.education.all()),
            skills=tuple(_skill(vars(row)) for row in resume.skills.all()),
            **{name: _items(getattr(resume, column)) for name, column in LISTS.items()},
            layout=layout,
        )._within_limits()

    @classmethod
    def from_data(cls, data: Mapping, *, photo: bytes | None = None) -> "Document":
        """From the object of 002 §3.1 with `layout`, checked before (serializer, form); dates as such or ISO texts."""
        layout = Layout.of(_Chosen(data.get("layout") or {}))
        return cls(
            template_id=data.get("template") or 1,
            **{name: _text(data, name) for name in TEXTS},
            photo=shown_photo(photo) if photo and layout.photo else None,
            experiences=tuple(_job(row) for row in data.get("experiences") or ()),
            education=tuple(_studies(row) for row in data.get("education") or ()),
            skills=tuple(_skill(row) for row in data.get("skills") or ()),
            **{name: _items(data.get(column)) for name, column in LISTS.items()},
            layout=layout,
        )._within_limits()

    def _within_limits(self) -> "Document":
        from django.conf import settings

        stays = self.experiences + self.education
        entries = [*self.languages, *self.certifications, *self.projects, *self.custom]
        texts = [getattr(self, name) for name in TEXTS]
        texts += [
            text for stay in stays for text in (stay.what, stay.where, stay.location, stay.description, stay.detail)
        ]
        texts += [text for entry in entries for text in entry.values()]
        texts += [text for skill in self.skills for text in (skill.name, skill.category)]
        if (
            len(stays) + len(entries) + len(self.skills) > MOST_ENTRIES
            or sum(map(len, texts)) > MOST_CHARACTERS
            or sum(text.count("\n") for text in texts) > MOST_LINES
        ):
            raise TooLong(settings.CV_MOST_PAGES)
        return self


TEXTS = ("full_name", "title", "summary", "email", "phone", "address", "website", "linkedin_url", "github_url")
LISTS = {
    "languages": "languages_data",
    "certifications": "certifications_data",
    "projects": "projects_data",
    "custom": "custom_sections",
}


@dataclass(frozen=True)
class _Chosen:
    layout: dict


def shown_photo(content: bytes) -> Photo | None:
    """The picture as printed: square around its middle, no larger than seen, without metadata; None if it is none."""
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG", "PNG"]) as picture:
            # JPEG is unpacked at the size that is needed.
            picture.draft("RGB", (PHOTO_PIXELS, PHOTO_PIXELS))
            small = ImageOps.fit(ImageOps.exif_transpose(picture), (PHOTO_PIXELS, PHOTO_PIXELS), centering=(0.5, 0.4))
            on_white = Image.new("RGB", small.size, "white")
            on_white.paste(small, mask=small.convert("RGBA").getchannel("A"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    buffer = io.BytesIO()
    on_white.save(buffer, "JPEG", quality=88)
    return Photo("image/jpeg", buffer.getvalue())


def _is_ready(content: bytes) -> bool:
    """Told by its head alone: unpacking and packing a photo again takes as long as all statements."""
    try:
        with Image.open(io.BytesIO(content), formats=["JPEG"]) as picture:
            small = picture.width == picture.height <= PHOTO_PIXELS
            return small and picture.mode == "RGB" and not picture.getexif()
    except (OSError, ValueError, SyntaxError):
        return False


def _photo_of(resume) -> Photo | None:
    try:
        with resume.photo.open("rb") as file:
            content = file.read()
        # As the portal keeps them since they are cropped on the way in.
        return Photo("image/jpeg", content) if _is_ready(content) else shown_photo(content)
    except (OSError, ValueError):
        # The file is gone: a resume without its picture is still one.
        return None


def _text(data: Mapping, name: str) -> str:
    return _printable(data.get(name))


def _printable(text) -> str:
    return clean_text(_PRIVATE.sub("", str(text or "")))


def _date(value) -> date | None:
    return date.fromisoformat(value[:10]) if isinstance(value, str) and value else value or None


def _job(row: Mapping) -> Stay:
    return Stay(what=_text(row, "position"), where=_text(row, "company"), **_stay(row))


def _studies(row: Mapping) -> Stay:
    degree, field_of_study, school = (_text(row, name) for name in ("degree", "field_of_study", "institution"))
    return Stay(
        what=degree or field_of_study or school,
        where=school if degree or field_of_study else "",
        detail=field_of_study if degree else "",
        grade=_text(row, "grade"),
        **_stay(row),
    )


def _stay(row: Mapping) -> dict:
    return {
        "location": _text(row, "location"),
        "start": _date(row.get("start_date")),
        "end": _date(row.get("end_date")),
        "is_current": bool(row.get("is_current")),
        "description": _text(row, "description"),
    }


def _skill(row: Mapping) -> Skill:
    return Skill(_text(row, "name"), _text(row, "level"), _text(row, "category"))


def _items(rows) -> tuple[dict, ...]:
    return tuple({key: _printable(text) for key, text in row.items()} for row in rows or ())
