"""What a complete feed no longer has: closed, unless it is so much that a person should look."""

import json
from hashlib import blake2b

from django.db import transaction

from portal.jobs.models import Status

from ..models import FeedItem, ImportRun
from . import writing

#: A larger share of a feed's items gone at once asks a person.
ASK_ABOVE = 0.3
BATCH = 1000
#: Ends in one transaction.
SLICE = 20
_ENDED = (Status.CLOSED, Status.WITHDRAWN)


def mark(run: ImportRun) -> bool:
    """Note which items are gone, in `missing_in` and the run's figures; whether they may be closed at once.

    Nothing is gone when the source was not read whole: what could not be read may be any of them.
    """
    present = FeedItem.objects.filter(feed=run.feed, ended_at__isnull=True).exclude(publication__status__in=_ENDED)
    if not run.feed.complete or not run.whole:
        return True
    named = _named(run)
    gone, back, run.known = [], [], 0
    for pk, external_id, missing_in in present.values_list("pk", "external_id", "missing_in_id").iterator(
        chunk_size=BATCH
    ):
        run.known += 1
        if _key(external_id) not in named:
            gone.append(pk)
        elif missing_in is not None:
            back.append(pk)
    for pks, missing_in in ((gone, run), (back, None)):
        for start in range(0, len(pks), BATCH):
            FeedItem.objects.filter(pk__in=pks[start : start + BATCH]).update(missing_in=missing_in)
    run.gone = len(gone)
    return run.gone <= ASK_ABOVE * run.known


def _named(run: ImportRun) -> set[bytes]:
    """What the source named: everything with an identifier, wrong or not; what says itself that it is over is gone."""
    found = set()
    with run.prepared.open("rb") as lines:
        for line in lines:
            said = json.loads(line)
            blocked = any(not problem["warning"] for problem in said["problems"])
            if said["external_id"] and (blocked or not said["past"]):
                found.add(_key(said["external_id"]))
    return found


def _key(external_id: str) -> bytes:
    return blake2b(external_id.encode("utf-8", "replace"), digest_size=8).digest()


def close_some(run: ImportRun) -> bool:
    """End some of those that are gone; whether there are more."""
    rows = FeedItem.objects.select_for_update(of=("self",)).filter(missing_in=run, ended_at__isnull=True)
    found = list(rows.order_by("pk")[:SLICE])
    for row in found:
        with transaction.atomic():
            if writing.end(run.actor, row):
                run.closed += 1
            else:
                FeedItem.objects.filter(pk=row.pk).update(missing_in=None)
    return len(found) == SLICE
