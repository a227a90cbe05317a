"""Counting views and clicks without a cookie.

A visitor is an address and a browser, told apart by a keyed hash; the key lives for a day of Paris and is then thrown
away with the hashes, so that nobody can be followed from one day to the next or found again later.
"""

import hashlib
import hmac
import secrets
from collections import defaultdict
from datetime import date

from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import F

from portal.core.statistics import today
from portal.jobs.models import Publication

from ..models import DayFigures, DayKey, Sighting

#: Sightings counted in one transaction.
BATCH = 2_000
KEY_SECONDS = 3600
_COLUMNS = {Sighting.Act.VIEW: "views", Sighting.Act.APPLY: "clicks"}


def note(publication: Publication, act: str, address: str, user_agent: str) -> None:
    """Note a view or a click of this visitor, once a day. The caller has left out programs."""
    day = today()
    said = "\n".join((act, str(publication.pk), address, user_agent)).encode("utf-8", "replace")
    digest = hmac.new(_secret_of(day).encode(), said, hashlib.sha256).hexdigest()[:32]
    row = Sighting(day=day, publication=publication, act=act, digest=digest)
    Sighting.objects.bulk_create([row], ignore_conflicts=True)


def _secret_of(day: date) -> str:
    key = f"discovery:day:{day}"
    secret = cache.get(key)
    if secret is None:
        row, _fresh = DayKey.objects.get_or_create(day=day, defaults={"secret": secrets.token_hex(32)})
        secret = row.secret
        cache.set(key, secret, KEY_SECONDS)
    return secret


def count() -> int:
    """Add what was noted to its day and to the totals; returns how many. Safe to run twice and at once."""
    total = 0
    while number := _count_batch():
        total += number
    return total


def _count_batch() -> int:
    with transaction.atomic():
        rows = Sighting.objects.filter(counted=False).order_by("id")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        found = list(rows.values_list("id", "publication_id", "day", "act")[:BATCH])
        numbers = defaultdict(lambda: dict.fromkeys(_COLUMNS.values(), 0))
        for _pk, publication, day, act in found:
            numbers[publication, day][_COLUMNS[act]] += 1
        # In one order, so that two workers wait for each other instead of forever.
        for (publication, day), figures in sorted(numbers.items()):
            _add(publication, day, figures)
        Sighting.objects.filter(pk__in=[pk for pk, *_rest in found]).update(counted=True)
    return len(found)


def _add(publication: int, day: date, figures: dict[str, int]) -> None:
    of_day = DayFigures.objects.filter(publication=publication, day=day)
    row = DayFigures(publication_id=publication, day=day)
    DayFigures.objects.bulk_create([row], ignore_conflicts=True)
    of_day.update(**{name: F(name) + number for name, number in figures.items()})
    Publication.objects.filter(pk=publication).update(views_count=F("views_count") + figures["views"])


def forget(day: date | None = None) -> None:
    """Throw away the keys and the counted digests of the days before this one, today unless told."""
    day = day or today()
    DayKey.objects.filter(day__lt=day).delete()
    Sighting.objects.filter(day__lt=day, counted=True).delete()
