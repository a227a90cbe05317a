"""Reading what Stripe sends: plain dictionaries, in the shape of old API versions and of new ones alike.

Since 2025-03-31 the end of a period stands on the items of a subscription, and an invoice names its subscription in
`parent`; `invoice.payment_intent` is gone.
"""

from datetime import UTC, datetime

#: What carries our reference through session, subscription and payment.
REFERENCE = "portal_checkout"


def identity(value) -> str | None:
    """The id of what may be expanded or not."""
    return value.get("id") if isinstance(value, dict) else (value or None)


def moment(seconds) -> datetime | None:
    return datetime.fromtimestamp(seconds, UTC) if seconds else None


def reference(thing: dict) -> str:
    """Our own reference, in metadata or as the session's."""
    return thing.get("client_reference_id") or (thing.get("metadata") or {}).get(REFERENCE) or ""


def items(thing: dict, name: str) -> list[dict]:
    return (thing.get(name) or {}).get("data") or []


# --- Subscriptions ----------------------------------------------------------------------------------------------------
def period_end(subscription: dict) -> datetime | None:
    ends = [item["current_period_end"] for item in items(subscription, "items") if item.get("current_period_end")]
    return moment(max(ends) if ends else subscription.get("current_period_end"))


def price(subscription: dict) -> tuple[int | None, str, str]:
    """(cents, currency, interval) of the one line that is billed; an interval of several months is "other"."""
    lines = items(subscription, "items")
    found = lines[0].get("price") or lines[0].get("plan") or {} if len(lines) == 1 else {}
    recurring = found.get("recurring") or found
    interval = recurring.get("interval") or ""
    if (recurring.get("interval_count") or 1) != 1 or (lines and lines[0].get("quantity") not in (None, 1)):
        interval = "other"
    amount = found.get("unit_amount", found.get("amount"))
    return amount, found.get("currency") or "", interval


def ends_with_period(subscription: dict) -> bool:
    """Cancelled for the end of the period; newer versions say it by `cancel_at`."""
    return bool(subscription.get("cancel_at_period_end") or subscription.get("cancel_at"))


# --- Invoices ---------------------------------------------------------------------------------------------------------
def _details(invoice: dict) -> dict:
    parent = invoice.get("parent") or {}
    return parent.get("subscription_details") or invoice.get("subscription_details") or {}


def invoice_subscription(invoice: dict) -> str | None:
    return identity(_details(invoice).get("subscription") or invoice.get("subscription"))


def invoice_reference(invoice: dict) -> str:
    return reference(_details(invoice)) or reference(invoice)


def invoice_payment_intent(invoice: dict) -> str | None:
    """Absent from new versions unless `payments` was expanded: then `invoice_payment.paid` brings it."""
    for line in items(invoice, "payments"):
        found = identity((line.get("payment") or {}).get("payment_intent"))
        if found:
            return found
    return identity(invoice.get("payment_intent"))


def invoice_period(invoice: dict) -> tuple[datetime | None, datetime | None]:
    """From when to when the latest line pays."""
    periods = [line["period"] for line in items(invoice, "lines") if (line.get("period") or {}).get("end")]
    if not periods:
        return None, None
    latest = max(periods, key=lambda period: period["end"])
    return moment(latest.get("start")), moment(latest["end"])


# --- People -----------------------------------------------------------------------------------------------------------
def address(found: dict | None) -> str:
    """One line: "12 rue des Lilas, 69003 Lyon, FR"."""
    found = found or {}
    town = " ".join(found[name] for name in ("postal_code", "city") if found.get(name))
    parts = [found.get("line1"), found.get("line2"), town, found.get("country")]
    return ", ".join(part for part in parts if part)[:300]
