"""Alerts meet publications: in numbers, once, each distinct search asked one time for all that is new.

`announce` numbers what has gone online, in order; `run` matches alerts with the numbers after their cursor. The mail
is decided with the cursor's step in one transaction, under the lock of the alert: two workers send it once, and one
that is killed has either done both or nothing.
"""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from portal.jobs.models import Publication
from search.query import Query, Results, Sort
from search.service import search

from . import mails
from .models import Alert, Announcement, Frequency, SentPublication
from .needs import needs_of
from .prefilter import Newcomers
from .schedule import next_run
from .searches import Search, read_kept

#: Publications that one mail shows; the others are behind its button.
SHOWN = 20
#: What is numbered at once.
BATCH = 100
#: Searches whose cursors step on in one statement.
STEPS = 1000
#: What did not come online by then is forgotten.
KEEP_WAITING = timedelta(days=60)


def latest_number() -> int:
    return Announcement.objects.aggregate(last=Max("number"))["last"] or 0


def announce() -> int:
    """Number what is visible and can be found by now, oldest first. Returns how many were numbered."""
    count = 0
    with transaction.atomic():
        # Whoever numbers holds all that waits, so that numbers are given by one at a time.
        waiting = Announcement.objects.select_for_update().filter(number__isnull=True).order_by("id")
        rows = {row.publication_id: row for row in waiting}
        found = _findable(list(rows))
        last = latest_number() if found else 0
        for publication, row in rows.items():
            if publication in found:
                count += 1
                row.number = last + count
                row.save(update_fields=["number"])
    return count


def _findable(ids: list[int]) -> set[int]:
    """Those that the search finds: visible, and in the index."""
    found: set[int] = set()
    for start in range(0, len(ids), BATCH):
        among = Publication.objects.filter(pk__in=ids[start : start + BATCH])
        found.update(search(Query(page_size=BATCH, sort=Sort.NEWEST), queryset=among).ids)
    return found


def run(frequency: str, now=None) -> int:
    """Match the alerts of this frequency that are due. Returns how many wrote."""
    now = now or timezone.now()
    latest = latest_number()
    due = Alert.objects.running().filter(frequency=frequency)
    due = due.filter(cursor__lt=latest) if frequency == Frequency.IMMEDIATE else due.filter(due_at__lte=now)
    columns = ("cursor", "digest", "kind", "parameters")
    groups = list(due.order_by("cursor", "digest").values_list(*columns).distinct())
    written, idle = 0, defaultdict(list)
    sizes, newcomers = Counter(cursor for cursor, *_search in groups), {}
    for cursor, digest, kind, parameters in groups:
        if cursor not in newcomers:
            # One at a time: the groups come by their cursors.
            newcomers = {cursor: Newcomers(cursor, latest, sizes[cursor])}
        found = _matches(kind, parameters, newcomers[cursor])
        if found is None:
            idle[cursor].append(digest)
            continue
        for pk in due.filter(cursor=cursor, digest=digest).values_list("pk", flat=True):
            written += _write(pk, cursor, latest, *found, now)
    for cursor, digests in idle.items():
        _step(due, cursor, digests, latest, next_run(frequency, now))
    return written


def _matches(kind: str, parameters: str, fresh: Newcomers) -> tuple[Search, Results] | None:
    """The search, and the newest of what is new that it finds, as it was asked; None for nothing.

    A search that is no longer understood as a whole would find too much: it finds nothing until its owner mends it.
    """
    if fresh.after >= fresh.upto:
        return None
    needs = needs_of(kind, parameters)
    among = fresh.may_find(needs) if needs else []
    if among is not None and not among:
        return None
    asked = read_kept(kind, parameters)
    if asked.problems:
        return None
    query = replace(asked.query, page=1, page_size=SHOWN, sort=Sort.NEWEST, facets=(), exact=True)
    results = search(query, queryset=fresh.publications(among))
    return (asked, results) if results.hits else None


def _step(due, cursor: int, digests: list[str], latest: int, due_at) -> None:
    """Step the alerts of these searches on; by their names, since others may have become due meanwhile."""
    for start in range(0, len(digests), STEPS):
        rows = due.filter(cursor=cursor, digest__in=digests[start : start + STEPS])
        rows.update(cursor=latest, due_at=due_at)


def _write(pk: int, cursor: int, latest: int, asked: Search, results: Results, now) -> bool:
    """Step one alert on and send its mail, both or none. False when somebody else did, or it no longer runs."""
    with transaction.atomic():
        rows = Alert.objects.running().filter(pk=pk, cursor=cursor)
        alert = rows.select_for_update(of=("self",)).first()
        if alert is None:
            return False
        known = set(alert.sent.filter(publication__in=results.ids).values_list("publication_id", flat=True))
        fresh = [found for found in results.ids if found not in known]
        alert.cursor, alert.due_at = latest, next_run(alert.frequency, now)
        if fresh:
            SentPublication.objects.bulk_create(SentPublication(alert=alert, publication_id=each) for each in fresh)
            alert.last_sent_at = now
            mails.news(alert, asked, fresh, total=results.total - len(known))
        alert.save(update_fields=["cursor", "due_at", "last_sent_at"])
        return bool(fresh)


def forget_old(now=None) -> None:
    """Announcements of what never came online."""
    before = (now or timezone.now()) - KEEP_WAITING
    Announcement.objects.filter(number__isnull=True, created_at__lt=before).delete()
