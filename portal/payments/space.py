"""What payments put into the personal space."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.space import MenuItem, register_menu

from .permissions import may_subscribe


@register_menu
def menu(user):
    return [MenuItem(_("Subscription"), reverse("subscription"), order=70)] if may_subscribe(user) else []
