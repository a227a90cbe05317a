"""What the acts of this room are called in the logs."""

from django.utils.translation import gettext_lazy as _

from portal.core.logs import declare

declare(
    {
        "payment.cancelled": _("Subscription cancelled"),
        "payment.resumed": _("Subscription taken up again"),
        "payment.claimed": _("Purchase taken into an account"),
        "payment.refunded": _("Payment refunded"),
        "payment.event_replayed": _("Event of Stripe replayed"),
    }
)
