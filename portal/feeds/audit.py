"""What the acts of this room are called in the logs."""

from django.utils.translation import gettext_lazy as _

from portal.core.logs import declare

declare(
    {
        "feed.create": _("Feed added"),
        "feed.change": _("Feed changed"),
        "feed.delete": _("Feed deleted"),
        "feed.import": _("Import started"),
        "feed.close_gone": _("Closing of what is gone confirmed"),
        "feed.keep_gone": _("Closing of what is gone refused"),
    }
)
