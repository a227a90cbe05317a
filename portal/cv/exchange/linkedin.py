"""LinkedIn's own export of a member's data, a ZIP of CSV files. Only the files and columns of a resume are read.

The archive also holds messages and contacts: nothing of them is opened, and the archive itself is never kept.
"""

import csv
import io
import re

from .dates import read_day, read_days
from .draft import Draft, fit
from .errors import NotLinkedIn, Unreadable

#: File (in any folder, any case) → the columns that are read.
COLUMNS = {
    "Profile": ("First Name", "Last Name", "Headline", "Summary", "Zip Code", "Geo Location", "Websites"),
    "Positions": ("Company Name", "Title", "Description", "Location", "Started On", "Finished On"),
    "Education": ("School Name", "Start Date", "End Date", "Notes", "Degree Name", "Activities"),
    "Skills": ("Name",),
    "Email Addresses": ("Email Address", "Confirmed", "Primary"),
    "PhoneNumbers": ("Number", "Type"),
    "Languages": ("Name", "Proficiency"),
    "Certifications": ("Name", "Url", "Authority", "Started On", "License Number"),
    "Projects": ("Title", "Description", "Url"),
}
FILES = tuple(COLUMNS)
MOST_ROWS = 500
_WEBSITE = re.compile(r"\[([^:\]]{0,40}):([^\]]{1,300})\]")


def from_files(files: dict[str, str]) -> Draft:
    """The draft of the files that the archive had, by their names in `FILES`. Raises NotLinkedIn, Unreadable."""
    rows = {name: _rows(name, text) for name, text in files.items()}
    if not any(rows.get(name) for name in ("Profile", "Positions", "Education")):
        raise NotLinkedIn
    profile = (rows.get("Profile") or [{}])[0]
    found = {
        "full_name": " ".join(filter(None, (profile.get("First Name"), profile.get("Last Name")))),
        "title": profile.get("Headline"),
        "summary": profile.get("Summary"),
        "address": " ".join(filter(None, (profile.get("Zip Code"), profile.get("Geo Location")))),
        "email": _email(rows.get("Email Addresses", [])),
        "phone": _phone(rows.get("PhoneNumbers", [])),
        **_websites(profile.get("Websites", "")),
        "experience_data": [_job(row) for row in rows.get("Positions", [])],
        "education_data": [_studies(row) for row in rows.get("Education", [])],
        "skills_data": [{"name": row.get("Name")} for row in rows.get("Skills", [])],
        "languages_data": [
            {"language": row.get("Name"), "level": row.get("Proficiency")} for row in rows.get("Languages", [])
        ],
        "certifications_data": [_certificate(row) for row in rows.get("Certifications", [])],
        "projects_data": [
            {"name": row.get("Title"), "description": row.get("Description"), "url": row.get("Url")}
            for row in rows.get("Projects", [])
        ],
    }
    return fit("linkedin", found)


def _rows(name: str, text: str) -> list[dict]:
    """Rows of the columns we know, without empty ones; LinkedIn puts remarks before the heads of some files."""
    lines = text.lstrip("\ufeff").replace("\0", "").splitlines(keepends=True)
    known = {column.lower(): column for column in COLUMNS[name]}
    try:
        table = list(csv.reader(io.StringIO("".join(lines)), strict=False))
    except csv.Error as error:
        raise Unreadable from error
    start = _place_of_heads(table[:20], known)
    if start is None:
        return []
    heads = [known.get(cell.strip().lower()) for cell in table[start]]
    found = []
    for row in table[start + 1 : start + 1 + MOST_ROWS]:
        values = {head: cell.strip() for head, cell in zip(heads, row, strict=False) if head and cell.strip()}
        if values:
            found.append(values)
    return found


def _place_of_heads(table: list[list[str]], known: dict[str, str]) -> int | None:
    """The line that names the columns; columns may be missing, and there may be others."""
    counts = [sum(cell.strip().lower() in known for cell in row) for row in table]
    return counts.index(max(counts)) if any(counts) else None


def _email(rows: list[dict]) -> str:
    """The primary one, else one that was confirmed, else the first."""
    ordered = sorted(rows, key=lambda row: (_yes(row, "Primary"), _yes(row, "Confirmed")), reverse=True)
    return next((row["Email Address"] for row in ordered if row.get("Email Address")), "")


def _yes(row: dict, name: str) -> bool:
    return row.get(name, "").lower() in ("yes", "oui", "true")


def _phone(rows: list[dict]) -> str:
    ordered = sorted(rows, key=lambda row: "mobile" in row.get("Type", "").lower(), reverse=True)
    return next((row["Number"] for row in ordered if row.get("Number")), "")


def _websites(text: str) -> dict:
    """ "[PORTFOLIO:https://example.org],[OTHER:github.com/x]"."""
    urls = [url.strip() for _label, url in _WEBSITE.findall(text)] or [text.strip()][: bool(text.strip())]
    github = next((url for url in urls if "github.com/" in url.lower()), "")
    return {"website": next((url for url in urls if url != github), ""), "github_url": github}


def _job(row: dict) -> dict:
    start, end = row.get("Started On", ""), row.get("Finished On", "")
    return {
        "company": row.get("Company Name"),
        "position": row.get("Title"),
        "location": row.get("Location"),
        "description": row.get("Description"),
        "is_current": bool(start) and not end,
        **read_days(start, end),
    }


def _studies(row: dict) -> dict:
    return {
        "institution": row.get("School Name"),
        "degree": row.get("Degree Name"),
        "description": "\n".join(filter(None, (row.get("Notes"), row.get("Activities")))),
        **read_days(row.get("Start Date", ""), row.get("End Date", "")),
    }


def _certificate(row: dict) -> dict:
    day = read_day(row.get("Started On", ""))
    date = row.get("Started On") if day is None else day.isoformat()[:7]
    return {"name": row.get("Name"), "issuer": row.get("Authority"), "date": date}
