"""Publications as the index sees them, written straight to the tables (no workflow), with their documents."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from portal.accounts.models import Company
from portal.jobs.models import KINDS, PublicationPlace
from portal.vocabulary.models import Sector, Skill
from portal.vocabulary.places import find_place
from search.indexing import bulk_index

_numbers = count(1)


def published(title: str = "Publication", *, kind: str = "offer", indexed: bool = True, **values):
    """A validated publication that is in the index.

    `places`, `skills`, `sector` and `company` take plain names; `age` is in days.
    """
    places, skills = values.pop("places", ()), values.pop("skills", ())
    sector, company = values.pop("sector", None), values.pop("company", "Clinique des Lilas")
    now = timezone.now() - timedelta(days=values.pop("age", 0), seconds=next(_numbers) / 1000)
    if sector:
        slug = sector.lower().replace(" ", "-")
        values["sector"] = Sector.objects.get_or_create(name=sector, defaults={"slug": slug})[0]
    defaults = {"description": "<p>Rejoignez-nous.</p>", "live": True, "status": "validated"}
    dates = {"first_published_at": now, "created_at": now}
    row = KINDS[kind](
        title=title, company=Company.objects.get_or_create(name=company)[0], **{**defaults, **dates, **values}
    )
    row.skills = Skill.objects.named(skills)
    row.save()
    for label in places:
        place_of(row, label).save()
    if indexed:
        bulk_index([row.pk])
    return row


def place_of(publication, label: str) -> PublicationPlace:
    found = find_place(label)
    return PublicationPlace(
        publication=publication,
        label=label,
        city=found.city,
        department=found.department,
        region=found.region,
        latitude=found.latitude,
        longitude=found.longitude,
    )
