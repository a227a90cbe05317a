"""What the acts of this room are called in the logs."""

from django.utils.translation import gettext_lazy as _

from portal.core.logs import declare

declare(
    {
        "message.reported": _("Message reported"),
        "message.report_handled": _("Report of a message handled"),
        "messages.bulk": _("Message sent to many people"),
    }
)
