"""What resumes put into the personal space."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.space import MenuItem, register_menu

from . import permissions


@register_menu
def menu(user):
    return [MenuItem(_("My career"), reverse("career"), order=15)] if permissions.may_have_resume(user) else []
