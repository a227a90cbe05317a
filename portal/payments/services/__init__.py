"""The only writers of payments. Functions for people take the actor first and raise portal.core.errors."""

from . import checkouts, events, invoices, prices, reconciling, recording, recovery, refunds, subscriptions

__all__ = [
    "checkouts",
    "events",
    "invoices",
    "prices",
    "reconciling",
    "recording",
    "recovery",
    "refunds",
    "subscriptions",
]
