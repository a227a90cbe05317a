"""`JobPosting` for offers, complete by Google's rules, or nothing at all.

https://developers.google.com/search/docs/appearance/structured-data/job-posting
"""

import json

from django.conf import settings
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from portal.jobs.models import ApplyBy, Offer
from portal.jobs.models.kinds import Contract, WorkingTime
from portal.jobs.models.publication import Period, Remote

_EMPLOYMENT = {
    Contract.CDD: ["TEMPORARY"],
    Contract.INTERIM: ["TEMPORARY"],
    Contract.SEASONAL: ["TEMPORARY"],
    Contract.APPRENTICESHIP: ["INTERN"],
    Contract.INTERNSHIP: ["INTERN"],
    Contract.STUDENT_INTERNSHIP: ["INTERN"],
    Contract.FREELANCE: ["CONTRACTOR"],
    Contract.CIVIC: ["VOLUNTEER"],
}
_TIMES = {WorkingTime.FULL: "FULL_TIME", WorkingTime.PART: "PART_TIME"}
_UNITS = {Period.HOUR: "HOUR", Period.DAY: "DAY", Period.MONTH: "MONTH", Period.YEAR: "YEAR"}
#: What could end the <script> element, or be read as markup, inside JSON strings.
_ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def job_posting(publication) -> dict | None:
    """The data of a visible offer; None when something Google requires is not known."""
    if not isinstance(publication, Offer) or not publication.is_visible():
        return None
    places = list(publication.places.all())
    remote = publication.remote == Remote.FULL
    if not (places or remote) or not publication.company_name:
        return None
    data = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": publication.title,
        "description": publication.description,
        "identifier": {"@type": "PropertyValue", "name": settings.SITE_NAME, "value": str(publication.pk)},
        "datePosted": timezone.localtime(publication.first_published_at).date().isoformat(),
        "hiringOrganization": _organisation(publication),
        "directApply": publication.apply_by == ApplyBy.HERE,
        "url": settings.SITE_URL + publication.get_absolute_url(),
    }
    end = min(filter(None, (publication.deadline, publication.expire_at)), default=None)
    if end:
        data["validThrough"] = timezone.localtime(end).isoformat(timespec="seconds")
    if kinds := _employment(publication):
        data["employmentType"] = kinds
    if salary := _salary(publication):
        data["baseSalary"] = salary
    if publication.openings > 1:
        data["totalJobOpenings"] = publication.openings
    return data | _where(places, remote)


def as_json(data: dict) -> SafeString:
    """JSON that is safe inside a <script> element: no character of it means anything to HTML."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(_ESCAPES))  # noqa: S308 - every <, > and & is escaped


def _organisation(publication) -> dict:
    found = {"@type": "Organization", "name": publication.company_name}
    # The name shown may be another than the company's own; its site is then not this organisation's.
    site = publication.company.website
    if site.startswith(("https://", "http://")) and publication.company_name == publication.company.name:
        found["sameAs"] = site
    return found


def _employment(offer) -> list[str]:
    kinds = list(_EMPLOYMENT.get(offer.contract, ()))
    if time := _TIMES.get(offer.working_time):
        kinds.append(time)
    return kinds or (["FULL_TIME"] if offer.contract == Contract.CDI else [])


def _salary(offer) -> dict | None:
    low, high, unit = offer.amount_min, offer.amount_max, _UNITS.get(offer.period)
    known = [float(amount) for amount in (low, high) if amount is not None]
    if not known or not unit:
        return None
    value = {"@type": "QuantitativeValue", "unitText": unit}
    if low is not None and high is not None and low != high:
        value |= {"minValue": known[0], "maxValue": known[1]}
    else:
        value["value"] = known[0]
    return {"@type": "MonetaryAmount", "currency": offer.currency, "value": value}


def _where(places: list, remote: bool) -> dict:
    found = {}
    if places:
        locations = [{"@type": "Place", "address": _address(place)} for place in places]
        found["jobLocation"] = locations if len(locations) > 1 else locations[0]
    if remote:
        countries = list(dict.fromkeys(place.country for place in places)) or ["FR"]
        found["jobLocationType"] = "TELECOMMUTE"
        found["applicantLocationRequirements"] = [{"@type": "Country", "name": code} for code in countries]
    return found


def _address(place) -> dict:
    address = {
        "@type": "PostalAddress",
        "addressLocality": place.city or place.label,
        "postalCode": place.postal_code,
        "addressRegion": place.region,
        "addressCountry": place.country,
    }
    return {name: value for name, value in address.items() if value}
