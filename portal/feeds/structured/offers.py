"""`JobPosting` for offers, by Google's rules.

https://developers.google.com/search/docs/appearance/structured-data/job-posting
"""

from django.utils import timezone

from portal.jobs.models import ApplyBy
from portal.jobs.models.kinds import Contract, Experience, WorkingTime
from portal.jobs.models.publication import Remote

from . import parts

EMPLOYMENT = {
    Contract.CDD: "TEMPORARY",
    Contract.INTERIM: "TEMPORARY",
    Contract.SEASONAL: "TEMPORARY",
    Contract.APPRENTICESHIP: "INTERN",
    Contract.INTERNSHIP: "INTERN",
    Contract.STUDENT_INTERNSHIP: "INTERN",
    Contract.FREELANCE: "CONTRACTOR",
    Contract.CIVIC: "VOLUNTEER",
}
TIMES = {WorkingTime.FULL: "FULL_TIME", WorkingTime.PART: "PART_TIME"}
#: The months somebody must have worked already, at least.
MONTHS = {Experience.JUNIOR: 12, Experience.CONFIRMED: 36, Experience.SENIOR: 60}


def job_posting(offer) -> dict:
    data = parts.head(offer, "JobPosting", name="title")
    data |= {
        "datePosted": timezone.localtime(offer.first_published_at).date().isoformat(),
        "hiringOrganization": parts.organisation(offer),
        "directApply": offer.apply_by == ApplyBy.HERE,
    }
    if end := parts.ends_at(offer):
        data["validThrough"] = parts.moment(end)
    if kinds := _employment(offer):
        data["employmentType"] = kinds
    if salary := _salary(offer):
        data["baseSalary"] = salary
    return data | _asked(offer) | _where(offer)


def _employment(offer) -> list[str]:
    kinds = [EMPLOYMENT[offer.contract]] if offer.contract in EMPLOYMENT else []
    if time := TIMES.get(offer.working_time):
        kinds.append(time)
    return kinds or (["FULL_TIME"] if offer.contract == Contract.CDI else [])


def _salary(offer) -> dict | None:
    """Nothing without a unit of time: a salary of "2,400" says nothing."""
    amounts, unit = parts.known_amounts(offer), parts.UNITS.get(offer.period)
    if not amounts or not unit:
        return None
    value = {"@type": "QuantitativeValue", "unitText": unit, **amounts}
    return {"@type": "MonetaryAmount", "currency": offer.currency, "value": value}


def _asked(offer) -> dict:
    """What is asked of whom, where it was said."""
    found = {}
    if offer.openings > 1:
        found["totalJobOpenings"] = offer.openings
    if offer.starts_on:
        found["jobStartDate"] = offer.starts_on.isoformat()
    if offer.sector_id:
        found["industry"] = offer.sector.name
    if skills := [skill.name for skill in offer.skills.all()]:
        found["skills"] = ", ".join(skills)
    if offer.experience == Experience.BEGINNER:
        found["experienceRequirements"] = "no requirements"
    elif months := MONTHS.get(offer.experience):
        found["experienceRequirements"] = {
            "@type": "OccupationalExperienceRequirements",
            "monthsOfExperience": months,
        }
    return found


def _where(offer) -> dict:
    """Where people go; TELECOMMUTE only when they never have to, as Google asks."""
    places, found = list(offer.places.all()), {}
    if places:
        found["jobLocation"] = parts.one_or_all([parts.place(row) for row in places])
    if offer.remote == Remote.FULL:
        countries = list(dict.fromkeys(row.country for row in places)) or ["FR"]
        found["jobLocationType"] = "TELECOMMUTE"
        found["applicantLocationRequirements"] = [{"@type": "Country", "name": code} for code in countries]
    return found
