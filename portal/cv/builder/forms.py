from django import forms
from django.utils.translation import gettext_lazy as _


class ShareForm(forms.Form):
    label = forms.CharField(
        label=_("Whom is it for?"),
        required=False,
        max_length=100,
        help_text=_("For yourself: the name of a company, for example. Readers do not see it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
