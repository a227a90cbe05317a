"""The weeks of a student internship in a form: a list of the coming weeks and a number of seats, several times."""

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from .. import display, weeks
from ..internships import MAX_WEEKS
from ..models.internship import MAX_SEATS
from .fields import RowsWidget


def choice_label(monday) -> str:
    """The week's words, with the year where it is not this one."""
    return display.week(monday, year=monday.year != timezone.localdate().year)


class WeeksWidget(RowsWidget):
    """Rows of `{"text": Monday, "seats"}`, named `weeks-0` and `weeks-0-seats`."""

    template_name = "jobs/forms/weeks.html"

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        coming = {monday.isoformat(): choice_label(monday) for monday in weeks.coming()}
        for row in context["widget"]["rows"]:
            monday = _read(row.get("text"))
            row["seats"] = row.get("seats", 1)
            # A week that is past stays in its row; the others are still to come.
            row["past"] = choice_label(monday) if monday and monday.isoformat() not in coming else ""
        context["widget"] |= {"choices": coming, "most_seats": MAX_SEATS}
        return context

    def value_from_datadict(self, data, files, name):
        rows = super().value_from_datadict(data, files, name)
        names = [key for key in data if key.startswith(f"{name}-") and key.removeprefix(f"{name}-").isdecimal()]
        orders = sorted(int(key.removeprefix(f"{name}-")) for key in names if key.isascii())
        for row, order in zip(rows, orders, strict=False):
            row["seats"] = data.get(f"{name}-{order}-seats", "")
        return rows


class WeeksField(forms.Field):
    """A list of `{"monday", "seats"}`, as the services take it; rows without a week are left out."""

    widget = WeeksWidget

    def __init__(self, **kwargs):
        widget = WeeksWidget(most=MAX_WEEKS, row_label=_("Week"), add_label=_("Add a week"))
        super().__init__(required=False, widget=widget, **kwargs)

    def clean(self, value):
        return [self._row(row) for row in value or [] if row.get("text")]

    def _row(self, row: dict) -> dict:
        monday, seats = _read(row["text"]), str(row.get("seats") or "").strip()
        if monday is None:
            raise forms.ValidationError(_("Please choose the week in the list."))
        if not (seats.isascii() and seats.isdigit() and len(seats) < 4 and 1 <= int(seats) <= MAX_SEATS):
            raise forms.ValidationError(
                _("%(week)s: please give a number of seats between 1 and 99.") % {"week": weeks.label(monday)}
            )
        return {"monday": monday, "seats": int(seats)}

    def prepare_value(self, value):
        return [
            row if "text" in row else {"text": row["monday"].isoformat(), "seats": row["seats"]} for row in value or []
        ]


def _read(text):
    """A Monday, or None."""
    try:
        day = parse_date(text or "")
    except ValueError:
        return None
    return day if day and day.isoweekday() == 1 and 2000 <= day.year <= 2200 else None
