"""The publications of `content/*.txt`, read into what the services take.

One file holds many texts, so that a writer sees them as texts::

    === Title
    by: ondelia                     (a key of content/companies.py)
    terms: cdi full 3-5             (what `TERMS` names for the kind)
    pay: 42000-50000 year | words   (amounts, period, remark)
    at: Lyon 6e; Villeurbanne       when: -3 +30   (published, deadline, in days from today; "-" is none)
    weeks: 4x2 6x1                  (of an internship for pupils: weeks from the coming one, seats in each)
    state: refused unclear | words  (draft, pending, edited, scheduled, refused, expired, closed, withdrawn)

Any other key of `WORDS` or `LISTS` is the column of that name. What is no key is the description.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from portal.jobs.models import ApplyBy, Kind

from .content.companies import SHOWN_AS
from .typography import to_html, typeset

CONTENT = Path(__file__).resolve().parent / "content"
TERMS = {
    Kind.OFFER: ("contract", "working_time", "experience"),
    Kind.BOURSE: ("bourse_type", "level"),
    Kind.FINANCEMENT: ("financement_type",),
    Kind.CONSULTATION: ("consultation_type",),
}
WORDS = {
    **dict.fromkeys(
        ("remote", "address", "covers", "duration", "residence", "language", "audiences", "territory", "recurrence")
    ),
    "host": "host_country",
    "field": "field_of_study",
}
NUMBERS = {"openings": "openings", "number": "number", "renewals": "renewals", "age": "age_limit"}
DECIMALS = {"rate": "rate", "envelope": "envelope"}
DAYS = {"starts": "starts_on", "results": "results_on"}
SPECIAL = {
    "kind",
    "by",
    "terms",
    "pay",
    "at",
    "skills",
    "when",
    "state",
    "ask",
    "apply",
    "documents",
    "eligibility",
    "weeks",
}
KEYS = {*WORDS, *NUMBERS, *DECIMALS, *DAYS, *SPECIAL}
_KEY = re.compile(r"(\w+): (.+)$")
_OPTIONAL = " (facultatif)"


@dataclass
class Entry:
    """One publication: `values` for the services (dates apart), and where it stands.

    `published` and `deadline` are days from today, `dates` columns given in days from today, `weeks` pairs of weeks
    from the coming one (1) and seats, `words` what the state needs: the editor's reason, or the new title of an edit
    that waits.
    """

    kind: str
    company: str
    values: dict
    published: int
    deadline: int | None
    dates: dict = field(default_factory=dict)
    weeks: tuple[tuple[int, int], ...] = ()
    state: str = "validated"
    code: str = ""
    words: str = ""


def entries() -> list[Entry]:
    """Every publication, in a fixed order."""
    found = []
    for path in sorted(CONTENT.glob("*.txt")):
        texts = path.read_text(encoding="utf-8").split("=== ")[1:]
        found += [_entry(text.splitlines(), _kind_of(path.stem)) for text in texts]
    return found


def _kind_of(stem: str) -> str:
    return next((kind for kind in Kind.values if stem.startswith(f"{kind}s")), Kind.OFFER)


def _entry(lines: list[str], kind: str) -> Entry:
    head, body = {}, []
    for line in lines[1:]:
        found = _KEY.match(line)
        if found and found[1] in KEYS:
            head[found[1]] = found[2]
        elif line.strip():
            body.append(line)
    kind = head.get("kind", kind)
    company, shown = SHOWN_AS.get(head["by"], (head["by"], ""))
    published, deadline = (None if day == "-" else int(day) for day in head["when"].split())
    state, _, words = head.get("state", "validated").partition(" | ")
    state, _, code = state.partition(" ")
    values = {"title": typeset(lines[0].strip()), "description": to_html(body), "company_name": shown}
    for part in (_terms(head, kind), _pay(head), _apply(head), _columns(head), _lists(head)):
        values |= part
    dates = {DAYS[key]: int(head[key]) for key in DAYS if key in head}
    weeks = tuple(tuple(map(int, week.split("x"))) for week in head.get("weeks", "").split())
    return Entry(kind, company, values, published, deadline, dates, weeks, state, code, typeset(words))


def _terms(head: dict, kind: str) -> dict:
    return dict(zip(TERMS[kind], head.get("terms", "").split(), strict=False))


def _pay(head: dict) -> dict:
    if "pay" not in head:
        return {}
    figures, _, note = head["pay"].partition(" | ")
    amounts, period = figures.split()
    low, high = amounts.split("-")
    return {"amount_min": Decimal(low), "amount_max": Decimal(high), "period": period, "amount_note": typeset(note)}


def _apply(head: dict) -> dict:
    address = head.get("apply", "")
    if not address:
        return {}
    if "@" in address:
        return {"apply_by": ApplyBy.EMAIL, "apply_email": address}
    return {"apply_by": ApplyBy.URL, "apply_url": address}


def _columns(head: dict) -> dict:
    values = {column or key: typeset(head[key]) for key, column in WORDS.items() if key in head}
    values |= {column: int(head[key]) for key, column in NUMBERS.items() if key in head}
    return values | {column: Decimal(head[key]) for key, column in DECIMALS.items() if key in head}


def _lists(head: dict) -> dict:
    values = {
        "places": _split(head, "at", ";"),
        "skills": [typeset(skill) for skill in _split(head, "skills", ",")],
        "questions": [
            {"text": typeset(text.removesuffix(_OPTIONAL)), "required": not text.endswith(_OPTIONAL)}
            for text in _split(head, "ask", ";")
        ],
    }
    if "documents" in head:
        values["documents_asked"] = [typeset(document) for document in _split(head, "documents", ";")]
    if "eligibility" in head:
        values["eligibility"] = to_html([head["eligibility"]])
    return values


def _split(head: dict, key: str, separator: str) -> list[str]:
    return [part.strip() for part in head.get(key, "").split(separator) if part.strip()]
