"""Who works at an import: one at a time, for as long as it shows that it is alive."""

import uuid
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from ..models import ImportRun, RunState

#: Without a sign of life for so long, a worker is taken for dead and its work for somebody else's.
LEASE = timedelta(seconds=120)


class Lost(Exception):
    """Somebody else works at it by now, or nobody should."""


def take(pk: int) -> str | None:
    """A word that proves the right to work at this import, or None when it is over or somebody is at it."""
    now, worker = timezone.now(), uuid.uuid4().hex
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    rows = ImportRun.objects.filter(free, pk=pk, state__in=RunState.active())
    return worker if rows.update(worker=worker, leased_until=now + LEASE) else None


def extend(pk: int, worker: str, **values) -> None:
    """Show a sign of life, with some figures of progress. Raises Lost."""
    rows = ImportRun.objects.filter(pk=pk, worker=worker, state__in=RunState.active())
    if not rows.update(leased_until=timezone.now() + LEASE, **values):
        raise Lost


def release(pk: int, worker: str) -> None:
    ImportRun.objects.filter(pk=pk, worker=worker).update(worker="", leased_until=None)


def locked(pk: int, worker: str) -> ImportRun:
    """The row, locked for what follows in this transaction. Raises Lost."""
    rows = ImportRun.objects.select_for_update(of=("self",)).filter(pk=pk, worker=worker, state__in=RunState.active())
    run = rows.select_related("feed__company", "feed__recruiter", "actor").first()
    if run is None:
        raise Lost
    return run
