"""What people choose of the look of their resume: one JSON object on it, checked here, read by the renderer and editor.

    {"color": "#1a5276", "font": "inter", "font_size": "normal", "spacing": "compact", "page_size": "Letter",
     "photo": true, "order": ["summary", "skills", "custom:b3"], "titles": {"custom:b3": "Bénévolat"},
     "hidden": ["projects"]}

Every key may be left out, or null: the template decides then (`Layout.of` has None or nothing for it). A section is one
of `SECTIONS`, or `custom:<id>` for the item of `custom_sections` with that `id`; `custom` stands for the items that
`order` does not name. Sections that `order` leaves out follow in the template's order (`Layout.sections`).
"""

import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.core.text import CONTROL

#: In the order of a template that has none of its own.
SECTIONS = ("summary", "experiences", "education", "skills", "languages", "certifications", "projects", "custom")
#: The families of the fonts that the portal installs, by what people choose.
FONTS = {
    "inter": "Inter",
    "lato": "Lato",
    "liberation-sans": "Liberation Sans",
    "liberation-serif": "Liberation Serif",
    "noto-sans": "Noto Sans",
    "noto-serif": "Noto Serif",
}
FONT_SIZES = ("small", "normal", "large")
SPACINGS = ("compact", "normal", "airy")
PAGE_SIZES = ("A4", "Letter")
CHOICES = {"font": tuple(FONTS), "font_size": FONT_SIZES, "spacing": SPACINGS, "page_size": PAGE_SIZES}
KEYS = ("color", *CHOICES, "photo", "order", "titles", "hidden")
CUSTOM = "custom"
#: An item of `custom_sections` that the layout speaks of has this for an `id`.
CUSTOM_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")
LONGEST_TITLE = 80
#: Every section, and as many of its owner's as a resume holds.
MOST_SECTIONS = 60
_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Layout:
    """The choices of one resume; None or nothing where the template decides."""

    color: str | None = None
    font: str | None = None
    font_size: str | None = None
    spacing: str | None = None
    page_size: str | None = None
    photo: bool = True
    order: tuple[str, ...] = ()
    titles: dict[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()

    @classmethod
    def of(cls, resume) -> "Layout":
        chosen = {key: value for key, value in resume.layout.items() if value is not None}
        for key, kind in (("order", tuple), ("hidden", frozenset)):
            if key in chosen:
                chosen[key] = kind(chosen[key])
        return cls(**chosen)

    @property
    def font_family(self) -> str | None:
        return FONTS.get(self.font)

    def sections(self, custom_sections: list[dict], default: tuple[str, ...] = SECTIONS) -> list[str]:
        """The keys of the sections to print, in order, hidden ones left out.

        `default` is the template's order. In place of `custom` come its items, as `custom:<id>`, or `custom#<index>`
        for one without an id; which text an item's key means, `custom_item` tells.
        """
        items = [_key(index, item) for index, item in enumerate(custom_sections)]
        known = {*SECTIONS, *items}
        chosen = [key for key in self.order if key in known]
        rest = [key for key in items if key not in chosen]
        found: list[str] = []
        for key in [*chosen, *(key for key in (*default, *SECTIONS) if key not in chosen)]:
            found += (rest if CUSTOM not in self.hidden else []) if key == CUSTOM else [key]
        return [key for key in dict.fromkeys(found) if key not in self.hidden]


def custom_item(custom_sections: list[dict], key: str) -> dict | None:
    """The item of `custom_sections` that a key of `Layout.sections` means; None for a section of every resume."""
    return next((item for index, item in enumerate(custom_sections) if _key(index, item) == key), None)


def _key(index: int, item: dict) -> str:
    return f"custom:{item['id']}" if item.get("id") else f"custom#{index}"


def check(value) -> None:
    """The validator of `Resume.layout`. Raises ValidationError."""
    if not isinstance(value, dict):
        raise ValidationError(_("An object is expected."))
    if unknown := sorted(str(key)[:40] for key in value if key not in KEYS):
        raise ValidationError(_("A layout has no such key: %(keys)s.") % {"keys": ", ".join(unknown[:5])})
    for key, part in value.items():
        if part is not None and not _CHECKS[key](part):
            raise ValidationError(_("This cannot be chosen for “%(key)s”.") % {"key": key})


def _color(value) -> bool:
    return isinstance(value, str) and bool(_COLOR.fullmatch(value))


def _one_of(values: tuple[str, ...]):
    return lambda value: isinstance(value, str) and value in values


def _is_section(value) -> bool:
    if not isinstance(value, str):
        return False
    word, _colon, identity = value.partition(":")
    return value in SECTIONS or (word == CUSTOM and bool(CUSTOM_ID.fullmatch(identity)))


def _sections(value) -> bool:
    return (
        isinstance(value, list)
        and len(value) <= MOST_SECTIONS
        and all(_is_section(key) for key in value)
        and len(set(value)) == len(value)
    )


def _titles(value) -> bool:
    return (
        isinstance(value, dict)
        and len(value) <= MOST_SECTIONS
        and all(_is_section(key) for key in value)
        and all(isinstance(title, str) and 0 < len(title.strip()) <= LONGEST_TITLE for title in value.values())
        and not any(CONTROL.search(title) for title in value.values())
    )


_CHECKS = {
    "color": _color,
    **{key: _one_of(values) for key, values in CHOICES.items()},
    "photo": lambda value: isinstance(value, bool),
    "order": _sections,
    "titles": _titles,
    "hidden": _sections,
}
