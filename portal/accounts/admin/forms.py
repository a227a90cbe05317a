"""People in the Wagtail admin: who they are and which role they have. Groups and flags follow the role."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from .. import services
from ..forms.common import PASSWORD_HELP
from ..models import STAFF_ROLES, Role, User
from ..validators import normalize_phone

FIELDS = ["email", "first_name", "last_name", "phone", "role"]


class _UserForm(forms.Form):
    """The part both forms share."""

    is_superuser = None
    password_required = False

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean_phone(self):
        return normalize_phone(self.cleaned_data["phone"])


class StaffCreationForm(_UserForm, UserCreationForm):
    """Editors, consultants, readers and administrators; everybody else signs up."""

    class Meta:
        model = User
        fields = FIELDS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [(role.value, role.label) for role in STAFF_ROLES]
        self.fields["role"].initial = Role.EDITOR
        self.fields["password1"].help_text = _(
            "Leave it empty, and the person chooses one with “I have forgotten my password”."
        )

    def save(self, commit=True):
        user = self.instance
        user.username = services.free_username(user.email)
        # An administrator vouches for the address of a colleague.
        user.email_confirmed_at = timezone.now()
        if not self.cleaned_data["password1"]:
            user.set_unusable_password()
        return super().save(commit)


class StaffEditForm(_UserForm, UserEditForm):
    """Nobody changes their own role or shuts themselves out; somebody who signed up may become staff."""

    class Meta:
        model = User
        fields = [*FIELDS, "is_active"]

    def __init__(self, *args, editing_self=False, **kwargs):
        super().__init__(*args, **kwargs)
        if editing_self:
            del self.fields["role"]
            del self.fields["is_active"]
        else:
            roles = dict.fromkeys((Role(self.instance.role), *STAFF_ROLES))
            self.fields["role"].choices = [(role.value, role.label) for role in roles]
        if self.instance.role == Role.RECRUITER and hasattr(self.instance, "recruiter"):
            self.fields["monthly_quota"] = forms.IntegerField(
                label=_("Publications a month"),
                required=False,
                min_value=0,
                max_value=services.MOST_QUOTA,
                initial=self.instance.recruiter.monthly_quota,
                help_text=_("First submissions a month; empty is the portal's own number."),
            )
        self.fields["password1"].help_text = PASSWORD_HELP
