"""What the acts of this room are called in the logs."""

from django.utils.translation import gettext_lazy as _

from portal.core.logs import declare

declare({"notification.create": _("Notification written by an administrator")})
