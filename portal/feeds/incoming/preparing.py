"""An item of a source becomes the values of a publication, with everything that is wrong in it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from portal.jobs.models import ApplyBy
from portal.jobs.models.kinds import Contract
from portal.vocabulary.models import Sector

from ..fields import EXTERNAL_ID, SALARY, Field, fields_of
from . import values, words
from .mapping import found_at, key_of, unwrapped
from .readers import Item
from .values import Doubtful, Wrong

_READERS = {
    "identifier": values.identifier,
    "text": values.text,
    "html": values.html,
    "decimal": values.decimal,
    "integer": values.integer,
    "moment": values.moment,
    "date": values.date_,
    "skills": values.skills,
    "lines": values.lines,
    "url": values.url,
    "email": values.email,
    "choice": words.choice,
    "currency": words.currency,
    "places": words.places,
    "sector": values.text,
}


@dataclass
class Problem:
    """What is wrong with one field ("" of ours: the whole item), and the path it was read from."""

    field: str
    path: str
    message: str
    warning: bool = False


@dataclass
class Prepared:
    """What an item says, ready for the services; `usable` unless something keeps it out.

    `line` and `position` are those of its `page`. `values` fit in JSON (`restored` makes them the services'); `past`
    says that its own date is over.
    """

    number: int
    line: int
    position: int
    page: int = 1
    external_id: str = ""
    values: dict = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    past: bool = False

    @property
    def usable(self) -> bool:
        return not self.past and all(problem.warning for problem in self.problems)

    @property
    def digest(self) -> str:
        said = json.dumps(self.values, sort_keys=True, ensure_ascii=False).encode("utf-8", "replace")
        return hashlib.blake2b(said, digest_size=16).hexdigest()

    def as_line(self) -> bytes:
        said = {**vars(self), "problems": [vars(problem) for problem in self.problems]}
        return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

    @classmethod
    def of_line(cls, line: bytes) -> "Prepared":
        said = json.loads(line)
        problems = [Problem(**problem) for problem in said.pop("problems")]
        return cls(**said, problems=problems)


class Preparer:
    """Reads the items of one feed. Its queries are made once."""

    def __init__(self, kind: str, mapping: dict[str, str]):
        self.fields = fields_of(kind)
        self.kind, self.mapping = kind, {name: path for name, path in mapping.items() if name in self.fields and path}
        self.sectors = {key_of(name): pk for pk, name in Sector.objects.values_list("pk", "name")}
        self.now = timezone.now()

    def all(self, items: Iterator[Item]) -> Iterator[Prepared]:
        return map(self.one, items)

    def one(self, item: Item) -> Prepared:
        made = Prepared(item.number, item.line, item.position)
        node = unwrapped(item.node)
        if item.problem:
            # Not even its name can be trusted: as long as there is such an item, nothing counts as gone.
            made.problems.append(Problem("", "", item.problem))
            return made
        for each in self.fields.values():
            self._read(made, each, node)
        self._settle(made)
        made.external_id = made.values.pop(EXTERNAL_ID, "")
        return made

    def _read(self, made: Prepared, field_: Field, node: dict) -> None:
        path = self.mapping.get(field_.name, "")
        raw = found_at(node, path) if path else None
        try:
            value = self._value(field_, raw) if raw is not None else None
        except Doubtful as error:
            made.problems.append(Problem(field_.name, path, str(error), warning=True))
        except Wrong as error:
            made.problems.append(Problem(field_.name, path, str(error)))
        else:
            if isinstance(value, dict):
                made.values |= {name: each for name, each in value.items() if name not in made.values}
            elif value is not None:
                made.values[field_.name] = value
            elif field_.required:
                made.problems.append(Problem(field_.name, path, _("This is missing.")))

    def _value(self, field_: Field, raw):
        if field_.name == SALARY:
            return words.salary(self.kind, raw)
        value = _READERS[field_.type](field_, raw)
        if field_.type == "sector" and value is not None:
            if key_of(value) not in self.sectors:
                raise Doubtful(_("“%(text)s” is not known here: left empty.") % {"text": value[:60]})
            return self.sectors[key_of(value)]
        return value

    def _settle(self, made: Prepared) -> None:
        """What one field means for another."""
        found = made.values
        if found.get("apply_url"):
            found.pop("apply_email", None)
            found["apply_by"] = ApplyBy.URL.value
        else:
            found["apply_by"] = (ApplyBy.EMAIL if found.get("apply_email") else ApplyBy.HERE).value
        low, high = found.get("amount_min"), found.get("amount_max")
        if low and high and float(low) > float(high):
            path = self.mapping.get("amount_max") or self.mapping.get(SALARY, "")
            made.problems.append(Problem("amount_max", path, _("The maximum is lower than the minimum.")))
        if found.get("contract") == Contract.STUDENT_INTERNSHIP:
            message = _("Internships for pupils need weeks and seats: please write them on the site.")
            made.problems.append(Problem("contract", self.mapping["contract"], message))
        if found.get("deadline"):
            made.past = parse_datetime(found["deadline"]) <= self.now


def restored(kind: str, said: dict) -> dict:
    """The values as services take them: every field of the feed is set, what the source does not say is emptied."""
    known = fields_of(kind)
    found = {name: _restored(known[name], value) for name, value in said.items() if name in known}
    found["apply_by"] = said.get("apply_by", ApplyBy.HERE.value)
    return found


def _restored(field_: Field, value):
    if field_.type == "moment":
        return parse_datetime(value)
    if field_.type == "date":
        return parse_date(value)
    if field_.type == "sector":
        return Sector.objects.filter(pk=value).first()
    return value


def emptied(kind: str, mapping: dict[str, str]) -> dict:
    """What a mapped field is when the source stops saying it, so that an edit takes the old words away."""
    names = {*mapping} - {EXTERNAL_ID, SALARY, "title", "description", "sector", "company_name"}
    if SALARY in mapping:
        names |= {"amount_min", "amount_max", "period"}
    nothing = {
        "decimal": None,
        "integer": None,
        "moment": None,
        "date": None,
        "places": [],
        "skills": [],
        "lines": [],
    }
    defaults = {"remote": "none", "currency": "EUR", "openings": 1}
    known = fields_of(kind)
    kept = {name: defaults.get(name, nothing.get(known[name].type, "")) for name in names if name in known}
    return {**kept, "apply_url": "", "apply_email": ""}
