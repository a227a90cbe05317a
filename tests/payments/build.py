"""Objects of Stripe as it sends them, in both shapes, and ways to send them as it does.

`Purchase` is one person's way: a checkout that was begun, and the events that follow when it is paid.
"""

import json
import time
from dataclasses import dataclass, field
from itertools import count

import stripe
from django.test import Client

from portal.payments.models import Checkout
from portal.payments.plans import PLANS
from portal.payments.services import checkouts
from portal.payments.shapes import REFERENCE

SECRET = "whsec_of_the_tests"
PATH = "/api/payments/webhook/"
#: 2026-11-21 12:00 UTC.
START = 1_795_262_400
DAY = 24 * 3600
_numbers = count(1)


def event(kind: str, found: dict, *, at: int = START, name: str = "") -> dict:
    return {
        "id": name or f"evt_{next(_numbers)}",
        "object": "event",
        "api_version": "2026-10-28.clover",
        "type": kind,
        "created": at,
        "livemode": False,
        "data": {"object": found},
    }


def send(sent: dict | bytes, *, secret: str = SECRET, age: int = 0, header: str | None = None):
    """Post to the webhook as Stripe does; `age` is how many seconds ago it was signed."""
    payload = sent if isinstance(sent, bytes) else json.dumps(sent).encode()
    if header is None:
        stamp = int(time.time()) - age
        header = stripe.WebhookSignature.generate_signature_header(payload.decode(), secret, stamp)
    return Client().post(PATH, payload, content_type="application/json", headers={"Stripe-Signature": header})


def begin(user=None, plan: str = "monthly", **values) -> Checkout:
    """A checkout as the services begin one, at the local gateway."""
    from django.contrib.auth.models import AnonymousUser

    return checkouts.start(user or AnonymousUser(), plan, **values)[0]


@dataclass
class Purchase:
    """What Stripe tells about one checkout. `old` is the shape before 2025-03-31."""

    checkout: Checkout
    email: str = "payeuse@exemple.example"
    old: bool = False
    at: int = START
    names: dict = field(default_factory=dict)

    def __post_init__(self):
        mark = f"{self.checkout.pk}_{next(_numbers)}"
        prefixes = {"subscription": "sub", "customer": "cus", "invoice": "in", "intent": "pi", "charge": "ch"}
        self.names = {name: f"{prefix}_{mark}" for name, prefix in prefixes.items()}

    @property
    def metadata(self) -> dict:
        return {REFERENCE: self.checkout.token}

    @property
    def recurs(self) -> bool:
        return PLANS[self.checkout.plan].recurs

    def session(self, **changes) -> dict:
        return {
            "id": self.checkout.stripe_session,
            "object": "checkout.session",
            "mode": "subscription" if self.recurs else "payment",
            "amount_total": self.checkout.amount,
            "currency": "eur",
            "payment_status": "paid",
            "client_reference_id": self.checkout.token,
            "metadata": self.metadata,
            "customer": self.names["customer"],
            "customer_details": {
                "email": self.email,
                "name": "Nadia Benali",
                "address": {"line1": "12 rue des Lilas", "postal_code": "69003", "city": "Lyon", "country": "FR"},
            },
            "payment_intent": None if self.recurs else self.names["intent"],
            "subscription": self.names["subscription"] if self.recurs else None,
            "invoice": self.names["invoice"] if self.recurs else None,
            **changes,
        }

    def subscription(self, status: str = "active", *, end: int | None = None, **changes) -> dict:
        plan = PLANS[self.checkout.plan]
        end = end or self.at + 30 * DAY
        item = {"quantity": 1, "price": self.price(plan.amount, plan.interval)}
        found = {
            "id": self.names["subscription"],
            "object": "subscription",
            "status": status,
            "customer": self.names["customer"],
            "metadata": self.metadata,
            "start_date": self.at,
            "cancel_at_period_end": False,
            "cancel_at": None,
            "canceled_at": None,
            "ended_at": None,
            "items": {"object": "list", "data": [item]},
        }
        (found if self.old else item)["current_period_end"] = end
        return {**found, **changes}

    @staticmethod
    def price(amount: int, interval: str, name: str = "price_1") -> dict:
        recurring = {"interval": interval, "interval_count": 1}
        return {"id": name, "unit_amount": amount, "currency": "eur", "recurring": recurring}

    def invoice(self, *, number: int = 1, end: int | None = None, **changes) -> dict:
        """The `number`-th of the subscription."""
        details = {"subscription": self.names["subscription"], "metadata": self.metadata}
        end = end or self.at + 30 * DAY * number
        found = {
            "id": self.names["invoice"] if number == 1 else f"{self.names['invoice']}_{number}",
            "object": "invoice",
            "currency": "eur",
            "amount_due": self.checkout.amount,
            "amount_paid": self.checkout.amount,
            "attempt_count": 1,
            "billing_reason": "subscription_create" if number == 1 else "subscription_cycle",
            "customer_email": self.email,
            "customer_name": "Nadia Benali",
            "customer_address": {"line1": "12 rue des Lilas", "postal_code": "69003", "city": "Lyon", "country": "FR"},
            "lines": {"data": [{"period": {"start": end - 30 * DAY, "end": end}}]},
        }
        if self.old:
            intent = self.names["intent"] if number == 1 else f"{self.names['intent']}_{number}"
            found |= {"subscription": details["subscription"], "payment_intent": intent, "paid": True}
            found["subscription_details"] = {"metadata": self.metadata}
        else:
            found["parent"] = {"type": "subscription_details", "subscription_details": details}
        return {**found, **changes}

    def invoice_payment(self, number: int = 1) -> dict:
        return {
            "id": f"inpay_{number}",
            "invoice": self.invoice(number=number)["id"],
            "payment": {"type": "payment_intent", "payment_intent": self.names["intent"]},
        }

    def charge(self, refunded: int) -> dict:
        return {
            "id": self.names["charge"],
            "object": "charge",
            "payment_intent": self.names["intent"],
            "amount": self.checkout.amount,
            "amount_refunded": refunded,
            "refunded": refunded == self.checkout.amount,
        }

    def refund(self, amount: int, status: str = "succeeded", name: str = "re_1") -> dict:
        return {"id": name, "payment_intent": self.names["intent"], "amount": amount, "status": status}

    def events(self) -> list[dict]:
        """What comes of a purchase that went well, in the order in which it happens."""
        if not self.recurs:
            return [event("checkout.session.completed", self.session(), at=self.at + 2)]
        return [
            event("customer.subscription.created", self.subscription("incomplete"), at=self.at),
            event("invoice.payment_succeeded", self.invoice(), at=self.at + 1),
            event("customer.subscription.updated", self.subscription("active"), at=self.at + 1),
            event("checkout.session.completed", self.session(), at=self.at + 2),
        ]


def pay(checkout: Checkout, **values) -> Purchase:
    """The purchase, after all of its events came."""
    purchase = Purchase(checkout, **values)
    for each in purchase.events():
        answer = send(each)
        assert answer.status_code == 200, answer.content
    return purchase
