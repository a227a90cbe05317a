from django import forms
from django.utils.translation import gettext_lazy as _

from . import registry
from .models import NotificationPreference

MANDATORY = _("This mail cannot be switched off: it is about your account.")


class PreferencesForm(forms.Form):
    """One box a type of notification: whether it comes by mail too. Mandatory ones are shown and stay on."""

    hide_optional = True

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        off = set(NotificationPreference.objects.filter(user=user, channel="email").values_list("type", flat=True))
        for declared in registry.types_for(user):
            self.fields[declared.name] = forms.BooleanField(
                label=declared.label,
                required=False,
                initial=declared.mandatory or declared.name not in off,
                disabled=declared.mandatory,
                help_text=MANDATORY if declared.mandatory else "",
            )
