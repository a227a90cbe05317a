"""What each type of event does (002 §4.2, refunds, and what Stripe needs beside them). `HANDLERS` is the list.

A handler gets the object of the event and the time it happened. Nothing is asked of Stripe here: what an event says is
signed, and it must do the same whenever it comes.
"""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from . import notifications, shapes
from .errors import CannotApply
from .models import Checkout, Payment, Subscription, SubscriptionStatus
from .plans import CURRENCY, PLANS, PlanName, matching
from .services import recording
from .waiver import VERSION

#: `payment_status` with which a session gives what was paid for.
GRANTING = ("paid", "no_payment_required")
#: Which of two events of the same second is the later one.
RANKS = {"customer.subscription.created": 10, "customer.subscription.updated": 20, "customer.subscription.deleted": 90}
_STATUS_RANK = {SubscriptionStatus.INCOMPLETE: 0, SubscriptionStatus.TRIALING: 1, SubscriptionStatus.ACTIVE: 2}


class NotOurs(Exception):
    """About something that was not sold here: the account at Stripe may serve others."""


def locked_checkout(token: str) -> Checkout | None:
    """The checkout of a reference, locked: events about the same purchase wait for each other here."""
    if not token:
        return None
    found = Checkout.objects.select_for_update(of=("self",)).select_related("user").filter(token=token).first()
    if found is None:
        raise CannotApply("a reference of ours that is not known")
    return found


def _known_subscription(stripe_id: str | None) -> Checkout | None:
    """The checkout of a subscription that is known, locked. Raises NotOurs."""
    row = Subscription.objects.filter(stripe_id=stripe_id).values("checkout").first()
    if row is None:
        raise NotOurs
    return Checkout.objects.select_for_update(of=("self",)).select_related("user").filter(pk=row["checkout"]).first()


# --- Sessions ---------------------------------------------------------------------------------------------------------
def session_completed(session: dict, at: datetime, rank: int) -> None:
    checkout = locked_checkout(shapes.reference(session))
    if checkout is None:
        raise NotOurs
    _check_session(session, checkout)
    details = session.get("customer_details") or {}
    checkout.email = (details.get("email") or session.get("customer_email") or checkout.email or "").lower()
    if (session.get("consent") or {}).get("terms_of_service") == "accepted" and not checkout.waived_at:
        checkout.waived_at, checkout.waiver_version = at, VERSION
    paid = session.get("payment_status") in GRANTING
    if paid:
        checkout.state, checkout.completed_at = Checkout.State.COMPLETE, checkout.completed_at or at
    checkout.save()
    if not paid:
        return
    user = recording.account_of(checkout, checkout.email)
    customer = recording.customer_of(shapes.identity(session.get("customer")), user=user, email=checkout.email)
    invoice = shapes.identity(session.get("invoice")) if PLANS[checkout.plan].recurs else None
    subscription = None
    if PLANS[checkout.plan].recurs:
        subscription = recording.subscription_of(shapes.identity(session["subscription"]), checkout)
        subscription.customer = subscription.customer or customer
        recording.know_payer(subscription, checkout.email)
        recording.money_came(subscription, at, None)
        notifications.paid_twice(subscription)
    payment = recording.payment_of(checkout, invoice, plan=checkout.plan, amount=session["amount_total"])
    new = recording.succeed(
        payment,
        at,
        user=user,
        email=checkout.email,
        amount=session["amount_total"],
        payer_name=(details.get("name") or "")[:200],
        payer_address=shapes.address(details.get("address")),
        stripe_payment_intent=shapes.identity(session.get("payment_intent")),
        subscription=subscription,
    )
    if new and subscription is None:
        notifications.paid_in_vain(payment)


def _check_session(session: dict, checkout: Checkout) -> None:
    """What Stripe charged is what we asked for. Raises CannotApply."""
    if checkout.stripe_session and session["id"] != checkout.stripe_session:
        raise CannotApply("another session than the one this checkout was sent to")
    checkout.stripe_session = session["id"]
    mode = "subscription" if PLANS[checkout.plan].recurs else "payment"
    amounts = {checkout.amount} | ({0} if session.get("payment_status") == "no_payment_required" else set())
    if session.get("mode") != mode or session.get("currency") != checkout.currency:
        raise CannotApply("the mode or the currency is not what we asked for")
    if session.get("amount_total") not in amounts:
        raise CannotApply(f"{session.get('amount_total')} cents were asked instead of {checkout.amount}")


def session_given_up(session: dict, at: datetime, rank: int) -> None:
    """It expired, or a payment that takes days failed."""
    checkout = locked_checkout(shapes.reference(session))
    if checkout is None:
        raise NotOurs
    if checkout.state != Checkout.State.OPEN:
        return
    checkout.state = Checkout.State.EXPIRED
    checkout.save(update_fields=["state", "updated_at"])
    for payment in Payment.objects.select_for_update().filter(checkout=checkout, stripe_invoice__isnull=True):
        recording.fail(payment, at)


# --- Subscriptions ----------------------------------------------------------------------------------------------------
def subscription_told(found: dict, at: datetime, rank: int) -> None:
    """Created, updated or deleted: the state it has since."""
    token = shapes.reference(found)
    checkout = locked_checkout(token) if token else _known_subscription(found.get("id"))
    row = recording.subscription_of(found["id"], checkout)
    status = "canceled" if rank >= RANKS["customer.subscription.deleted"] else found.get("status")
    values = {
        "cancel_at_period_end": shapes.ends_with_period(found) and status != "canceled",
        "canceled_at": shapes.moment(found.get("canceled_at")),
        "ended_at": shapes.moment(found.get("ended_at")),
        "current_period_end": shapes.period_end(found) or row.current_period_end,
        "started_at": shapes.moment(found.get("start_date")) or row.started_at,
        "customer": recording.customer_of(shapes.identity(found.get("customer")), user=row.user, email=row.email),
    }
    if status not in ("canceled", "incomplete_expired"):
        values["plan"] = _plan_of(found, row)
    recording.told(row, at, rank + _STATUS_RANK.get(status, 3), status, **values)


def _plan_of(found: dict, row: Subscription) -> PlanName:
    """By what is billed, never by what metadata says. Raises CannotApply for a price that is not ours.

    Who subscribed before an amount changed goes on at what was agreed then.
    """
    price = shapes.price(found)
    plan = matching(*price)
    if plan is not None and plan.recurs:
        return plan.name
    if row.checkout and price == (row.checkout.amount, row.checkout.currency, PLANS[row.plan].interval):
        return row.plan
    raise CannotApply(f"no plan costs {price}")


# --- Invoices ---------------------------------------------------------------------------------------------------------
def _of_invoice(invoice: dict) -> tuple[Subscription, Payment]:
    """The subscription and the payment of an invoice, both locked. Raises NotOurs, CannotApply."""
    subscription_id = shapes.invoice_subscription(invoice)
    if not subscription_id:
        raise NotOurs
    token = shapes.invoice_reference(invoice)
    checkout = locked_checkout(token) if token else _known_subscription(subscription_id)
    if invoice.get("currency") != CURRENCY:
        raise CannotApply("another currency than ours")
    row = recording.subscription_of(subscription_id, checkout, email=invoice.get("customer_email") or "")
    first = invoice.get("billing_reason") == "subscription_create"
    if first and checkout is not None and invoice.get("amount_due") not in (checkout.amount, 0):
        raise CannotApply(f"{invoice.get('amount_due')} cents were asked instead of {checkout.amount}")
    payment = recording.payment_of(
        checkout if first else None,
        invoice["id"],
        plan=row.plan,
        amount=invoice["amount_due"],
    )
    return row, payment


def _said(invoice: dict, row: Subscription) -> dict:
    start, end = shapes.invoice_period(invoice)
    return {
        "user": row.user,
        "subscription": row,
        "email": (row.email or invoice.get("customer_email") or "").lower(),
        "plan": row.plan,
        "payer_name": (invoice.get("customer_name") or "")[:200],
        "payer_address": shapes.address(invoice.get("customer_address")),
        "stripe_payment_intent": shapes.invoice_payment_intent(invoice),
        "period_start": start,
        "period_end": end,
    }


def invoice_paid(invoice: dict, at: datetime, rank: int) -> None:
    row, payment = _of_invoice(invoice)
    recording.know_payer(row, invoice.get("customer_email"))
    recording.money_came(row, at, shapes.invoice_period(invoice)[1])
    recording.succeed(payment, at, amount=invoice["amount_paid"], **_said(invoice, row))


def invoice_failed(invoice: dict, at: datetime, rank: int) -> None:
    row, payment = _of_invoice(invoice)
    if recording.fail(payment, at, **_said(invoice, row)):
        recording.money_failed(row, at)
        notifications.failed(payment, row, attempt=invoice.get("attempt_count") or 1)


def invoice_payment(found: dict, at: datetime, rank: int) -> None:
    """Which payment paid an invoice: what a refund names, and new invoices no longer tell."""
    intent = shapes.identity((found.get("payment") or {}).get("payment_intent"))
    payment = Payment.objects.select_for_update().filter(stripe_invoice=shapes.identity(found.get("invoice"))).first()
    if not intent or payment is None:
        raise NotOurs if not intent else CannotApply("the invoice is not known (yet)")
    if payment.stripe_payment_intent is None:
        payment.stripe_payment_intent = intent
        payment.save(update_fields=["stripe_payment_intent", "updated_at"])


# --- Refunds ----------------------------------------------------------------------------------------------------------
def _refunded_payment(found: dict) -> Payment:
    """The payment that a charge or a refund names, locked after its checkout, as everywhere."""
    intent = shapes.identity(found.get("payment_intent"))
    invoice = shapes.identity(found.get("invoice"))
    rows = Payment.objects.filter(stripe_payment_intent=intent) if intent else Payment.objects.none()
    row = rows.first() or (Payment.objects.filter(stripe_invoice=invoice).first() if invoice else None)
    if row is None:
        raise CannotApply("the payment that was refunded is not known (yet)")
    list(Checkout.objects.select_for_update().filter(pk=row.checkout_id))
    payment = Payment.objects.select_for_update().get(pk=row.pk)
    if payment.paid_at is None:
        raise CannotApply("the payment that was refunded has not come (yet)")
    return payment


def charge_refunded(charge: dict, at: datetime, rank: int) -> None:
    recording.give_back(_refunded_payment(charge), charge["amount_refunded"])


def refund_told(refund: dict, at: datetime, rank: int) -> None:
    payment = _refunded_payment(refund)
    recording.refund_told(payment, refund["id"], refund["amount"], refund.get("status") or "pending")


Handler = Callable[[dict, datetime, int], None]
HANDLERS: dict[str, Handler] = {
    "checkout.session.completed": session_completed,
    "checkout.session.async_payment_succeeded": session_completed,
    "checkout.session.async_payment_failed": session_given_up,
    "checkout.session.expired": session_given_up,
    "customer.subscription.created": subscription_told,
    "customer.subscription.updated": subscription_told,
    "customer.subscription.deleted": subscription_told,
    "invoice.payment_succeeded": invoice_paid,
    "invoice.payment_failed": invoice_failed,
    "invoice_payment.paid": invoice_payment,
    "charge.refunded": charge_refunded,
    "refund.created": refund_told,
    "refund.updated": refund_told,
    "refund.failed": refund_told,
}


def apply(event: dict) -> None:
    """Do what an event of a known type does. Raises NotOurs, CannotApply."""
    kind = event["type"]
    at = shapes.moment(event["created"]) or timezone.now()
    HANDLERS[kind](event["data"]["object"], at, RANKS.get(kind, 0))
