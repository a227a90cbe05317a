"""Months and years as people write them, in French and English: "mars 2020", "sept. 2019 – aujourd'hui", "03/2018".

A day that is not told is the first of its month; a year alone begins in January and ends in December.
"""

import re
from dataclasses import dataclass
from datetime import date

_WORDS = (
    "janvier janv january jan",
    "février fevrier févr fevr fév fev february feb",
    "mars march mar",
    "avril avr april apr",
    "mai may",
    "juin june jun",
    "juillet juill juil july jul",
    "août aout august aug",
    "septembre september sept sep",
    "octobre october oct",
    "novembre november nov",
    "décembre decembre december déc dec",
)
_MONTHS = {word: number for number, words in enumerate(_WORDS, 1) for word in words.split()}
_NAME = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\b\.?"
_YEAR = r"(?:19[3-9]\d|20\d\d)(?!\d)"
_POINT = rf"""(?:
    (?:(?:\d{{1,2}}(?:er)?|le)\s+){{0,2}}{_NAME}\s*(?:\d{{1,2}},)?\s{{0,3}}(?:de\s)?{_YEAR}
  | (?<!\d)\d{{1,2}}[/.]\d{{1,2}}[/.]{_YEAR}
  | (?<!\d)\d{{1,2}}\s?[/.]\s?{_YEAR}
  | (?<!\d){_YEAR}-\d\d-\d\d(?!\d)
  | (?<!\d){_YEAR}-(?:0[1-9]|1[0-2])(?![\d-])
  | (?<!\d){_YEAR}
)"""
_NOW = r"""(?:aujourd['’]?\s?hui|(?:à\s)?ce\sjour|maintenant|à\sprésent|présent|present|actuel(?:lement)?|en\scours
    |now|current(?:ly)?|today|ongoing)\b"""
_TO = r"\s{0,4}(?:[-‐-―−→>/]{1,2}|\bà\b|\bau\b|\bto\b|\buntil\b|\btill\b|\bjusqu['’](?:à|en|au)|\bet\b)\s{0,4}(?:à\s)?"
_FLAGS = re.IGNORECASE | re.VERBOSE
_SPAN = re.compile(
    rf"""(?P<from>\b(?:depuis|since|dès|de|du|from|à\spartir\sde)\s{{1,3}})?
    (?P<start>{_POINT}|{_NAME}(?={_TO}{_NAME}\s))(?:{_TO}(?:(?P<end>{_POINT})|(?P<now>{_NOW})))?""",
    _FLAGS,
)
_UNTIL = re.compile(rf"\b(?:jusqu['’](?:à|en|au)|until)\s{{1,3}}(?P<end>{_POINT})", _FLAGS)
_NOW_ALONE = re.compile(rf"(?:\bdepuis\b)?\s*{_NOW}", _FLAGS)
_WHOLE_POINT = re.compile(_POINT, _FLAGS)
#: A line that is read for dates; what follows is no date of its own.
LONGEST = 300


@dataclass(frozen=True)
class Span:
    start: date | None = None
    end: date | None = None
    is_current: bool = False
    #: One date alone, which may be the start or the end.
    is_alone: bool = False


def read_day(text: str, *, last: bool = False) -> date | None:
    """The day of "mars 2020", "2020", "15/03/2020"…; None for what is no date. `last` takes a year's December."""
    match = _WHOLE_POINT.fullmatch(" ".join((text or "")[:LONGEST].split()))
    return _day(match[0], last=last) if match else None


def read_days(start: str, end: str) -> dict:
    """`start_date`, `end_date`, and in `unread_dates` what stood there and is no date."""
    found = {"start_date": read_day(start), "end_date": read_day(end, last=True)}
    unread = [text for text, day in zip((start, end), found.values(), strict=True) if text and day is None]
    return {**found, "unread_dates": unread}


def find_span(text: str) -> tuple[Span, str] | None:
    """The first span or date of a line, and the line without it; None when it has none."""
    line = text[:LONGEST]
    if match := _UNTIL.search(line):
        before = _SPAN.search(line[: match.start()])
        if before is None:
            return Span(end=_day(match["end"], last=True)), _without(text, match)
    match = _SPAN.search(line)
    if match is None:
        return None
    start, end = match["start"], match["end"]
    since = (match["from"] or "").strip().lower() in ("depuis", "since")
    if not re.search(_YEAR, start):
        # "mars à juin 2018"
        start = f"{start} {re.search(_YEAR, end)[0]}" if end else ""
    first, final = _day(start), _day(end, last=True) if end else None
    if first and final and final < first:
        final = None
    is_current = bool(match["now"]) or (since and not end)
    return Span(first, final, is_current, is_alone=not end and not is_current), _without(text, match)


def says_now(text: str) -> bool:
    """ "aujourd'hui", "Present": where an end would stand, there is none."""
    return bool(_NOW_ALONE.fullmatch(text.strip()))


def _day(text: str, *, last: bool = False) -> date | None:
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    word = next((found[0] for found in [re.search(_NAME, text, _FLAGS)] if found), "")
    if word:
        year, month = numbers[-1], _MONTHS[word.rstrip(".").lower()]
        day = numbers[0] if len(numbers) > 1 else 1
    elif numbers[0] > 31:
        year, month, day = (numbers + [12 if last else 1, 1][len(numbers) - 1 :])[:3]
    else:
        year, month, day = numbers[-1], numbers[-2], numbers[0] if len(numbers) == 3 else 1
    if len(numbers) == 3 and month > 12 >= day:
        # 03/15/2020, as Americans write it.
        month, day = day, month
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _without(text: str, match: re.Match) -> str:
    """What is left around the dates, without the brackets and dashes that held them."""
    rest = f"{text[: match.start()].rstrip(' (|[·•,;:–—-')}\t{text[match.end() :].lstrip(' )|]·•,;:–—-')}"
    return rest.strip()
