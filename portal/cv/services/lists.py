"""Replacing a list of a resume by what was sent (002 §3.4 `experience_data`, `education_data`, `skills_data`).

An item keeps its row when it has the row's `id`, or says the same of what names it: company, position and start;
institution, degree and start; the skill's name (CONTRACTS "CV and payments").
"""

from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from portal.core.errors import Invalid
from portal.core.text import clean_text
from portal.core.writing import write_rows
from portal.vocabulary.models import skill_key

from ..models import Resume, ResumeSkill
from . import content
from .content import LISTS

MOST = {"experiences": 50, "education": 50, "skills": 100}
_NAMED_BY = {
    "experiences": lambda row: (row.company, row.position, row.start_date),
    "education": lambda row: (row.institution, row.degree, row.start_date),
    "skills": lambda row: skill_key(row.name),
}
MOST_ORDER = 32767


@dataclass
class Replaced:
    """What a list becomes: all its rows, and what has to be written."""

    name: str
    rows: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    gone: list[int] = field(default_factory=list)

    @property
    def added(self) -> list:
        return [row for row in self.rows if row.pk is None]

    @property
    def names_skills(self) -> bool:
        """Whether the vocabulary and the profile have something to learn (`portal.cv.services.settling`)."""
        return self.name == "skills" and (bool(self.gone) or any(row.skill_id is None for row in self.rows))


def replaced(resume: Resume, name: str, items, *, sent_as: str) -> Replaced:
    """What the list becomes; nothing is written yet. Raises Invalid (field `sent_as`)."""
    model, fields = LISTS[name]
    if not isinstance(items, list) or len(items) > MOST[name]:
        raise Invalid(fields={sent_as: [_("A list of at most %(most)s items is expected.") % {"most": MOST[name]}]})
    found = Replaced(name)
    present = {row.pk: row for row in getattr(resume, name).all()}
    before = {pk: _values(row, fields) for pk, row in present.items()}
    wanted = [_read(model, fields, item, place, sent_as) for place, item in enumerate(items)]
    free = _match(name, wanted, present)
    for _sent, row in wanted:
        row = _onto(free.get(id(row)), row, fields)
        row.resume = resume
        found.rows.append(row)
    if name == "skills":
        _check_names(found, sent_as)
    found.changed = [row for row in found.rows if row.pk and before[row.pk] != _values(row, fields)]
    found.gone = sorted(set(present) - {row.pk for row in found.rows})
    return found


def write(resume: Resume, found: Replaced) -> None:
    """At most two statements: what is gone, and what is new or changed."""
    model, _fields = LISTS[found.name]
    if found.gone:
        # Nothing hangs on an entry: one statement, where `delete()` reads the rows first for those who listen.
        gone = model.objects.filter(resume=resume, pk__in=found.gone)
        gone._raw_delete(gone.db)
    write_rows([*found.changed, *found.added], within="resume")
    content.keep(resume, found.name, found.rows)


def _values(row, fields) -> tuple:
    return (*(getattr(row, name) for name in fields), row.order, getattr(row, "skill_id", None))


def _read(model, fields, item, place: int, sent_as: str):
    """(what was sent, a new row that says it). Raises Invalid."""
    if not isinstance(item, dict):
        raise Invalid(fields={sent_as: [_("An object is expected.")]})
    try:
        values = {name: _value(model, name, item[name]) for name in fields if name in item}
        row = model(**values, order=_order(item.get("order"), place))
        row.clean_fields(exclude=["resume", "skill", "order"])
        _check_dates(row)
    except ValidationError as error:
        raise Invalid(fields={sent_as: _sentences(error, model, place)}) from error
    return item, row


def _value(model, name: str, value):
    """Texts cleaned, null for no text, days from their ISO form."""
    kind = model._meta.get_field(name)
    if isinstance(kind.get_default(), str):
        if value is not None and not isinstance(value, str):
            raise ValidationError({name: _("A text is expected.")})
        return clean_text(value or "")
    if name.endswith("_date"):
        return _day(name, value)
    if not isinstance(value, bool) and value is not None:
        raise ValidationError({name: _("true or false is expected.")})
    return bool(value)


def _day(name: str, value) -> date | None:
    if value is None or value == "" or type(value) is date:
        return value or None
    try:
        day = parse_date(value) if isinstance(value, str) else None
    except ValueError:
        day = None
    if day is None:
        raise ValidationError({name: _("A date is written YYYY-MM-DD.")})
    return day


def _order(value, place: int) -> int:
    if value is None:
        return place
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_ORDER:
        raise ValidationError({"order": _("A whole number from 0 is expected.")})
    return value


def _check_dates(row) -> None:
    if not hasattr(row, "end_date"):
        return
    if row.is_current and row.end_date:
        raise ValidationError({"end_date": _("There is no end where you still are: give the one or the other.")})
    if row.start_date and row.end_date and row.end_date < row.start_date:
        raise ValidationError({"end_date": _("The end is before the start.")})


def _sentences(error: ValidationError, model, place: int) -> list[str]:
    """ "2. company: This field cannot be blank." """
    return [f"{place + 1}. {name}: {message}" for name, messages in error.message_dict.items() for message in messages]


def _match(name: str, wanted, present: dict) -> dict[int, object]:
    """New row (its `id()`) → the row it takes the place of, each at most once; ids go first."""
    left, matched = dict(present), {}
    for sent, row in wanted:
        known = sent.get("id")
        if isinstance(known, int) and not isinstance(known, bool) and known in left:
            matched[id(row)] = left.pop(known)
    names: dict = {}
    for other in left.values():
        names.setdefault(_NAMED_BY[name](other), []).append(other)
    for _sent, row in wanted:
        if id(row) not in matched and (same := names.get(_NAMED_BY[name](row))):
            matched[id(row)] = same.pop(0)
    return matched


def _onto(kept, row, fields):
    """The kept row saying what the new one says, or the new one."""
    if kept is None:
        return row
    if isinstance(kept, ResumeSkill) and skill_key(kept.name) != skill_key(row.name):
        kept.skill_id = None
    for name in (*fields, "order"):
        setattr(kept, name, getattr(row, name))
    return kept


def _check_names(found: Replaced, sent_as: str) -> None:
    """A skill is named, and once. Raises Invalid."""
    keys = [skill_key(row.name) for row in found.rows]
    if not all(keys):
        raise Invalid(fields={sent_as: [_("Please name the skill.")]})
    if len(set(keys)) < len(keys):
        raise Invalid(fields={sent_as: [_("This skill is in your list already.")]})
