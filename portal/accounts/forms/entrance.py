"""Logging in, passwords and the address: allauth's forms with the portal's words and without placeholders."""

from allauth.account import forms as allauth_forms
from django import forms
from django.utils.translation import gettext_lazy as _

from .common import PASSWORD_HELP


def _word(field: forms.Field, label, help_text="", **attributes) -> None:
    """Our label and help; a placeholder is no label."""
    field.label, field.help_text = label, help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attributes)


class LoginForm(allauth_forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _word(self.fields["login"], _("Email"), autocomplete="username", inputmode="email")
        _word(self.fields["password"], _("Password"))
        if "remember" in self.fields:
            _word(self.fields["remember"], _("Stay signed in on this device"))


class ResetPasswordForm(allauth_forms.ResetPasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _word(self.fields["email"], _("Email"), inputmode="email")


class ResetPasswordKeyForm(allauth_forms.ResetPasswordKeyForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _word(self.fields["password1"], _("New password"), PASSWORD_HELP)
        _word(self.fields["password2"], _("New password, again"))


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _word(self.fields["oldpassword"], _("Current password"))
        _word(self.fields["password1"], _("New password"), PASSWORD_HELP)
        _word(self.fields["password2"], _("New password, again"))


class AddEmailForm(allauth_forms.AddEmailForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _word(
            self.fields["email"],
            _("New email address"),
            _("We will send a link to it. Until you follow the link, nothing changes."),
            inputmode="email",
        )
