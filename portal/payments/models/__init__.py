"""Checkouts, payments, subscriptions, invoices, and what Stripe sent. Amounts are whole cents, VAT included."""

from .checkouts import Checkout, Customer, StripePrice
from .events import EventState, StripeEvent
from .invoices import Invoice, InvoiceCounter
from .payments import Payment, PaymentStatus, Refund
from .subscriptions import Subscription, SubscriptionStatus

__all__ = [
    "Checkout",
    "Customer",
    "EventState",
    "Invoice",
    "InvoiceCounter",
    "Payment",
    "PaymentStatus",
    "Refund",
    "StripeEvent",
    "StripePrice",
    "Subscription",
    "SubscriptionStatus",
]
