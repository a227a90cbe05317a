"""What this room puts into the menu of the personal space."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.space import MenuItem, register_menu


@register_menu
def menu(user):
    return [
        MenuItem(_("My favourites"), reverse("favourite_list"), order=44),
        MenuItem(_("My alerts"), reverse("alert_list"), order=45),
    ]
