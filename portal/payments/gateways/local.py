"""Development without keys: a page of ours plays Stripe's part and signs the same webhooks as Stripe would.

Never in production: `portal.payments.checks` refuses to start with it. Nothing is charged.
"""

import hashlib
import json
import secrets as randomness
import time
from datetime import timedelta

import stripe
from django.conf import settings
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from ..models import Checkout, Payment, Subscription
from ..plans import CURRENCY, PERIODS, PLANS
from ..shapes import REFERENCE


def stands_in() -> bool:
    return bool(settings.PAYMENTS_LOCAL_CHECKOUT and not settings.STRIPE_SECRET_KEY)


def secret() -> str:
    """What the page signs with: of this installation alone."""
    return f"whsec_{salted_hmac('portal.payments.local', 'webhook').hexdigest()}"


# --- What Stripe's module does too ------------------------------------------------------------------------------------
def open_checkout(checkout: Checkout) -> tuple[str, str]:
    return f"cs_local_{checkout.token}", settings.SITE_URL + reverse("payment_local", args=[checkout.token])


def expire_checkout(checkout: Checkout) -> None:
    send("checkout.session.expired", session(checkout, "unpaid"))


def open_portal(subscription: Subscription, return_url: str) -> str:
    """There is no such page here: back to where one came from."""
    return return_url


def set_cancelled(row: Subscription, cancelled: bool) -> dict:
    found = subscription(row, cancel_at_period_end=cancelled)
    if cancelled:
        found["canceled_at"] = now()
    return found


def end_now(row: Subscription) -> dict:
    return subscription(row, status="canceled", canceled_at=now(), ended_at=now())


def refund(payment: Payment, cents: int, key: str) -> dict:
    return {"id": f"re_local_{key}", "amount": cents, "status": "succeeded", "payment_intent": payment_intent(payment)}


def payment_intent(payment: Payment) -> str:
    return payment.stripe_payment_intent or f"pi_local_{payment.pk}"


# --- The page's buttons -----------------------------------------------------------------------------------------------
def pay(checkout: Checkout, email: str) -> None:
    """What Stripe sends when somebody paid, in the order in which it often comes."""
    if not PLANS[checkout.plan].recurs:
        send("checkout.session.completed", session(checkout, "paid", email))
        return
    name = short(checkout)
    end = _end_of(PLANS[checkout.plan].interval)
    made = {**_subscription(f"sub_local_{name}", checkout.plan, "active", end), "metadata": _reference(checkout)}
    send("customer.subscription.created", {**made, "status": "incomplete"})
    send("checkout.session.completed", session(checkout, "paid", email))
    send("invoice.payment_succeeded", _invoice(checkout, email, end))
    send("customer.subscription.updated", made)


def refuse(checkout: Checkout, email: str) -> None:
    """A card was refused: Stripe tells nothing of a session that can still be paid; of a first invoice it does."""
    interval = PLANS[checkout.plan].interval
    if interval:
        end = _end_of(interval)
        send("invoice.payment_failed", {**_invoice(checkout, email, end), "amount_paid": 0, "status": "open"})


def renew(row: Subscription) -> None:
    """The next period began and was paid: what Stripe sends by itself."""
    start = row.current_period_end or timezone.now()
    end = int((start + PERIODS[PLANS[row.plan].interval]).timestamp())
    name = row.stripe_id.removeprefix("sub_local_")
    paid = {
        **_invoice(row.checkout, row.email, end),
        "id": f"in_local_{name}_{end}",
        "billing_reason": "subscription_cycle",
        "payments": {"data": [{"payment": {"type": "payment_intent", "payment_intent": f"pi_local_{name}_{end}"}}]},
        "lines": {"data": [{"period": {"start": int(start.timestamp()), "end": end}}]},
    }
    send("invoice.payment_succeeded", paid)
    send("customer.subscription.updated", {**subscription(row), "items": _items(row.plan, end)})


def end(row: Subscription) -> None:
    """Its last period is over."""
    cancelled = int(row.canceled_at.timestamp()) if row.canceled_at else now()
    over = {"status": "canceled", "canceled_at": cancelled, "ended_at": now()}
    send("customer.subscription.deleted", {**subscription(row), **over})


def send(kind: str, found: dict) -> int:
    """Post one signed event to our own webhook, in process; the status it answers."""
    event = {
        "id": f"evt_local_{randomness.token_hex(12)}",
        "object": "event",
        "type": kind,
        "created": now(),
        "livemode": False,
        "data": {"object": found},
    }
    payload = json.dumps(event)
    header = stripe.WebhookSignature.generate_signature_header(payload, secret(), int(time.time()))
    path = reverse("payment_webhook")
    request = RequestFactory().post(path, payload, content_type="application/json", HTTP_STRIPE_SIGNATURE=header)
    return resolve(path).func(request).status_code


# --- Objects as Stripe makes them -------------------------------------------------------------------------------------
def now() -> int:
    return int(timezone.now().timestamp())


def _end_of(interval: str) -> int:
    """When a period that begins now ends."""
    return now() + int(PERIODS[interval].total_seconds())


def short(checkout: Checkout) -> str:
    return hashlib.sha256(checkout.token.encode()).hexdigest()[:16]


def _reference(checkout: Checkout) -> dict:
    return {REFERENCE: checkout.token}


def session(checkout: Checkout, payment_status: str, email: str = "") -> dict:
    name, recurs = short(checkout), PLANS[checkout.plan].recurs
    return {
        "id": f"cs_local_{checkout.token}",
        "object": "checkout.session",
        "mode": "subscription" if recurs else "payment",
        "amount_total": checkout.amount,
        "currency": checkout.currency,
        "payment_status": payment_status,
        "client_reference_id": checkout.token,
        "metadata": _reference(checkout),
        "customer": f"cus_local_{name}" if recurs else None,
        "customer_details": {"email": email or checkout.email, "name": None, "address": None},
        "consent": {"terms_of_service": "accepted"} if payment_status == "paid" else None,
        "payment_intent": None if recurs else f"pi_local_{name}",
        "subscription": f"sub_local_{name}" if recurs else None,
        "invoice": f"in_local_{name}" if recurs else None,
    }


def subscription(row: Subscription, **changes) -> dict:
    """A subscription as it is known here, with changes."""
    end = row.current_period_end or timezone.now() + timedelta(days=1)
    began = {"start_date": int(row.started_at.timestamp())} if row.started_at else {}
    return {**_subscription(row.stripe_id, row.plan, row.status, int(end.timestamp())), **began, **changes}


def _subscription(stripe_id: str, plan: str, status: str, end: int) -> dict:
    return {
        "id": stripe_id,
        "object": "subscription",
        "status": status,
        "customer": f"cus_local_{stripe_id.removeprefix('sub_local_')}",
        "cancel_at_period_end": False,
        "metadata": {},
        "start_date": now(),
        "items": _items(plan, end),
    }


def _items(plan: str, end: int) -> dict:
    price = {"unit_amount": PLANS[plan].amount, "currency": CURRENCY, "recurring": {"interval": PLANS[plan].interval}}
    return {"data": [{"quantity": 1, "current_period_end": end, "price": price}]}


def _invoice(checkout: Checkout, email: str, end: int) -> dict:
    name = short(checkout)
    details = {"subscription": f"sub_local_{name}", "metadata": _reference(checkout)}
    return {
        "id": f"in_local_{name}",
        "object": "invoice",
        "currency": checkout.currency,
        "amount_due": checkout.amount,
        "amount_paid": checkout.amount,
        "attempt_count": 1,
        "billing_reason": "subscription_create",
        "customer_email": email or checkout.email,
        "parent": {"type": "subscription_details", "subscription_details": details},
        "payments": {"data": [{"payment": {"type": "payment_intent", "payment_intent": f"pi_local_{name}"}}]},
        "lines": {"data": [{"period": {"start": now(), "end": end}}]},
    }
