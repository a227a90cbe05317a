"""Putting what a form or a request says on a row of a resume, and checking it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.core.errors import Invalid
from portal.core.text import clean_text


def assign(row, values: dict, names: tuple[str, ...]) -> None:
    """Set those of the values that are among `names`: texts cleaned, null for no text. Raises Invalid by field."""
    for name in names:
        if name in values:
            value = values[name]
            if isinstance(row._meta.get_field(name).get_default(), str):
                value = clean_text(str(value)) if value is not None else ""
            setattr(row, name, value)
    check(row)


def assign_stay(row, values: dict, names: tuple[str, ...]) -> None:
    """The same for time spent somewhere, with 000's rules on its dates.

    Still there with an end in the same breath is refused; still there alone takes the end away, and an end alone says
    that it is over.
    """
    values = dict(values)
    if values.get("is_current"):
        if values.get("end_date") is not None:
            raise Invalid(fields={"end_date": [_("There is no end where you still are: give the one or the other.")]})
        values["end_date"] = None
    elif values.get("end_date") is not None and "is_current" not in values:
        values["is_current"] = False
    start, end = (values.get(name, getattr(row, name)) for name in ("start_date", "end_date"))
    if start and end and end < start:
        raise Invalid(fields={"end_date": [_("The end is before the start.")]})
    assign(row, values, names)


def check(row) -> None:
    """Every rule on the row. Raises Invalid."""
    try:
        row.full_clean(exclude=["resume", "skill"])
    except ValidationError as error:
        raise Invalid(fields=error.message_dict) from error
