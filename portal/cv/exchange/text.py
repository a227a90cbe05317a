"""A resume out of rows of text, by best effort: what is not understood is kept as written, for its owner to see."""

import re

from django.utils.translation import gettext as _

from . import headings
from .draft import Draft, fit
from .entries import entries_of, job_of, paragraphs, studies_of
from .small_lists import certificates_of, languages_of, projects_of, skills_of

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE = re.compile(r"(?<![\w/])(?:\+|00)?\(?\d[\d\s.()\u202f\u00a0-]{7,20}\d(?!\w)")
_LINKEDIN = re.compile(r"(?:https?://)?(?:[a-z]{2,3}\.)?linkedin\.com/in/[^\s|,;)]{1,120}", re.IGNORECASE)
_GITHUB = re.compile(r"(?:https?://)?(?:www\.)?github\.com/[^\s|,;)]{1,120}", re.IGNORECASE)
_WEB = re.compile(
    r"(?:https?://|www\.)[^\s|,;)]{3,200}|\b[\w-]{2,60}(?:\.[\w-]{2,60}){1,3}(?:/[^\s|,;)]{0,100})?(?=$|[\s|,;)])"
)
_PAGE = re.compile(
    r"(?:.{2,80}\s[—–|-]\s)?(?:page\s*)?\d{1,2}\s*(?:/|sur|of)\s*\d{1,2}|page\s*\d{1,2}|curriculum vitae|cv",
    re.IGNORECASE,
)
_CELLS = re.compile(r"\t| [·•|–—] |\s{3,}|\n")
_LABEL = re.compile(
    r"^(?:adresse|address|e-?mail|mail|courriel|t[ée]l(?:[ée]phone)?|phone|mobile|portable|site(?: web)?|linkedin|"
    r"github|web)\s?\.?\s?:\s?",
    re.IGNORECASE,
)
_PLACE = re.compile(r"\b\d{5}\b|, |\b(?:rue|avenue|boulevard|place|chemin|impasse|France)\b", re.IGNORECASE)
#: What stands beside contacts and is no title.
_ABOUT = re.compile(
    r"\d|permis|célibataire|mari[ée]|pacs|nationalit|français|véhicul|mobilit|driv|single|@", re.IGNORECASE
)
LONGEST_NAME = 60


def from_rows(rows: list[dict], *, source: str) -> Draft:
    """The draft of what `child` read; `is_empty` when nothing was understood."""
    rows = [row for row in rows if row["text"].strip() and not _is_furniture(row["text"].strip())]
    found: dict = {"custom_sections": []}
    rows = _without_name(rows, found)
    notes = [_("Read by best effort: please check every line.")]
    for section, heading, inside in headings.split(rows):
        if section in ("", "contact"):
            _read_top(inside, found, has_title=not section)
        else:
            _read_section(section, heading, inside, found)
    _look_everywhere(rows, found)
    return fit(source, found, notes)


def _is_furniture(text: str) -> bool:
    """Numbers of pages, and the word for what it is."""
    return len(text) < 120 and bool(_PAGE.fullmatch(text))


def _without_name(rows: list[dict], found: dict) -> list[dict]:
    """Take the name and the title that follows it."""
    place = _place_of_name(rows)
    if place is None:
        return rows
    name = rows[place]["text"].strip()
    after = place + 1
    if (
        after < len(rows)
        and rows[after]["size"] == rows[place]["size"] > 0
        and _may_be_name(rows[after])
        and " " not in name
    ):
        name, after = f"{name} {rows[after]['text'].strip()}", after + 1
    name, _comma, rest = name.partition("\t")
    found["full_name"] = name
    if rest:
        found["title"] = rest.replace("\t", " ")
    elif after < len(rows) and _may_be_title(rows[after]):
        title = [rows[after]["text"].strip()]
        while (
            after + 1 < len(rows)
            and rows[after + 1]["size"] == rows[after]["size"] != headings.body_size(rows)
            and rows[after + 1]["gap"] < 0.6
            and _may_be_title(rows[after + 1])
        ):
            after += 1
            title.append(rows[after]["text"].strip())
        found["title"] = " ".join(title)
        after += 1
    return rows[:place] + rows[after:]


def _place_of_name(rows: list[dict]) -> int | None:
    """The largest row, when it is larger than the text; else the first that may be a name."""
    may = [place for place, row in enumerate(rows[:400]) if _may_be_name(row)]
    if not may:
        return None
    largest = max(may, key=lambda place: (rows[place]["heading"] == 1, rows[place]["size"], -place))
    row = rows[largest]
    if row["size"] > 1.2 * headings.body_size(rows) or row["heading"] == 1:
        return largest
    first = may[0]
    return first if first < 6 and 2 <= len(rows[first]["text"].split()) <= 5 else None


def _may_be_name(row: dict) -> bool:
    text = row["text"].partition("\t")[0].strip()
    return (
        2 <= len(text) <= 3 * LONGEST_NAME
        and not row["bullet"]
        and not re.search(r"[\d@/:]", text)
        and sum(letter.isalpha() for letter in text) > 0.6 * len(text)
        and headings.section_of({**row, "text": text}) is None
    )


def _may_be_title(row: dict) -> bool:
    text = row["text"]
    contact = _EMAIL.search(text) or _PHONE.search(text) or _LINKEDIN.search(text) or re.search(r"\b\d{5}\b", text)
    return not contact and len(text) <= 150 and not row["bullet"] and headings.section_of(row) is None


# --- Contacts ---------------------------------------------------------------------------------------------------------
def _read_top(rows: list[dict], found: dict, *, has_title: bool) -> None:
    """Contacts, then a town and, at the very top, a title; sentences are the summary."""
    sentences = []
    for row in _with_whole_links(rows):
        rest = []
        for cell in _CELLS.split(row["text"]):
            left = _take_contacts(cell, found)
            if left and left == cell.strip():
                rest.append(left)
        for cell in rest:
            cell = _LABEL.sub("", cell).strip(" ,;")
            if len(cell) > 70:
                sentences.append({**row, "text": cell})
            elif not found.get("address") and _PLACE.search(cell):
                found["address"] = cell
            elif has_title and not found.get("title") and not sentences and not _ABOUT.search(cell):
                found["title"] = cell
            elif sentences:
                sentences.append({**row, "text": cell})
    if sentences and not found.get("summary"):
        found["summary"] = paragraphs(sentences)


def _with_whole_links(rows: list[dict]) -> list[dict]:
    """An address that the end of a line cut at a hyphen, whole again."""
    found: list[dict] = []
    for row in rows:
        last = found[-1]["text"] if found else ""
        if last.endswith(("-", "/")) and _WEB.search(last.rstrip("-/")) and re.fullmatch(r"[\w./-]{1,80}", row["text"]):
            found[-1] = {**found[-1], "text": last + row["text"]}
        else:
            found.append(row)
    return found


def _take_contacts(text: str, found: dict) -> str:
    """Keep each contact that is the first of its kind; what is left of the text."""
    for name, pattern in (("email", _EMAIL), ("linkedin_url", _LINKEDIN), ("github_url", _GITHUB), ("website", _WEB)):
        if match := pattern.search(text):
            found.setdefault(name, match[0].rstrip("."))
            text = text[: match.start()] + text[match.end() :]
    if (match := _PHONE.search(text)) and sum(letter.isdigit() for letter in match[0]) >= 9:
        found.setdefault("phone", match[0])
        text = text[: match.start()] + text[match.end() :]
    return text.strip()


def _look_everywhere(rows: list[dict], found: dict) -> None:
    """Contacts may stand under any heading, or at the foot."""
    for row in rows:
        for name, pattern in (("email", _EMAIL), ("linkedin_url", _LINKEDIN), ("github_url", _GITHUB)):
            if name not in found and (match := pattern.search(row["text"])):
                found[name] = match[0]


# --- Sections ---------------------------------------------------------------------------------------------------------
def _read_section(section: str, heading: str, rows: list[dict], found: dict) -> None:
    if not rows:
        return
    if section == "summary":
        found["summary"] = "\n".join(filter(None, (found.get("summary"), paragraphs(rows))))
        return
    read = {
        "experience_data": lambda: [job_of(entry) for entry in entries_of(rows)],
        "education_data": lambda: [studies_of(entry) for entry in entries_of(rows)],
        "skills_data": lambda: skills_of(rows),
        "languages_data": lambda: languages_of(rows),
        "certifications_data": lambda: certificates_of(rows),
        "projects_data": lambda: projects_of(rows),
    }.get(section)
    items = read() if read else []
    if items:
        found.setdefault(section, []).extend(items)
    else:
        # Nothing is lost: as it is written.
        found["custom_sections"].append(
            {"title": heading.capitalize() if heading.isupper() else heading, "content": paragraphs(rows)}
        )
