"""What payments refuse."""

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Conflict, DomainError


class PaymentsOff(Conflict):
    """No keys: nothing can be bought here."""

    code = "payments_off"
    message = _("Payments are not open at the moment. Nothing was charged.")


class ProviderDown(DomainError):
    """Stripe did not answer, or not as it should."""

    status = 503
    code = "provider_down"
    message = _("Our payment provider does not answer. Nothing was charged: please try again in a few minutes.")


class AlreadySubscribed(Conflict):
    code = "already_subscribed"
    message = _("You already have a subscription.")


class NotCancellable(Conflict):
    code = "not_cancellable"
    message = _("This subscription is cancelled already, or over.")


class NotResumable(Conflict):
    code = "not_resumable"
    message = _("This subscription cannot be taken up again. You can start a new one.")


class NotRefundable(Conflict):
    code = "not_refundable"
    message = _("This payment cannot be refunded, or not by that much.")


class CannotApply(Exception):
    """An event of Stripe's that does not fit what we know: it is kept as failed and can be replayed."""


class WrongSignature(Exception):
    """Not from Stripe, or too old."""
