"""What several forms of accounts share: fields that read what people type, and errors of the services."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.errors import DomainError
from portal.vocabulary.models import Sector

from ..models import CompanySize
from ..validators import normalize_phone, normalize_siret, validate_siret

#: AUTH_PASSWORD_VALIDATORS in one sentence.
PASSWORD_HELP = _("10 characters at least, not only digits, neither common nor close to your name.")


class PhoneField(forms.CharField):
    """French or international in, E.164 out."""

    def __init__(self, **kwargs):
        attributes = {"type": "tel", "autocomplete": "tel", "inputmode": "tel"}
        kwargs.setdefault("label", _("Phone"))
        super().__init__(max_length=30, required=False, widget=forms.TextInput(attrs=attributes), **kwargs)

    def clean(self, value):
        return normalize_phone(super().clean(value))


class SiretField(forms.CharField):
    def __init__(self, **kwargs):
        super().__init__(
            label=_("SIRET"),
            required=False,
            max_length=30,
            help_text=_("14 digits, spaces are fine. You find it on your Kbis."),
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
            **kwargs,
        )

    def clean(self, value):
        value = normalize_siret(super().clean(value))
        if value:
            validate_siret(value)
        return value


class WebsiteField(forms.URLField):
    def __init__(self, label, **kwargs):
        super().__init__(
            label=label,
            required=False,
            assume_scheme="https",
            max_length=200,
            widget=forms.URLInput(attrs={"autocomplete": "url", "inputmode": "url"}),
            **kwargs,
        )


def text(label, *, max_length=150, required=False, lines=0, autocomplete="", help_text="") -> forms.CharField:
    """A field for words: one line, or several."""
    widget = forms.Textarea(attrs={"rows": lines}) if lines else forms.TextInput()
    if autocomplete:
        widget.attrs["autocomplete"] = autocomplete
    return forms.CharField(label=label, max_length=max_length, required=required, widget=widget, help_text=help_text)


def sector() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        Sector.objects.order_by("slug"), label=_("Sector"), required=False, empty_label=_("Choose a sector")
    )


def size() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Size"), required=False, choices=lambda: [("", _("Choose a size")), *CompanySize.choices]
    )


def show_refusal(
    form: forms.BaseForm, error: DomainError, names: dict[str, str] | None = None, *, otherwise: str | None = None
) -> None:
    """Put a service's refusal beside the fields it is about; what belongs to no field of the form goes on top.

    `names` are the form's own names of fields; a refusal about no field at all is shown beside `otherwise`.
    """
    for name, messages in error.fields.items():
        name = (names or {}).get(name, name)
        for message in messages:
            form.add_error(name if name in form.fields else None, message)
    if not error.fields:
        form.add_error(otherwise, error.message)
