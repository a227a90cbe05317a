"""What resumes put into the personal space."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.space import MenuItem, register_menu

from . import permissions


@register_menu
def menu(user):
    if not permissions.may_have_resume(user):
        return []
    return [
        MenuItem(_("My career"), reverse("career"), order=15),
        MenuItem(_("My resumes"), reverse("cv_list"), order=16),
    ]
