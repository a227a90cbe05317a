"""Form fields of publications: money as French people type it, deadlines, lines, commas and repeated rows."""

import re
from datetime import time
from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.text import clean_text

from ..display import number
from . import richtext


class AmountField(forms.DecimalField):
    """ "2 400", "2400,50", "2 400 €", "12,5 %": an optional figure as French people type it."""

    def __init__(self, *, max_digits=12, decimal_places=2, min_value=0, **kwargs):
        super().__init__(
            max_digits=max_digits, decimal_places=decimal_places, min_value=min_value, required=False, **kwargs
        )
        self.widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value):
        typed = re.sub(r"[\s€%\u00a0\u202f]", "", str(value or "")).replace(",", ".")
        return super().to_python(typed)

    def prepare_value(self, value):
        return number(value) if isinstance(value, Decimal) else value


class RichTextField(forms.CharField):
    """A text area that takes plain text or HTML and shows it back as text."""

    def __init__(self, *, max_length=20_000, rows=12, **kwargs):
        super().__init__(max_length=max_length, **kwargs)
        self.widget = forms.Textarea(attrs={"rows": rows, "data-richtext": "", "maxlength": max_length})

    def clean(self, value):
        return richtext.to_html(clean_text(super().clean(value)))

    def prepare_value(self, value):
        # What comes from the model is HTML; what was just typed comes back untouched.
        return richtext.to_text(value) if isinstance(value, Stored) else value


class Stored(str):
    """Marks HTML of the database among a form's initial values."""

    __slots__ = ()


class DeadlineWidget(forms.SplitDateTimeWidget):
    def __init__(self):
        super().__init__(
            date_format="%Y-%m-%d",
            time_format="%H:%M",
            date_attrs={"type": "date", "aria-label": _("Date")},
            time_attrs={"type": "time", "aria-label": _("Time (Paris)")},
        )


class DeadlineField(forms.SplitDateTimeField):
    """A date and a time in Paris; a date alone lasts until its last minute."""

    widget = DeadlineWidget
    default_error_messages = {
        "invalid_date": _("Please give the date as day, month, year."),
        "invalid_time": _("Please give the time as hours and minutes."),
    }

    def __init__(self, **kwargs):
        super().__init__(required=False, **kwargs)

    def compress(self, data_list):
        if not data_list or not data_list[0]:
            if data_list and data_list[1]:
                raise forms.ValidationError(self.error_messages["invalid_date"], code="invalid_date")
            return None
        return super().compress([data_list[0], data_list[1] or time(23, 59)])

    def clean(self, value):
        deadline = super().clean(value)
        if deadline is not None and deadline <= timezone.now():
            raise forms.ValidationError(_("This date is past."), code="past")
        return deadline


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class CommasField(forms.CharField):
    """Several words, by commas, as a list."""

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=2000, **kwargs)

    def clean(self, value):
        text = clean_text(super().clean(value))
        return [" ".join(part.split())[:80] for part in re.split(r"[,;\n]", text) if part.strip()]

    def prepare_value(self, value):
        return ", ".join(value) if isinstance(value, list | tuple) else value


class LinesField(forms.CharField):
    """One thing a line, as a list."""

    def __init__(self, *, most=30, **kwargs):
        super().__init__(required=False, max_length=4000, **kwargs)
        self.most = most
        self.widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value):
        lines = [" ".join(line.split())[:200] for line in clean_text(super().clean(value)).splitlines()]
        return [line for line in lines if line][: self.most]

    def prepare_value(self, value):
        return "\n".join(map(str, value)) if isinstance(value, list | tuple) else value


class RowsWidget(forms.Widget):
    """The same small inputs several times, named `places-0`, `places-1`…; works without script, which adds rows.

    A value is a list of dictionaries, one key an input (`text`, and `required` where `checkbox_label` is given).
    """

    template_name = "jobs/forms/rows.html"
    use_fieldset = True

    def __init__(self, *, most, row_label, add_label, checkbox_label="", max_length=150, spare=1, datalist=""):
        super().__init__()
        self.most, self.row_label, self.add_label = most, row_label, add_label
        self.checkbox_label, self.max_length, self.spare, self.datalist = checkbox_label, max_length, spare, datalist

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        rows = [row for row in value or [] if row.get("text") or row.get("error")][: self.most]
        blank = min(self.most - len(rows), max(self.spare, 2 - len(rows)))
        rows += [{"text": "", "required": True} for _unused in range(blank)]
        context["widget"] |= {
            "rows": rows,
            "most": self.most,
            "row_label": self.row_label,
            "add_label": self.add_label,
            "checkbox_label": self.checkbox_label,
            "max_length": self.max_length,
        }
        return context

    def value_from_datadict(self, data, files, name):
        pattern = re.compile(rf"{re.escape(name)}-(\d{{1,3}})")
        found = sorted(int(match[1]) for match in map(pattern.fullmatch, data) if match)
        return [
            {"text": data.get(f"{name}-{order}", ""), "required": f"{name}-{order}-required" in data}
            for order in found[: self.most * 2]
        ]

    def value_omitted_from_data(self, data, files, name):
        return False

    def id_for_label(self, id_):
        return f"{id_}-0" if id_ else id_


class RowsField(forms.Field):
    """A list of `{"text", "required"}`, empty rows left out."""

    def __init__(self, *, most, max_length=150, **kwargs):
        self.most, self.max_length = most, max_length
        super().__init__(required=False, **kwargs)

    def clean(self, value):
        rows = [{**row, "text": " ".join(clean_text(row["text"]).split())} for row in value or []]
        rows = [row for row in rows if row["text"]]
        if len(rows) > self.most:
            raise forms.ValidationError(_("At most %(most)s rows.") % {"most": self.most})
        if any(len(row["text"]) > self.max_length for row in rows):
            raise forms.ValidationError(_("At most %(most)s characters a row.") % {"most": self.max_length})
        return rows


class LabelsField(RowsField):
    """Repeated rows of one text each, as a list of texts."""

    def clean(self, value):
        return [row["text"] for row in super().clean(value)]

    def prepare_value(self, value):
        return [row if isinstance(row, dict) else {"text": row} for row in value or []]
