"""JSON Resume (https://jsonresume.org, schema v1.0.0): a resume as that format has it, and back.

What the format has no place for stands in `meta.portal` and in keys of entries that the schema lets pass
(`isCurrent`, an education's `location` and `description`, a skill's `category`): our own file loses nothing.
"""

import json
import re

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Resume
from ..services.content import content_of
from .dates import read_days, says_now
from .draft import Draft, fit
from .errors import NothingFound, Unreadable
from .levels import read_level

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
#: Days as the schema has them: a year, a month, a day.
_ISO = re.compile(r"[1-2]\d{3}(?:-[0-1]\d(?:-[0-3]\d)?)?")
NETWORKS = {"linkedin_url": "LinkedIn", "github_url": "GitHub"}
MOST_BYTES = 2 * 1024 * 1024
#: Sections of other people's files that become sections of their owner's own, with the keys of an item's first line.
OTHERS = {
    "volunteer": (gettext_lazy("Volunteering"), ("position", "organization")),
    "awards": (gettext_lazy("Awards"), ("title", "awarder", "date")),
    "publications": (gettext_lazy("Publications"), ("name", "publisher", "releaseDate")),
    "interests": (gettext_lazy("Interests"), ("name",)),
    "references": (gettext_lazy("References"), ("name",)),
}


# --- Out --------------------------------------------------------------------------------------------------------------
def to_json_resume(resume: Resume) -> dict:
    """The resume as an object that json.dumps takes; its lists are read once (`services.read_entries` spares that)."""
    said = content_of(resume)
    return {
        "$schema": SCHEMA,
        "basics": _basics(said),
        "work": [_job(row) for row in said["experience_data"]],
        "education": [_studies(row) for row in said["education_data"]],
        "certificates": [_certificate(row) for row in said["certifications_data"]],
        "skills": [_full({key: row[key] for key in ("name", "level", "category")}) for row in said["skills_data"]],
        "languages": [
            _full({"language": row["language"], "fluency": row.get("level")}) for row in said["languages_data"]
        ],
        "projects": [
            _full({key: row.get(key) for key in ("name", "description", "url")}) for row in said["projects_data"]
        ],
        "meta": {
            "version": "v1.0.0",
            "lastModified": timezone.localtime(resume.updated_at).replace(tzinfo=None).isoformat(timespec="seconds"),
            "portal": {"layout": said["layout"], "sections": said["custom_sections"]},
        },
    }


def _full(values: dict) -> dict:
    """Without what was not said."""
    return {key: value for key, value in values.items() if value not in (None, "")}


def _basics(said: dict) -> dict:
    profiles = [
        {"network": name, "username": said[key].rstrip("/").rpartition("/")[2], "url": said[key]}
        for key, name in NETWORKS.items()
        if said[key]
    ]
    place = {"location": {"address": said["address"]}} if said["address"] else {}
    names = {"name": "full_name", "label": "title", "email": "email", "phone": "phone", "url": "website"}
    basics = _full({key: said[name] for key, name in names.items()} | {"summary": said["summary"]})
    return basics | place | {"profiles": profiles}


def _stay(row: dict) -> dict:
    return {"startDate": row["start_date"], "endDate": row["end_date"], "isCurrent": row["is_current"]}


def _job(row: dict) -> dict:
    return _full(
        {
            "name": row["company"],
            "position": row["position"],
            "location": row["location"],
            "summary": row["description"],
            **_stay(row),
        }
    )


def _studies(row: dict) -> dict:
    return _full(
        {
            "institution": row["institution"],
            "area": row["field_of_study"],
            "studyType": row["degree"],
            "score": row["grade"],
            "location": row["location"],
            "description": row["description"],
            **_stay(row),
        }
    )


def _certificate(row: dict) -> dict:
    """A date that is written in words is none for the schema."""
    written = row.get("date") or ""
    key = "date" if _ISO.fullmatch(written) else "dateAsWritten"
    return _full({"name": row["name"], "issuer": row.get("issuer"), key: written})


# --- In ---------------------------------------------------------------------------------------------------------------
def read_json_resume(content: bytes) -> Draft:
    """Raises Unreadable, NothingFound."""
    try:
        data = json.loads(content[: MOST_BYTES + 1].decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable from error
    if not isinstance(data, dict) or not any(isinstance(data.get(key), dict | list) for key in ("basics", "work")):
        raise NothingFound(_("This is no JSON Resume: it has neither “basics” nor “work”."))
    portal = _object(_object(data.get("meta")).get("portal"))
    found = {
        **_from_basics(_object(data.get("basics"))),
        "experience_data": [_from_job(row) for row in _rows(data, "work")],
        "education_data": [_from_studies(row) for row in _rows(data, "education")],
        "skills_data": [skill for row in _rows(data, "skills") for skill in _from_skill(row)],
        "languages_data": [
            {"language": row.get("language"), "level": row.get("fluency")} for row in _rows(data, "languages")
        ],
        "certifications_data": [
            {
                "name": row.get("name"),
                "issuer": row.get("issuer"),
                "date": row.get("date") or row.get("dateAsWritten"),
            }
            for row in _rows(data, "certificates") or _rows(data, "certifications")
        ],
        "projects_data": [_from_project(row) for row in _rows(data, "projects")],
        "custom_sections": _list(portal.get("sections")) + _other_sections(data),
        "layout": portal.get("layout"),
    }
    draft = fit("json", found)
    if draft.is_empty:
        raise NothingFound
    return draft


def _object(value) -> dict:
    return value if isinstance(value, dict) else {}


def _list(value) -> list:
    return value[:200] if isinstance(value, list) else []


def _rows(data: dict, key: str) -> list[dict]:
    return [row for row in _list(data.get(key)) if isinstance(row, dict)]


def _texts(value) -> list[str]:
    return [text for text in _list(value) if isinstance(text, str) and text.strip()]


def _from_basics(basics: dict) -> dict:
    found = {
        "full_name": basics.get("name"),
        "title": basics.get("label"),
        "email": basics.get("email"),
        "phone": basics.get("phone"),
        "website": basics.get("url") or basics.get("website"),
        "summary": basics.get("summary"),
        "address": _place(basics.get("location")),
    }
    for row in _rows(basics, "profiles"):
        url, network = str(row.get("url") or ""), str(row.get("network") or "").lower()
        for name, word in (("linkedin_url", "linkedin"), ("github_url", "github")):
            if url and not found.get(name) and (word in network or f"{word}.com/" in url):
                found[name] = url
    return found


def _place(place) -> str:
    if isinstance(place, str):
        return place
    place = _object(place)
    town = " ".join(str(place[key]) for key in ("postalCode", "city") if place.get(key))
    parts = [place.get("address"), town, place.get("region"), place.get("countryCode")]
    return ", ".join(str(part) for part in parts if part)


def _days(row: dict) -> dict:
    start, end = (str(row.get(key) or "").strip() for key in ("startDate", "endDate"))
    is_current = row.get("isCurrent")
    if not isinstance(is_current, bool):
        # Other people's files: no end is how the format says that it goes on.
        is_current = bool(start) and (not end or says_now(end))
    return {**read_days(start, "" if says_now(end) else end), "is_current": is_current}


def _described(*texts, points=()) -> str:
    lines = [str(text) for text in texts if isinstance(text, str) and text.strip()]
    return "\n".join([*lines, *(f"- {point}" for point in _texts(points))])


def _from_job(row: dict) -> dict:
    return {
        "company": row.get("name") or row.get("company"),
        "position": row.get("position"),
        "location": row.get("location"),
        "description": _described(row.get("summary"), row.get("description"), points=row.get("highlights")),
        **_days(row),
    }


def _from_studies(row: dict) -> dict:
    return {
        "institution": row.get("institution"),
        "degree": row.get("studyType"),
        "field_of_study": row.get("area"),
        "grade": row.get("score") or row.get("gpa"),
        "location": row.get("location"),
        "description": _described(row.get("description"), points=row.get("courses")),
        **_days(row),
    }


def _from_skill(row: dict) -> list[dict]:
    """A skill with key words is a group of skills."""
    level = row.get("level")
    keywords = _texts(row.get("keywords"))
    if not keywords:
        return [{"name": row.get("name"), "level": read_level(level), "category": row.get("category")}]
    return [{"name": word, "level": read_level(level), "category": row.get("name")} for word in keywords]


def _from_project(row: dict) -> dict:
    return {
        "name": row.get("name"),
        "url": row.get("url"),
        "description": _described(row.get("description"), points=row.get("highlights")),
    }


def _other_sections(data: dict) -> list[dict]:
    """Sections that a resume of ours has no list for, as text."""
    found = []
    for key, (title, names) in OTHERS.items():
        lines = []
        for row in _rows(data, key):
            head = " – ".join(str(row[name]) for name in names if row.get(name))
            rest = _described(
                row.get("summary"), row.get("reference"), points=row.get("highlights") or row.get("keywords")
            )
            lines.append("\n".join(filter(None, (head, rest))))
        if any(lines):
            found.append({"title": str(title), "content": "\n\n".join(filter(None, lines))})
    return found
