"""Asking for an alert, and changing one."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Frequency
from .services.alerts import LONGEST_NAME


def frequency() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("How often do we write to you?"),
        choices=Frequency.choices,
        initial=Frequency.DAILY,
        widget=forms.RadioSelect,
    )


class AlertForm(forms.Form):
    """For somebody signed in."""

    frequency = frequency()


class SubscriptionForm(forms.Form):
    """For a visitor, who has an address alone."""

    email = forms.EmailField(
        label=_("Your email address"),
        help_text=_("We send you a link to confirm it. It serves for this alert and nothing else."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )
    frequency = frequency()


class ChangeAlertForm(forms.Form):
    name = forms.CharField(label=_("Name of the alert"), max_length=LONGEST_NAME)
    frequency = frequency()
