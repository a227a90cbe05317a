"""Every call to Stripe, each with a timeout. Nothing is called when the portal starts.

Raises ProviderDown when Stripe does not answer as it should; what it said stays in the log.
"""

import logging
from contextlib import contextmanager
from functools import cache

import stripe
from django.conf import settings
from django.utils.translation import gettext as _

from ..errors import ProviderDown
from ..models import Checkout, Payment, StripePrice, Subscription
from ..plans import CURRENCY, PLANS, Plan
from ..shapes import REFERENCE, identity, items
from ..waiver import WAIVER

logger = logging.getLogger(__name__)

#: The events that the endpoint of the webhook must send; `check_stripe` compares.
PRODUCT = "portal_resume"


def configured() -> bool:
    return bool(settings.STRIPE_SECRET_KEY)


def client() -> stripe.StripeClient:
    return _client(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE, settings.STRIPE_TIMEOUT)


@cache
def _client(key: str, base: str, timeout: float) -> stripe.StripeClient:
    return stripe.StripeClient(
        key,
        base_addresses={"api": base} if base else None,
        max_network_retries=1,
        http_client=stripe.RequestsClient(timeout=timeout),
    )


@contextmanager
def answering(what: str):
    """Raises ProviderDown for whatever the library raises; nothing of the card or the person is logged."""
    try:
        yield
    except stripe.StripeError as error:
        logger.warning("stripe: %s failed: %s %s", what, type(error).__name__, error.code or error.http_status or "")
        raise ProviderDown from error


# --- Paying -----------------------------------------------------------------------------------------------------------
def open_checkout(checkout: Checkout) -> tuple[str, str]:
    """(id, address) of a session for this checkout. Asked twice for one checkout, Stripe makes one."""
    with answering("checkout"):
        session = client().v1.checkout.sessions.create(
            _session(checkout), {"idempotency_key": f"checkout-{checkout.token}"}
        )
    return session.id, session.url or ""


def _session(checkout: Checkout) -> dict:
    plan = PLANS[checkout.plan]
    metadata = {REFERENCE: checkout.token}
    values = {
        "mode": "subscription" if plan.recurs else "payment",
        "line_items": [{"quantity": 1, **_line(plan)}],
        "client_reference_id": checkout.token,
        "metadata": metadata,
        "success_url": checkout.success_url,
        "cancel_url": checkout.cancel_url,
        "locale": "fr",
        "billing_address_collection": "auto",
    }
    customer = getattr(checkout.user, "stripe_customer", None)
    if customer:
        values |= {"customer": customer.stripe_id}
    elif checkout.email:
        values |= {"customer_email": checkout.email}
    if plan.recurs:
        values |= {"subscription_data": {"metadata": metadata}}
    else:
        values |= {"payment_intent_data": {"metadata": metadata}}
    if not checkout.waived_at:
        # Whoever comes by the API is asked by Stripe's own page.
        values |= {
            "consent_collection": {"terms_of_service": "required"},
            "custom_text": {"terms_of_service_acceptance": {"message": str(WAIVER)}},
        }
    return values


def _line(plan: Plan) -> dict:
    """The price that was synchronised, as long as it is what the plan costs; else the amount itself."""
    known = StripePrice.objects.filter(plan=plan.name, amount=plan.amount, currency=CURRENCY).first()
    if known:
        return {"price": known.stripe_id}
    recurring = {"recurring": {"interval": plan.interval}} if plan.recurs else {}
    return {"price_data": {**_amount(plan), **recurring, "product_data": {"name": str(plan.label)}}}


def _amount(plan: Plan) -> dict:
    return {"currency": CURRENCY, "unit_amount": plan.amount, "tax_behavior": "inclusive"}


def expire_checkout(checkout: Checkout) -> None:
    """A session that nobody needs any more can no longer be paid."""
    with answering("expiry"):
        client().v1.checkout.sessions.expire(checkout.stripe_session)


def open_portal(subscription: Subscription, return_url: str) -> str:
    """The address of Stripe's page for cards, addresses and Stripe's own receipts."""
    with answering("portal"):
        values = {"customer": subscription.customer.stripe_id, "return_url": return_url, "locale": "fr"}
        return client().v1.billing_portal.sessions.create(values).url


def set_cancelled(subscription: Subscription, cancelled: bool) -> dict:
    """End it with its period, or let it go on; the subscription as Stripe has it now."""
    with answering("cancellation"):
        values = {"cancel_at_period_end": cancelled}
        return client().v1.subscriptions.update(subscription.stripe_id, values).to_dict()


def end_now(subscription: Subscription) -> dict:
    """End it at once; Stripe then collects none of its open invoices by itself."""
    with answering("cancellation"):
        return client().v1.subscriptions.cancel(subscription.stripe_id).to_dict()


# --- Giving back ------------------------------------------------------------------------------------------------------
def refund(payment: Payment, cents: int, key: str) -> dict:
    """`key` names this refund: asked twice, it is made once. The refund as Stripe has it."""
    with answering("refund"):
        values = {"payment_intent": payment_intent(payment), "amount": cents, "reason": "requested_by_customer"}
        return client().v1.refunds.create(values, {"idempotency_key": f"refund-{key}"}).to_dict()


def payment_intent(payment: Payment) -> str:
    """What the payment is called in refunds; asked of Stripe where no event has told. Raises ProviderDown."""
    if payment.stripe_payment_intent:
        return payment.stripe_payment_intent
    with answering("payment of an invoice"):
        found = client().v1.invoice_payments.list({"invoice": payment.stripe_invoice or ""}).to_dict()
    intents = [identity((line.get("payment") or {}).get("payment_intent")) for line in found.get("data") or []]
    if not any(intents):
        raise ProviderDown(_("Stripe knows no payment of this invoice."))
    return next(filter(None, intents))


# --- Comparing --------------------------------------------------------------------------------------------------------
def subscription(stripe_id: str) -> dict | None:
    """As Stripe has it now; None when it knows none of this name."""
    with answering("subscription"):
        return _known(client().v1.subscriptions.retrieve, stripe_id)


def session(stripe_id: str) -> dict | None:
    with answering("session"):
        return _known(client().v1.checkout.sessions.retrieve, stripe_id)


def _known(retrieve, stripe_id: str) -> dict | None:
    try:
        return retrieve(stripe_id).to_dict()
    except stripe.InvalidRequestError as error:
        if error.http_status == 404:
            return None
        raise


def events_since(moment, types: list[str]):
    """Events of the last 30 days at most (Stripe keeps no more), the oldest first."""
    with answering("events"):
        found = client().v1.events.list({"created": {"gte": int(moment.timestamp())}, "types": types, "limit": 100})
        rows = [event.to_dict() for event in found.auto_paging_iter()]
    return sorted(rows, key=lambda event: event["created"])


def price_of(plan: Plan) -> dict | None:
    """The active price that bears the plan's name at Stripe."""
    with answering("prices"):
        found = client().v1.prices.list({"lookup_keys": [plan.lookup_key], "active": True}).to_dict()
    return next(iter(found.get("data") or []), None)


def create_price(plan: Plan) -> dict:
    """A price of what the plan costs, which takes over its name. Prices at Stripe never change: old ones stay."""
    values = {**_amount(plan), "lookup_key": plan.lookup_key, "transfer_lookup_key": True, "product": _product()}
    if plan.recurs:
        values["recurring"] = {"interval": plan.interval}
    with answering("price"):
        return client().v1.prices.create(values).to_dict()


def _product() -> str:
    with answering("product"):
        try:
            return client().v1.products.retrieve(PRODUCT).id
        except stripe.InvalidRequestError:
            return client().v1.products.create({"id": PRODUCT, "name": f"{settings.SITE_NAME} – CV"}).id


def webhook_endpoints() -> list[dict]:
    with answering("webhook endpoints"):
        return items({"found": client().v1.webhook_endpoints.list({"limit": 100}).to_dict()}, "found")
