"""What a publication of each kind is made of, as feeds know it: names, types and limits, read from the models."""

from dataclasses import dataclass
from functools import cache

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.jobs.forms import FORMS
from portal.jobs.models import KINDS, Kind
from portal.jobs.services.values import MAX_PLACES

#: The most letters of a text without a limit of its own, as in the site's forms.
LONGEST_TEXT = 20_000
LONGEST_ID = 200
#: The source's own name of an item: what makes an import idempotent.
EXTERNAL_ID = "external_id"
#: A pay in one field ("2 400 à 2 750 € par mois", schema.org's MonetaryAmount): read into the amounts.
SALARY = "salary"
_RICH = ("description", "eligibility")
#: Decided by the rest: a feed names an address, and people apply there.
_NOT_IN_FEEDS = {"apply_by"}


@dataclass(frozen=True)
class Field:
    """One field of ours. `type` is a function's name in `incoming.values`; `choices` are (code, label)."""

    name: str
    type: str
    label: str
    required: bool = False
    max_length: int | None = None
    choices: tuple = ()
    digits: tuple[int, int] | None = None


@cache
def fields_of(kind: str) -> dict[str, Field]:
    """The fields a feed of this kind may fill, by name, in the order of the site's form."""
    form, model = FORMS[Kind(kind)], KINDS[kind]
    known = [Field(EXTERNAL_ID, "identifier", _("Identifier in the source"), required=True, max_length=LONGEST_ID)]
    names = [name for _legend, _help, part, _css in form.parts for name in part]
    for name in names:
        if name in ("places", "skills"):
            known.append(Field(name, name, form.base_fields[name].label))
        elif name not in _NOT_IN_FEEDS and name in {field.name for field in model._meta.concrete_fields}:
            known.append(_field(model._meta.get_field(name), form.base_fields[name]))
        if name == "amount_max":
            known.append(Field(SALARY, "salary", _("Amounts, currency and period in one field")))
    return {field.name: field for field in known}


def _field(column, shown) -> Field:
    required = column.name in ("title", "description")
    common = {"name": column.name, "label": shown.label, "required": required}
    if column.name in _RICH:
        return Field(type="html", max_length=LONGEST_TEXT, **common)
    if column.choices:
        return Field(type="choice", choices=tuple(column.choices), **common)
    if isinstance(column, models.DecimalField):
        return Field(type="decimal", digits=(column.max_digits, column.decimal_places), **common)
    return Field(type=_type(column), max_length=column.max_length or LONGEST_TEXT, **common)


def _type(column) -> str:
    types = (
        (models.ForeignKey, "sector"),
        (models.JSONField, "lines"),
        (models.IntegerField, "integer"),
        (models.DateTimeField, "moment"),
        (models.DateField, "date"),
        (models.URLField, "url"),
        (models.EmailField, "email"),
    )
    named = {"currency": "currency"}.get(column.name)
    return named or next((word for class_, word in types if isinstance(column, class_)), "text")


#: What the form lets people write of each, by name.
MOST = {"places": MAX_PLACES, "skills": 30, "documents_asked": 30}
