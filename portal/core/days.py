"""Days as French people write them, in Paris."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext

NBSP = "\u00a0"


def local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) else value


def day(value: date | datetime | None, *, year: bool | None = None) -> str:
    """ "24 novembre", "1er mai 2031": the year only when it is not this one (or when asked)."""
    if value is None:
        return ""
    value = local(value)
    number_of_day = pgettext("first day of a month", "1") if value.day == 1 else str(value.day)
    text = f"{number_of_day}{NBSP}{date_format(value, 'F')}"
    with_year = value.year != timezone.localdate().year if year is None else year
    return f"{text} {value.year}" if with_year else text
