"""Giving money back: an administrator's decision, carried out at Stripe, recorded once."""

from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from portal.core.errors import Forbidden
from portal.core.models import AuditLog

from .. import gateways
from ..errors import NotRefundable, ProviderDown
from ..models import Payment, Refund
from ..plans import euros
from . import recording

#: Longer than any call to Stripe takes.
ANSWERED_WITHIN = timedelta(minutes=10)


def refund(actor, payment: Payment, cents: int | None = None, *, reason: str = "") -> Refund:
    """Give back `cents`, or all that is left. Raises Forbidden, NotRefundable, PaymentsOff, ProviderDown.

    The intention is written before Stripe is asked, and counts against what is left: two administrators at once never
    give back more than was paid.
    """
    if not actor.is_superuser:
        raise Forbidden
    gateway = gateways.current()
    with transaction.atomic():
        payment = Payment.objects.select_for_update().get(pk=payment.pk)
        left = payment.left - _on_its_way(payment)
        cents = left if cents is None else cents
        if payment.paid_at is None or not 0 < cents <= left:
            raise NotRefundable
        row = Refund.objects.create(payment=payment, amount=cents, reason=reason[:300], made_by=actor)
        # The same again after a lost answer is the same refund for Stripe; after one that it told of, it is another.
        key = f"{payment.pk}-{payment.refunds.filter(stripe_id__isnull=False).count()}-{cents}"
    try:
        found = gateway.refund(payment, cents, key)
    except ProviderDown:
        Refund.objects.filter(pk=row.pk).update(state=Refund.State.FAILED)
        raise
    with transaction.atomic():
        payment = Payment.objects.select_for_update().get(pk=payment.pk)
        # Its event may have been here first, and made a row of its own.
        Refund.objects.filter(stripe_id=found["id"]).exclude(pk=row.pk).delete()
        Refund.objects.filter(pk=row.pk).update(stripe_id=found["id"])
        recording.refund_told(payment, found["id"], cents, found.get("status") or "pending")
        AuditLog.record(actor, "payment.refunded", payment, cents=cents, reason=reason)
    row.refresh_from_db()
    return row


def left_euros(payment: Payment) -> Decimal:
    """What could be given back now."""
    return euros(payment.left - _on_its_way(payment))


def _on_its_way(payment: Payment) -> int:
    waiting = payment.refunds.filter(state=Refund.State.PENDING)
    # Nobody waits for an answer any more: asked again, Stripe takes it for the same one.
    waiting = waiting.exclude(stripe_id__isnull=True, created_at__lt=timezone.now() - ANSWERED_WITHIN)
    return sum(waiting.values_list("amount", flat=True))
