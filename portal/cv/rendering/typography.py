"""French spaces: those before : ; ! ? » and after « are never where a line ends. Other letters are left as written."""

import re
from datetime import date

from django.utils.formats import date_format

NBSP, THIN = "\u00a0", "\u202f"
_RULES = (
    (re.compile(r"[ \u00a0\u202f]+([;!?])(?![\w=])"), THIN + r"\1"),
    (re.compile(r"[ \u00a0\u202f]+(:)(?=\s|$)"), NBSP + r"\1"),
    (re.compile(r"«[ \u00a0\u202f]*(?=\S)"), "«" + NBSP),
    (re.compile(r"(?<=\S)[ \u00a0\u202f]*»"), NBSP + "»"),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), THIN),
    (re.compile(r"(?<=\d) (?=(?:[kKM]?€|%|ans?\b|mois\b|h\b|km\b|m²|personnes\b|millions?\b|euros?\b))"), NBSP),
    (re.compile(r"(?<=\bn°) (?=\d)"), NBSP),
)
_ISO = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?")


def typeset(text: str) -> str:
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text


def month(value: date) -> str:
    """ "sept. 2020", in the active language."""
    return date_format(value, "N Y").lower().replace(" ", NBSP)


def day_or_as_written(text: str) -> str:
    """ "2024-03-15" as "mars 2024", "2024" as itself, anything else as its owner wrote it."""
    match = _ISO.fullmatch(text.strip())
    if not match or not match[2]:
        return match[1] if match else typeset(text.strip())
    try:
        return month(date(int(match[1]), int(match[2]), int(match[3] or 1)))
    except ValueError:
        return text.strip()
