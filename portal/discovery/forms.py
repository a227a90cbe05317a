"""Asking for an alert, and changing one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.errors import DomainError

from .models import Frequency
from .services.alerts import LONGEST_NAME


class RefusableForm(forms.Form):
    def show_refusal(self, error: DomainError) -> None:
        """What a service refused, beside its field or on top."""
        for name, found in error.fields.items():
            self.add_error(name if name in self.fields else None, found)
        if not error.fields:
            self.add_error(None, error.message)


def frequency() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("How often do we write to you?"),
        choices=Frequency.choices,
        initial=Frequency.DAILY,
        widget=forms.RadioSelect,
    )


class AlertForm(RefusableForm):
    """For somebody signed in."""

    frequency = frequency()


class SubscriptionForm(RefusableForm):
    """For a visitor, who has an address alone."""

    email = forms.EmailField(
        label=_("Your email address"),
        help_text=_("We send you a link to confirm it. It serves for this alert and nothing else."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    frequency = frequency()


class ChangeAlertForm(RefusableForm):
    name = forms.CharField(label=_("Name of the alert"), max_length=LONGEST_NAME)
    frequency = frequency()
