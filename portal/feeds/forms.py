"""The forms of feeds: where a source is, and which of its fields are ours."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.jobs.models import Kind

from .fields import EXTERNAL_ID, SALARY, fields_of
from .models import Every

FILE_HELP = _("JSON (JobPosting of schema.org or another), XML, or CSV with a line of column names.")


class SourceFile(forms.FileField):
    def __init__(self, **kwargs):
        super().__init__(max_length=200, **kwargs)
        self.widget.attrs["accept"] = ".json,.jsonld,.xml,.rss,.csv,.txt,application/json,application/xml,text/csv"


class SettingsForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("For you and your colleagues, for example “Careers site”.")
    )
    every = forms.TypedChoiceField(
        label=_("Read it again"),
        choices=Every.choices,
        coerce=int,
        initial=Every.DAY,
        help_text=_("For an address. Files are read when you send them."),
    )
    complete = forms.BooleanField(
        label=_("Everything we publish is in this source"),
        required=False,
        help_text=_(
            "What is no longer in it is then closed here. If more than 30 % is gone at once, we ask you first."
        ),
    )


class FeedForm(SettingsForm):
    kind = forms.ChoiceField(label=_("What is in it?"), choices=Kind.choices, initial=Kind.OFFER)
    url = forms.URLField(
        label=_("Address of the source"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("Begins with https://. Leave empty if you send a file."),
        widget=forms.URLInput(attrs={"autocomplete": "url", "inputmode": "url"}),
    )
    file = SourceFile(label=_("Or a file"), required=False, help_text=FILE_HELP)

    field_order = ("name", "kind", "url", "file", "every", "complete")

    def clean(self):
        cleaned = super().clean()
        if not self.errors.keys() & {"url", "file"}:
            given = bool(cleaned.get("url")), bool(cleaned.get("file"))
            if given == (False, False):
                self.add_error("url", _("Give an address or choose a file."))
            elif given == (True, True):
                self.add_error("file", _("Give an address or choose a file, not both."))
        return cleaned


class ImportForm(forms.Form):
    file = SourceFile(label=_("File to import"), help_text=FILE_HELP)


class MappingForm(forms.Form):
    """One choice a field of ours, among the paths of the first items (`{path: a value}`)."""

    def __init__(self, *args, feed, paths: dict[str, str], **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", pgettext_lazy("field of a source", "Not in the source"))]
        choices += [(path, _shown(path, value)) for path, value in paths.items()]
        for field in fields_of(feed.kind).values():
            required = field.required
            kept = feed.mapping.get(field.name, "")
            extra = [(kept, kept)] if kept and kept not in paths else []
            self.fields[field.name] = forms.ChoiceField(
                label=field.label, choices=[*choices, *extra], required=required, initial=kept, help_text=_help(field)
            )

    @property
    def fieldsets(self) -> list[dict]:
        """What is needed and usual first, the rest behind it."""
        first = [name for name in self.fields if name in _USUAL]
        rest = [name for name in self.fields if name not in _USUAL]
        return [
            {"legend": _("Main fields"), "help": "", "fields": [self[name] for name in first], "css_class": "pair"},
            {"legend": _("Other fields"), "help": "", "fields": [self[name] for name in rest], "css_class": "pair"},
        ]

    def mapping(self) -> dict[str, str]:
        return {name: path for name, path in self.cleaned_data.items() if path}


_USUAL = {EXTERNAL_ID, "title", "description", "places", SALARY, "deadline", "apply_url", "contract"}


def _shown(path: str, value: str) -> str:
    return f"{path} — {value[:40]}" if value else path


def _help(field):
    texts = {
        EXTERNAL_ID: _("Never changes for one item: this is how we recognise it."),
        "apply_url": _("People then apply there. Without it they apply here."),
        "apply_email": _("Used when there is no address to apply at."),
    }
    return texts.get(field.name, "")
