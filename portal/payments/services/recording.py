"""Payments and subscriptions as events tell them. Every function runs in the transaction of its event.

Events come late, twice and in any order: money that came is never taken back by a failure that is told afterwards, and
of two states of a subscription the later one wins, whichever is told first.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User

from .. import effects, notifications
from ..errors import CannotApply
from ..models import Checkout, Customer, Payment, PaymentStatus, Refund, Subscription, SubscriptionStatus
from ..plans import PERIODS, PLANS, PlanName
from . import invoices

_OPEN = (SubscriptionStatus.INCOMPLETE, SubscriptionStatus.PAST_DUE, SubscriptionStatus.UNPAID)


def account_of(checkout: Checkout | None, email: str) -> User | None:
    """Whose a payment is: who began it, or who has confirmed the payer's address."""
    if checkout is not None and checkout.user_id:
        return checkout.user
    if not email:
        return None
    return User.objects.active().filter(email=email.lower(), email_confirmed_at__isnull=False).first()


def customer_of(stripe_id: str | None, *, user: User | None, email: str) -> Customer | None:
    """Stripe's person; an account has one, the first that was told."""
    if not stripe_id:
        return None
    row, _made = Customer.objects.get_or_create(stripe_id=stripe_id, defaults={"email": email})
    if user and row.user_id is None and not Customer.objects.filter(user=user).exists():
        row.user = user
        row.save(update_fields=["user", "updated_at"])
    return row


# --- Payments ---------------------------------------------------------------------------------------------------------
def payment_of(checkout: Checkout | None, invoice: str | None, **defaults) -> Payment:
    """The row of this invoice, the one that waits for the checkout's first money, or a new one; locked."""
    rows = Payment.objects.select_for_update()
    found = rows.filter(stripe_invoice=invoice).first() if invoice else None
    if found is None and checkout is not None:
        found = rows.filter(checkout=checkout, stripe_invoice__isnull=True).order_by("id").first()
    if found is None:
        if not invoice:
            raise CannotApply("no payment waits for this checkout")
        found = Payment.objects.create(stripe_invoice=invoice, checkout=checkout, **defaults)
    elif invoice and found.stripe_invoice is None:
        found.stripe_invoice = invoice
        found.save(update_fields=["stripe_invoice", "updated_at"])
    return found


def succeed(payment: Payment, at: datetime, **values) -> bool:
    """Money came; False when that was known. Gives what was paid for, writes the invoice and tells the payer."""
    known = payment.paid_at is not None
    _fill(payment, values, overwrite=not known)
    if not known:
        payment.status, payment.paid_at = PaymentStatus.SUCCEEDED, at
    payment.save()
    if known:
        return False
    effects.grant(payment)
    invoices.issue(payment)
    notifications.paid(payment)
    return True


def fail(payment: Payment, at: datetime, **values) -> bool:
    """An attempt failed; False when money has come, or a later attempt was told."""
    if payment.paid_at is not None or (payment.attempted_at and payment.attempted_at > at):
        return False
    _fill(payment, values, overwrite=True)
    payment.status, payment.attempted_at = PaymentStatus.FAILED, at
    payment.save()
    return True


def _fill(payment: Payment, values: dict, *, overwrite: bool) -> None:
    """What is told replaces what was expected; once paid, only what was missing is filled in."""
    for name, value in values.items():
        if value in (None, ""):
            continue
        if overwrite or getattr(payment, name) in (None, ""):
            setattr(payment, name, value)


def give_back(payment: Payment, total: int) -> int:
    """`total` cents of it have gone back by now; returns how many are new. Never less than was known."""
    new = min(total, payment.amount) - payment.refunded_amount
    if new <= 0:
        return 0
    payment.refunded_amount += new
    if payment.refunded_amount == payment.amount:
        payment.status = PaymentStatus.REFUNDED
    payment.save(update_fields=["refunded_amount", "status", "updated_at"])
    invoices.credit(payment, new)
    if payment.status == PaymentStatus.REFUNDED:
        effects.withdraw(payment)
    notifications.refunded(payment, new)
    return new


def refund_told(payment: Payment, stripe_id: str, cents: int, state: str) -> None:
    """One refund as Stripe tells it. What failed gives nothing back."""
    row, _made = Refund.objects.get_or_create(stripe_id=stripe_id, defaults={"payment": payment, "amount": cents})
    known = {choice.value for choice in Refund.State}
    state = {"canceled": Refund.State.FAILED}.get(state, state if state in known else Refund.State.PENDING)
    if row.state == Refund.State.PENDING and row.state != state:
        row.state = state
        row.save(update_fields=["state", "updated_at"])
    done = Refund.objects.filter(payment=payment, state=Refund.State.SUCCEEDED)
    give_back(payment, sum(done.values_list("amount", flat=True)))


# --- Subscriptions ----------------------------------------------------------------------------------------------------
def subscription_of(stripe_id: str, checkout: Checkout | None, *, email: str = "") -> Subscription:
    """Its row, locked; made from the checkout when this is the first that is told of it."""
    rows = Subscription.objects.select_for_update()
    found = rows.filter(stripe_id=stripe_id).first()
    if found is not None:
        return found
    if checkout is None:
        raise CannotApply(f"subscription {stripe_id} is unknown")
    if checkout.plan == PlanName.SINGLE:
        raise CannotApply("a subscription for what is paid once")
    email = (email or checkout.email).lower()
    user = account_of(checkout, email)
    Subscription.objects.get_or_create(
        stripe_id=stripe_id, defaults={"checkout": checkout, "plan": checkout.plan, "user": user, "email": email}
    )
    return rows.get(stripe_id=stripe_id)


def know_payer(row: Subscription, email: str) -> None:
    """The payer's address, once it is told, and whose account it is. Saved with what follows."""
    row.email = row.email or (email or "").lower()
    row.user = row.user or account_of(row.checkout, row.email)


def money_came(row: Subscription, at: datetime, until: datetime | None) -> None:
    """A period is paid: an unfinished or late subscription runs again; one that is over stays over."""
    if row.status in Subscription.ENDED:
        return
    row.paid_at = max(filter(None, (row.paid_at, at)))
    late = row.past_due_since is not None and row.past_due_since > at
    if row.status in _OPEN and not late:
        row.status, row.past_due_since = SubscriptionStatus.ACTIVE, None
    until = until or row.current_period_end or at + PERIODS[PLANS[row.plan].interval]
    row.current_period_end = max(filter(None, (row.current_period_end, until)))
    row.started_at = row.started_at or at
    keep(row)


def money_failed(row: Subscription, at: datetime) -> None:
    """A renewal failed: late from now on, unless something newer is known."""
    newest = max(filter(None, (row.state_at, row.paid_at)), default=None)
    if row.status in Subscription.PAID and (newest is None or newest <= at):
        row.status, row.past_due_since = SubscriptionStatus.PAST_DUE, at
        keep(row)


def keep(row: Subscription) -> None:
    """Save with what follows from it."""
    row.access_until = row.compute_access()
    if row.is_running:
        row.lapsed_at = None
    row.save()


def told(row: Subscription, at: datetime, rank: int, status: str, **values) -> bool:
    """The state of a subscription as of `at`; False when a later one is known. `values` are fields of the row."""
    if row.state_at is not None and (at, rank) < (row.state_at, row.state_rank):
        return False
    before = (row.status, row.cancel_at_period_end)
    row.state_at, row.state_rank = at, rank
    for name, value in values.items():
        setattr(row, name, value)
    row.status = _believed(row, at, status)
    if row.status in (SubscriptionStatus.PAST_DUE, SubscriptionStatus.UNPAID):
        row.past_due_since = row.past_due_since or at
    else:
        row.past_due_since = None
    if row.status in Subscription.ENDED:
        row.ended_at = row.ended_at or at
    keep(row)
    if (row.status, row.cancel_at_period_end) != before:
        notifications.subscription_changed(row, *before)
    return True


def _believed(row: Subscription, at: datetime, status: str) -> str:
    """What is told, unless money that came or failed since says otherwise."""
    if status not in SubscriptionStatus.values:
        raise CannotApply(f"unknown status {status!r}")
    if status == SubscriptionStatus.INCOMPLETE and row.paid_at:
        return SubscriptionStatus.ACTIVE
    if status in Subscription.PAID and row.past_due_since and row.past_due_since > at:
        return SubscriptionStatus.PAST_DUE
    if status == SubscriptionStatus.PAST_DUE and row.paid_at and row.paid_at > at:
        return SubscriptionStatus.ACTIVE
    return status


def announce_renewal(row: Subscription) -> bool:
    """Tell its owner that it renews itself, once for each period."""
    with transaction.atomic():
        row = Subscription.objects.select_for_update().get(pk=row.pk)
        if row.announced_for == row.current_period_end:
            return False
        row.announced_for = row.current_period_end
        row.save(update_fields=["announced_for", "updated_at"])
        notifications.renews_soon(row)
    return True


def lapse(row: Subscription) -> bool:
    """Tell its owner that the access is over, once."""
    with transaction.atomic():
        rows = Subscription.objects.select_for_update().lapsed_untold().filter(pk=row.pk)
        if (row := rows.first()) is None:
            return False
        row.lapsed_at = timezone.now()
        row.save(update_fields=["lapsed_at", "updated_at"])
        notifications.lapsed(row)
    return True
