"""What was read in a file, made to fit a resume: the values that `portal.cv.services.create` accepts, and nothing else.

What cannot be kept as it is (a text too long, an address that is none) is cut or left out, and said in `notes`.
"""

from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from portal.accounts.validators import normalize_phone
from portal.core.text import clean_text, one_line
from portal.vocabulary.models import skill_key

from ..layout import CUSTOM_ID
from ..layout import check as check_layout
from ..models import MAX_TEXT, Education, Experience, Level, Resume, ResumeSkill
from ..sections import LONGEST
from ..services.assigning import ADDRESSES
from ..services.content import TEXTS
from ..services.lists import MOST

#: The keys of each item of the sections that are lists of texts; the first one is required.
ITEMS = {
    "languages_data": ("language", "level"),
    "certifications_data": ("name", "issuer", "date"),
    "projects_data": ("name", "description", "url"),
    "custom_sections": ("title", "content", "id"),
}
LISTS = {
    "experience_data": (Experience, ("position", "company", "location", "description")),
    "education_data": (Education, ("institution", "degree", "field_of_study", "grade", "location", "description")),
}
_MODELS = {"experience_data": "experiences", "education_data": "education", "skills_data": "skills"}
#: Of all the texts of a draft, in characters: a resume holds as much.
MOST_TEXT = 100_000
#: What is looked at on one page: every entry has its fields there.
MOST_SHOWN = {
    "experience_data": 40,
    "education_data": 20,
    "skills_data": MOST["skills"],
    "languages_data": 20,
    "certifications_data": 30,
    "projects_data": 30,
    "custom_sections": 20,
}


@dataclass
class Draft:
    """`values` is for `services.create`; `notes` are sentences for its reader."""

    source: str
    values: dict = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not any(self.values.get(name) for name in (*_MODELS, *ITEMS, "full_name", "title", "summary"))


class _Fitting:
    def __init__(self, source: str):
        self.draft = Draft(source)
        self._left = MOST_TEXT

    def note(self, sentence: str) -> None:
        if sentence not in self.draft.notes:
            self.draft.notes.append(sentence)

    def text(self, value, longest: int, *, lines: bool = False) -> str:
        """Cleaned, in one line unless `lines`, no longer than fits."""
        if not isinstance(value, str | int | float) or isinstance(value, bool):
            return ""
        text = clean_text(str(value)[: longest * 4]).replace("\r\n", "\n").replace("\r", "\n")
        text = text if lines else one_line(text)
        longest = min(longest, self._left)
        if len(text) > longest:
            self.note(_("Some texts were too long: their end was cut."))
            text = text[:longest].rstrip()
        self._left -= len(text)
        return text

    def address(self, value) -> str:
        text = self.text(value, 300)
        if not text:
            return ""
        text = text if "://" in text else f"https://{text}"
        try:
            parts = urlsplit(text)
            good = parts.scheme in ("http", "https") and bool(parts.hostname) and "." in parts.hostname
            good = good and len(text) <= 300 and not any(letter.isspace() for letter in text)
        except ValueError:
            good = False
        if good:
            return text
        self.note(_("“%(text)s” is no address of the web, and was left out.") % {"text": text[:80]})
        return ""

    def day(self, value) -> date | None:
        if type(value) is date:
            return value if 1900 <= value.year <= 2100 else None
        try:
            return self.day(date.fromisoformat(value)) if isinstance(value, str) and value else None
        except ValueError:
            return None


def fit(source: str, found: dict, notes=()) -> Draft:
    """The draft of what a reader found, whose keys are 002 §3.2's; never raises for what a file may say."""
    fitting = _Fitting(source)
    fitting.draft.notes += notes
    values = fitting.draft.values
    for name in TEXTS:
        values[name] = _text(fitting, name, found.get(name))
    for name, (model, texts) in LISTS.items():
        rows = [_stay(fitting, model, texts, item) for item in _first(fitting, name, found.get(name))]
        values[name] = [row for row in rows if row]
    values["skills_data"] = _skills(fitting, found.get("skills_data"))
    for name, keys in ITEMS.items():
        items = [_item(fitting, name, keys, item) for item in _first(fitting, name, found.get(name))]
        values[name] = [item for item in items if item]
    values["custom_sections"] = _with_single_ids(values["custom_sections"])
    if layout := _layout(found.get("layout")):
        values["layout"] = layout
    return fitting.draft


def _text(fitting: _Fitting, name: str, value) -> str:
    if name in ADDRESSES:
        return fitting.address(value)
    kind = Resume._meta.get_field(name)
    text = fitting.text(value, kind.max_length or MAX_TEXT, lines=name == "summary")
    try:
        if name == "email" and text:
            validate_email(text)
        return normalize_phone(text) if name == "phone" else text
    except ValidationError:
        self_said = {"email": _("“%(text)s” is no email address, and was left out.")}
        sentence = self_said.get(name) or _("“%(text)s” is no phone number, and was left out.")
        fitting.note(sentence % {"text": text[:80]})
        return ""


def _first(fitting: _Fitting, name: str, items) -> list[dict]:
    """As many objects as a resume holds."""
    most = MOST_SHOWN[name]
    items = [item for item in items or () if isinstance(item, dict)] if isinstance(items, list | tuple) else []
    if len(items) > most:
        fitting.note(_("At most %(most)s entries of a kind are read: the rest was left out.") % {"most": most})
    return items[:most]


def _stay(fitting: _Fitting, model, texts, item: dict) -> dict | None:
    fields = {name: model._meta.get_field(name) for name in texts}
    found = {
        name: fitting.text(item.get(name), kind.max_length or MAX_TEXT, lines=name == "description")
        for name, kind in fields.items()
    }
    if not any(found.values()):
        return None
    start, end = fitting.day(item.get("start_date")), fitting.day(item.get("end_date"))
    if start and end and end < start:
        fitting.note(_("An end before its start was left out: “%(name)s”.") % {"name": found[texts[0]][:80]})
        end = None
    for text in item.get("unread_dates", ()):
        fitting.note(_("“%(text)s” is no date, and was left out.") % {"text": one_line(clean_text(text[:320]))[:80]})
    is_current = bool(item.get("is_current")) and end is None
    days = {"start_date": start, "end_date": end}
    return found | {name: day.isoformat() if day else None for name, day in days.items()} | {"is_current": is_current}


def _skills(fitting: _Fitting, items) -> list[dict]:
    """Each once, whatever the case or accents."""
    known, found = set(), []
    for item in _first(fitting, "skills_data", items):
        name = fitting.text(item.get("name"), ResumeSkill._meta.get_field("name").max_length)
        key = skill_key(name)
        if not key or key in known:
            continue
        known.add(key)
        level = item.get("level")
        level = level if level in Level.values else ""
        found.append({"name": name, "level": level, "category": fitting.text(item.get("category"), 100)})
    return found


def _item(fitting: _Fitting, name: str, keys, item: dict) -> dict | None:
    found = {key: fitting.text(item.get(key), LONGEST, lines=key in ("description", "content")) for key in keys}
    if found.get("url"):
        found["url"] = fitting.address(found["url"])
    if not found.get("id"):
        found.pop("id", None)
    if name == "custom_sections" and found["content"]:
        found["title"] = found["title"] or _("Other section")
    return found if found[keys[0]] else None


def completed(values: dict) -> dict:
    """The values for who is not asked: what a resume must have and the file does not say is said to be missing."""
    missing = _("To be completed")
    found = dict(values)
    for name, required in (("experience_data", ("position", "company")), ("education_data", ("institution",))):
        found[name] = [{**item, **{key: item[key] or missing for key in required}} for item in values[name]]
    return found


def _with_single_ids(items: list[dict]) -> list[dict]:
    known = set()
    for item in items:
        identity = item.get("id")
        if identity is not None and (identity in known or not CUSTOM_ID.fullmatch(identity)):
            del item["id"]
        known.add(identity)
    return items


def _layout(value) -> dict | None:
    try:
        check_layout(value or {})
    except ValidationError:
        return None
    return value or None
