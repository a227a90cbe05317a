"""Jobs and studies out of rows of text: where one begins, when it was, what and where."""

import re
from dataclasses import dataclass, field
from statistics import median

from portal.core.text import fold

from .dates import Span, find_span

LONGEST_HEAD = 110
_PARTS = re.compile(r"\t| [·•|—–] | - |\s[-–—]\s| chez | @ |\s{3,}")
_SCHOOL = re.compile(
    r"\b(universit|ecole|lycee|college|iut|institut|university|school|campus|facult|cfa|cnam|insa|iae|greta|afpa|academ|"
    r"conservatoire|sorbonne|polytech|business school|hec|essec|escp|epitech|openclassrooms)"
)
_COMPANY = re.compile(
    r"\b(sarl|sas|sasu|eurl|s\.a\.?|groupe|group|ltd|inc|gmbh|mairie|ville de|chu|hopital|hospital|clinique|banque|"
    r"cabinet|agence|societe|association|ministere|conseil departemental|region|metropole|universite|cooperative|"
    r"restaurant|hotel)\b"
)
_GRADE = re.compile(r"\b(mention|moyenne|gpa|note|major|grade)\b", re.IGNORECASE)


@dataclass
class Entry:
    span: Span | None
    #: What names it, in order.
    heads: list[str] = field(default_factory=list)
    body: list[dict] = field(default_factory=list)

    @property
    def parts(self) -> list[str]:
        return [
            part.strip(" ,;:·|–—-") for head in self.heads for part in _PARTS.split(head) if part.strip(" ,;:·|–—-")
        ]


def entries_of(rows: list[dict]) -> list[Entry]:
    """One for each row that tells a time; without any, one for each row that stands out. May be none."""
    anchors = _anchors(rows)
    if not anchors:
        return _by_look(rows)
    lead = anchors[0]
    if lead > 3 or any(row["bullet"] for row in rows[:lead]):
        lead = 0
    starts = [max(place - lead, 0) for place in anchors]
    for number in range(1, len(starts)):
        # Lines before a date are its entry's own as far as they look like it.
        while starts[number] < anchors[number] and not _is_head(rows[starts[number]]):
            starts[number] += 1
        starts[number] = max(starts[number], anchors[number - 1] + 1)
    found = []
    for number, (start, anchor) in enumerate(zip(starts, anchors, strict=True)):
        end = starts[number + 1] if number + 1 < len(starts) else len(rows)
        found.append(_entry(rows, 0 if number == 0 and start > 3 else start, anchor, end))
    if starts[0] > 0:
        found[0].body[:0] = rows[: starts[0]]
    return found


def _entry(rows: list[dict], start: int, anchor: int, end: int) -> Entry:
    span, rest = find_span(rows[anchor]["text"])
    heads = [row["text"] for row in rows[start:anchor]] + ([rest] if rest else [])
    after = anchor + 1
    wanted = 2 if not heads else 1 if len(heads) < 2 else 0
    while after < end and wanted and _heads_on(rows, after, end):
        heads.append(rows[after]["text"])
        after += 1
        wanted -= 1
    return Entry(span, heads, rows[after:end])


def _anchors(rows: list[dict]) -> list[int]:
    found = [place for place, row in enumerate(rows) if _tells_time(row)]
    if not found:
        return []
    first = rows[found[0]]
    return [
        place
        for place in found
        if abs(rows[place]["size"] - first["size"]) < 0.4
        and (rows[place]["bold"] == first["bold"] or ("\t" in rows[place]["text"] and "\t" in first["text"]))
    ]


def _tells_time(row: dict) -> bool:
    """A date at the begin or end of a short line; within one only a whole span counts."""
    text = row["text"].strip()
    if row["bullet"] or len(text) > LONGEST_HEAD:
        return False
    span = find_span(text)
    if span is None:
        return False
    when, rest = span
    if text.endswith(".") and len(rest) > 40:
        return False
    within = bool(rest) and not text.startswith(rest.split("\t")[-1][:12]) and "\t" in rest and "\t" not in text
    return not (within and when.is_alone)


def _is_head(row: dict) -> bool:
    text = row["text"]
    return not row["bullet"] and len(text) <= LONGEST_HEAD and not text.rstrip().endswith((".", ";", ","))


def _heads_on(rows: list[dict], place: int, end: int) -> bool:
    """A line after the date that still names the entry: set apart, or followed by something else."""
    row = rows[place]
    if not _is_head(row) or len(row["text"]) > 90 or _GRADE.match(row["text"]):
        return False
    if row["bold"] or row["heading"] or _PARTS.search(row["text"]) or place + 1 >= end:
        return True
    following = rows[place + 1]
    name = fold(row["text"])
    if _SCHOOL.search(name) or _COMPANY.search(name) or _GRADE.match(following["text"]):
        return True
    return following["bullet"] or following["gap"] > row["gap"] + 0.2 or (not following["bold"] and not row["gap"])


def _by_look(rows: list[dict]) -> list[Entry]:
    places = [place for place, row in enumerate(rows) if (row["bold"] or row["heading"]) and _is_head(row)]
    if not places or places[0] > 1:
        return []
    # Two lines that stand out one after the other name one entry.
    places = [place for place in places if place - 1 not in places]
    found = []
    for number, place in enumerate(places):
        end = places[number + 1] if number + 1 < len(places) else len(rows)
        heads = [rows[place]["text"]]
        after = place + 1
        if after < end and _heads_on(rows, after, end):
            heads.append(rows[after]["text"])
            after += 1
        found.append(Entry(None, heads, rows[after:end]))
    return found


# --- What an entry says -----------------------------------------------------------------------------------------------
def job_of(entry: Entry) -> dict:
    what, where, place = _named(entry)
    if where and _COMPANY.search(fold(what)) and not _COMPANY.search(fold(where)):
        what, where = where, what
    return {
        "position": what,
        "company": where,
        "location": place,
        "description": paragraphs(entry.body),
        **_days(entry.span),
    }


def studies_of(entry: Entry) -> dict:
    what, where, place = _named(entry)
    if _SCHOOL.search(fold(what)) and not _SCHOOL.search(fold(where)):
        what, where = where, what
    degree, _comma, subject = what.partition(", ")
    if _GRADE.match(where):
        entry.body.append({"text": where, "bullet": False, "gap": 0})
        where = ""
    grade = next((row["text"] for row in entry.body if _GRADE.search(row["text"]) and len(row["text"]) <= 100), "")
    rest = [row for row in entry.body if row["text"] != grade]
    days = _days(entry.span)
    if entry.span and entry.span.is_alone:
        # A year alone is that of the degree.
        days = {"start_date": None, "end_date": days["start_date"], "is_current": False}
    return {
        "institution": where,
        "degree": degree,
        "field_of_study": subject,
        "grade": grade,
        "location": place,
        "description": paragraphs(rest),
        **days,
    }


def _named(entry: Entry) -> tuple[str, str, str]:
    """What, where, and the town."""
    parts = entry.parts
    if len(parts) == 1 and len(pieces := parts[0].split(", ")) in (2, 3):
        parts = pieces
    elif len(parts) == 2 and len(entry.heads) > 1 and (pieces := parts[1].split(", "))[1:] and len(pieces) == 2:
        parts = [parts[0], *pieces]
    what, where, *rest = [*parts, "", ""][: max(len(parts), 2)]
    return what, where, ", ".join(rest)


def _days(span: Span | None) -> dict:
    if span is None:
        return {}
    return {"start_date": span.start, "end_date": span.end, "is_current": span.is_current}


def paragraphs(rows: list[dict]) -> str:
    """Lines that one sentence was broken into, joined; items of lists begin with a dash."""
    if not rows:
        return ""
    width = max(len(row["text"]) for row in rows)
    gap = median(row["gap"] for row in rows)
    lines: list[str] = []
    for row in rows:
        text = row["text"].replace("\t", " ")
        if row["bullet"]:
            lines.append(f"- {text}")
        elif lines and _goes_on(lines[-1], row, width, gap):
            lines[-1] += text if lines[-1].endswith("-") else f" {text}"
        else:
            lines.append(text)
    return "\n".join(lines)


def _goes_on(last: str, row: dict, width: int, gap: float) -> bool:
    """The row continues the sentence of the line before it. Word processors break no lines: their gap is none."""
    if not row["gap"] or row["gap"] > gap + 0.25:
        return False
    text = row["text"]
    last_line = len(last) % width if len(last) > width else len(last)
    return text[:1].islower() or last.endswith(("-", ",")) or (last_line > 0.75 * width and not last.endswith("."))
