"""What messages put into the personal space: an entry of its menu."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.space import MenuItem, register_menu

from . import permissions, services


@register_menu
def menu(user):
    if not permissions.has_messages(user):
        return []
    unread = services.messages.unread_count(user)
    return [MenuItem(_("Messages"), reverse("message_inbox"), order=40, count=unread or None)]
