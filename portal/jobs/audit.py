"""What the acts of this room are called in the logs."""

from django.utils.translation import gettext_lazy as _

from portal.core.logs import declare

declare(
    {
        "application.consent": _("A minor's representative consented"),
        "applications.export": _("Applications exported"),
        "publication.withdraw": _("Publication withdrawn"),
        "publication.close": _("Publication closed"),
    }
)
