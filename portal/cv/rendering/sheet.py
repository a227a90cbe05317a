"""A document as its template prints it: sections in their order and column, none empty; dates and spaces set."""

import re
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

import phonenumbers
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from ..layout import custom_item
from ..models import Level
from .document import Document, Skill, Stay
from .templates import Template, template_of
from .typography import NBSP, day_or_as_written, month, typeset

TITLES = {
    "summary": pgettext_lazy("section of a resume", "Profile"),
    "experiences": _("Professional experience"),
    "education": pgettext_lazy("section of a resume", "Education"),
    "skills": pgettext_lazy("section of a resume", "Skills"),
    "languages": pgettext_lazy("section of a resume", "Languages"),
    "certifications": pgettext_lazy("section of a resume", "Certifications"),
    "projects": pgettext_lazy("section of a resume", "Projects"),
}
#: An entry with less text is never cut by the end of a page.
WHOLE = 700
_BULLET = re.compile(r"^[ \t]*(?:[-–—•*·▪‣◦○●►➤✓✔]|\d{1,2}[.)])[ \t]+(?=\S)")


@dataclass(frozen=True)
class Link:
    """`href` is empty for what leads nowhere."""

    text: str
    href: str = ""

    @property
    def is_short(self) -> bool:
        """It is never cut by the end of a line."""
        return len(self.text) <= 42


@dataclass(frozen=True)
class Block:
    """A paragraph (`lines`), or a list with an item a line."""

    lines: tuple[str, ...]
    is_list: bool = False


@dataclass(frozen=True)
class Entry:
    title: str = ""
    place: str = ""
    location: str = ""
    when: str = ""
    note: str = ""
    link: Link | None = None
    blocks: tuple[Block, ...] = ()

    @property
    def is_whole(self) -> bool:
        return sum(len(line) for block in self.blocks for line in block.lines) < WHOLE


@dataclass(frozen=True)
class Group:
    """Skills of one category, whose name may be empty."""

    name: str
    skills: tuple[dict, ...]


@dataclass(frozen=True)
class Section:
    """`kind` chooses the partial and the looks; `key` is its name in the layout."""

    kind: str
    key: str
    title: str
    entries: tuple[Entry, ...] = ()
    blocks: tuple[Block, ...] = ()
    groups: tuple[Group, ...] = ()

    @property
    def title_size(self) -> str:
        """How many lines the title may take in a narrow column."""
        return "" if len(self.title) <= 22 else "two-lines" if len(self.title) <= 44 else "many-lines"


@dataclass(frozen=True)
class Sheet:
    document: Document
    template: Template
    main: list[Section] = field(default_factory=list)
    aside: list[Section] = field(default_factory=list)
    contacts: list[Link] = field(default_factory=list)

    @property
    def title(self) -> str:
        return typeset(self.document.title)

    @property
    def name_size(self) -> str:
        """Long names are set smaller, so that they take two lines at most where they can."""
        longest = max(map(len, self.document.full_name.split()), default=0)
        length = max(len(self.document.full_name), longest * 2)
        return "" if length <= 22 else "long" if length <= 44 else "longest"


def sheet_of(document: Document) -> Sheet:
    """In the active language, which is that of the titles and dates."""
    template = template_of(document.template_id)
    sheet = Sheet(document, template, contacts=_contacts(document))
    for key in document.layout.sections(list(document.custom), default=template.order):
        section = _section(document, key)
        if section:
            (sheet.aside if section.kind in template.aside else sheet.main).append(section)
    return sheet


def _section(document: Document, key: str) -> Section | None:
    """None when there is nothing in it."""
    item = custom_item(list(document.custom), key)
    kind = "custom" if item else key
    content = {"blocks": _blocks(item.get("content", ""))} if item else _CONTENT[key](document)
    if not any(content.values()):
        return None
    title = document.layout.titles.get(key) or (item["title"] if item else str(TITLES[key]))
    return Section(kind, key, typeset(title), **content)


def _blocks(text: str) -> tuple[Block, ...]:
    """Paragraphs at empty lines; lines that begin with a dash, a bullet or a number are items of lists."""
    blocks: list[Block] = []
    for paragraph in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        run: list[str] = []
        in_list = False
        for line in paragraph.split("\n"):
            if not line.strip():
                continue
            bullet = _BULLET.match(line)
            if run and bool(bullet) != in_list:
                blocks.append(Block(tuple(run), in_list))
                run = []
            in_list = bool(bullet)
            run.append(typeset(line[bullet.end() :] if bullet else line).strip())
        if run:
            blocks.append(Block(tuple(run), in_list))
    return tuple(blocks)


# --- Entries ----------------------------------------------------------------------------------------------------------
def _jobs(document: Document) -> dict:
    return {"entries": tuple(_entry(stay, _months(stay)) for stay in document.experiences)}


def _studies(document: Document) -> dict:
    return {"entries": tuple(_entry(stay, _years(stay)) for stay in document.education)}


def _entry(stay: Stay, when: str) -> Entry:
    return Entry(
        title=typeset(", ".join(filter(None, (stay.what, stay.detail)))),
        place=typeset(stay.where),
        location=typeset(stay.location),
        when=when,
        note=typeset(stay.grade),
        blocks=_blocks(stay.description),
    )


def _months(stay: Stay) -> str:
    start, end = (month(day) if day else "" for day in (stay.start, stay.end))
    return _span(start, end, is_current=stay.is_current)


def _years(stay: Stay) -> str:
    """Years are enough for studies, unless they began and ended in the same one."""
    if stay.start and stay.end and stay.start.year == stay.end.year:
        return _months(stay)
    start, end = (str(day.year) if day else "" for day in (stay.start, stay.end))
    return _span(start, end, is_current=stay.is_current)


def _span(start: str, end: str, *, is_current: bool) -> str:
    if is_current:
        return gettext("since %(start)s") % {"start": start} if start else gettext("at present")
    if start and end and start != end:
        return f"{start}{NBSP}– {end}"
    return start or (gettext("until %(end)s") % {"end": end} if end else "")


def _certifications(document: Document) -> dict:
    return {
        "entries": tuple(
            Entry(
                title=typeset(item.get("name", "")),
                place=typeset(item.get("issuer", "")),
                when=day_or_as_written(item.get("date", "")),
            )
            for item in document.certifications
        )
    }


def _projects(document: Document) -> dict:
    return {
        "entries": tuple(
            Entry(
                title=typeset(item.get("name", "")),
                link=_web(item.get("url", "")),
                blocks=_blocks(item.get("description", "")),
            )
            for item in document.projects
        )
    }


def _languages(document: Document) -> dict:
    return {
        "entries": tuple(
            Entry(title=typeset(item.get("language", "")), note=typeset(item.get("level", "")))
            for item in document.languages
        )
    }


def _skills(document: Document) -> dict:
    groups: dict[str, list[Skill]] = {}
    for skill in document.skills:
        groups.setdefault(skill.category, []).append(skill)
    return {
        "groups": tuple(
            Group(typeset(name), tuple({"name": typeset(skill.name), "level": _level(skill.level)} for skill in skills))
            for name, skills in groups.items()
        )
    }


def _level(level: str) -> str:
    return str(Level(level).label).lower() if level in Level.values else ""


_CONTENT = {
    "summary": lambda document: {"blocks": _blocks(document.summary)},
    "experiences": _jobs,
    "education": _studies,
    "skills": _skills,
    "languages": _languages,
    "certifications": _certifications,
    "projects": _projects,
}


# --- Links ------------------------------------------------------------------------------------------------------------
def _contacts(document: Document) -> list[Link]:
    links = [
        Link(document.email, f"mailto:{quote(document.email, safe='@+.')}" if document.email else ""),
        _phone(document.phone),
        Link(typeset(document.address)),
        *(_web(url) for url in (document.linkedin_url, document.github_url, document.website)),
    ]
    return [link for link in links if link and link.text]


def _phone(text: str) -> Link:
    try:
        number = phonenumbers.parse(text, "FR")
    except phonenumbers.NumberParseException:
        return Link(text)
    shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL).replace(" ", NBSP)
    return Link(shown, phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.RFC3966))


def _web(url: str) -> Link | None:
    """An address without what nobody reads aloud; only http and https lead anywhere."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return Link(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return Link(url)
    shown = re.sub(r"^https?://(www\.)?", "", url).rstrip("/")
    return Link(shown, url)
