"""What pages of this room put into the menu of the personal space."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.space import MenuItem, register_menu
from portal.jobs import permissions


@register_menu
def menu(user):
    if not permissions.is_recruiter(user):
        return []
    return [MenuItem(_("Candidates"), reverse("candidate_search"), order=35)]
