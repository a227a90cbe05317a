"""What the types of schema.org share: who, how much, where, until when."""

from django.conf import settings
from django.utils import timezone

from portal.core.html import plain_text
from portal.jobs.models.publication import Period

UNITS = {Period.HOUR: "HOUR", Period.DAY: "DAY", Period.MONTH: "MONTH", Period.YEAR: "YEAR"}


def head(publication, type_: str, *, name: str = "name") -> dict:
    """Context, type, words, number and address, in the order people read them."""
    return {
        "@context": "https://schema.org/",
        "@type": type_,
        name: publication.title,
        "description": publication.description if name == "title" else plain_text(publication.description),
        "identifier": {"@type": "PropertyValue", "name": settings.SITE_NAME, "value": str(publication.pk)},
        "url": settings.SITE_URL + publication.get_absolute_url(),
    }


def organisation(publication) -> dict:
    """The name shown, and the company's site where that name is the company's own."""
    found = {"@type": "Organization", "name": publication.company_name}
    site = publication.company.website
    if site.startswith(("https://", "http://")) and publication.company_name == publication.company.name:
        found["sameAs"] = site
    return found


def ends_at(publication):
    """The moment it leaves: its deadline or its expiry, the earlier one; None without either."""
    return min(filter(None, (publication.deadline, publication.expire_at)), default=None)


def moment(value) -> str:
    """ISO 8601 with the offset of Paris."""
    return timezone.localtime(value).isoformat(timespec="seconds")


def known_amounts(publication) -> dict:
    """`{"value": 2400.0}`, or `{"minValue": …, "maxValue": …}` (one of them alone where the other is not known)."""
    low, high = publication.amount_min, publication.amount_max
    if low is not None and low == high:
        return {"value": float(low)}
    found = {"minValue": low, "maxValue": high}
    return {name: float(amount) for name, amount in found.items() if amount is not None}


def monetary_amount(publication) -> dict | None:
    """A MonetaryAmount without a unit of time, or None without a figure."""
    amounts = known_amounts(publication)
    return {"@type": "MonetaryAmount", "currency": publication.currency, **amounts} if amounts else None


def place(row) -> dict:
    address = {
        "@type": "PostalAddress",
        "addressLocality": row.city or row.label,
        "postalCode": row.postal_code,
        "addressRegion": row.region,
        "addressCountry": row.country,
    }
    return {"@type": "Place", "address": {name: value for name, value in address.items() if value}}


def one_or_all(values: list):
    return values[0] if len(values) == 1 else values
