"""Imports: begun by a person, the clock or a command, worked at in slices, and what a person decides in the end."""

import logging
import threading
from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, close_old_connections, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core import observing
from portal.core.errors import DomainError
from portal.core.models import AuditLog
from portal.jobs.notifications import in_french

from .. import notifications, permissions
from ..errors import AlreadyImporting, NothingToDecide, NotPreviewed
from ..incoming.preparing import Prepared
from ..models import Feed, ImportProblem, ImportRun, RunState, Trigger
from . import leases, missing, reading, sources, writing
from .feeds import check_upload, name_of

logger = logging.getLogger(__name__)

#: One transaction: so many items looked at, or so many of them written.
READ, WRITTEN = 500, 20
MOST_ATTEMPTS = 5


def keep_upload(actor, feed: Feed, file) -> ImportRun:
    """Keep a file that was sent, to be imported once its mapping is confirmed."""
    run = ImportRun(feed=feed, actor=actor, state=RunState.UPLOADED, source_name=name_of(file), source_size=file.size)
    run.source.save("source", file, save=False)
    run.save()
    return run


def kept_upload(feed: Feed) -> ImportRun | None:
    """The file that waits for the mapping to be confirmed."""
    return feed.runs.filter(state=RunState.UPLOADED).order_by("-pk").first()


def start(actor, feed: Feed, *, file=None, trigger: str = Trigger.PERSON, launched: bool = True) -> ImportRun:
    """Begin an import of this feed: of its address, of the file given, or of the one that was kept.

    The work begins with the commit, unless the caller does it (`launched` False).

    Raises Forbidden, NotVerified, EmailNotConfirmed, NotPreviewed, AlreadyImporting, Invalid (no source).
    """
    permissions.refuse(permissions.why_not_use(actor, feed))
    if file is not None:
        check_upload(file)
    try:
        with transaction.atomic():
            row = Feed.objects.select_for_update().get(pk=feed.pk)
            if row.confirmed_at is None:
                raise NotPreviewed
            if row.runs.active().exists():
                raise AlreadyImporting
            run = _queued(actor, row, file, trigger)
            _supersede(row, run)
            if row.every:
                row.next_fetch_at = timezone.now() + timedelta(hours=row.every)
                row.save(update_fields=["next_fetch_at"])
            AuditLog.record(actor, "feed.import", row, run=run.pk)
            if launched:
                transaction.on_commit(lambda: launch(run.pk), robust=True)
    except IntegrityError as error:
        # The constraint says no as well: somebody began in the same moment.
        raise AlreadyImporting from error
    return run


def _queued(actor, feed: Feed, file, trigger: str) -> ImportRun:
    run = kept_upload(feed) if file is None and not feed.url else None
    run = run or ImportRun(feed=feed)
    run.actor, run.trigger, run.state = actor, trigger, RunState.QUEUED
    run.created_at = timezone.now()
    if file is not None:
        run.source_name, run.source_size = name_of(file), file.size
        run.source.save("source", file, save=False)
    if not feed.url and not run.source:
        raise NotPreviewed(_("Please choose a file."))
    run.save()
    return run


def _supersede(feed: Feed, run: ImportRun) -> None:
    """A newer source answers what an older one asked."""
    for each in feed.runs.filter(state__in=(RunState.AWAITING, RunState.UPLOADED)).exclude(pk=run.pk):
        sources.drop(each)
        each.state, each.finished_at = RunState.DONE, timezone.now()
        each.save()


# --- Working --------------------------------------------------------------------------------------------------------
def launch(pk: int) -> None:
    """Have somebody work at it: a Celery worker, a thread of this process, or (tests, commands) us."""
    if settings.CELERY_BROKER_URL:
        from ..tasks import work_at

        work_at.delay(pk)
    elif settings.FEED_THREADS:
        threading.Thread(target=_in_thread, args=(pk,), name=f"import-{pk}", daemon=True).start()
    else:
        work(pk)


def _in_thread(pk: int) -> None:
    try:
        work(pk)
    finally:
        close_old_connections()


def work(pk: int, *, until: float = float("inf"), clock=None) -> bool:
    """Work at an import to its end, or until the clock says so; whether it is over. Nobody's work: True."""
    worker = leases.take(pk)
    if worker is None:
        return True
    try:
        while _step(pk, worker):
            if clock is not None and clock() >= until:
                return False
    except leases.Lost:
        return True
    except Exception as error:
        _note_failure(pk, worker, error)
        return True
    finally:
        leases.release(pk, worker)
    return True


def _step(pk: int, worker: str) -> bool:
    """The next part of the work; whether there is more."""
    run = ImportRun.objects.select_related("feed__company", "feed__recruiter", "actor").get(pk=pk)
    refusal = permissions.why_not_use(run.actor, run.feed)
    if refusal is not None:
        return _fail(pk, worker, refusal)
    steps = {
        RunState.QUEUED: _read,
        RunState.READING: _read,
        RunState.WRITING: _write,
        RunState.CLOSING: _close,
    }
    step = steps.get(run.state)
    with in_french():
        try:
            return step(run, worker) if step else False
        except DomainError as error:
            # What ends the whole import: the account is no longer verified, for one.
            return _fail(pk, worker, error)


def _read(run: ImportRun, worker: str) -> bool:
    leases.extend(run.pk, worker, state=RunState.READING)
    more = sources.bring(run, worker)
    if more is None:
        return _finish(run.pk, worker, same=True)
    if not more:
        reading.prepare(ImportRun.objects.select_related("feed").get(pk=run.pk), worker)
    return True


def _write(run: ImportRun, worker: str) -> bool:
    """A slice: the rows, the figures and the place to go on from are one transaction."""
    with transaction.atomic():
        row = leases.locked(run.pk, worker)
        lines = _lines(row)
        writer = writing.Writer(row, [item for item, _end in lines])
        for item, end in lines:
            writer.take(item)
            row.offset = end
            if writer.written >= WRITTEN:
                break
        ImportProblem.objects.bulk_create(writer.problems)
        if not lines:
            row.state = RunState.CLOSING if missing.mark(row) else RunState.AWAITING
        row.attempts = 0
        row.leased_until = timezone.now() + leases.LEASE
        row.save()
        if row.state == RunState.AWAITING:
            notifications.decision_needed(row)
    return row.state != RunState.AWAITING


def _lines(run: ImportRun) -> list[tuple[Prepared, int]]:
    """The next items and where each ends."""
    found, end = [], run.offset
    with run.prepared.open("rb") as lines:
        lines.seek(run.offset)
        for _number in range(READ):
            line = lines.readline()
            if not line:
                break
            end += len(line)
            found.append((Prepared.of_line(line), end))
    return found


def _close(run: ImportRun, worker: str) -> bool:
    with transaction.atomic():
        row = leases.locked(run.pk, worker)
        more = row.feed.complete and row.gone and missing.close_some(row)
        row.leased_until = timezone.now() + leases.LEASE
        row.save()
    return bool(more) or _finish(run.pk, worker)


# --- Ends -----------------------------------------------------------------------------------------------------------
def _finish(pk: int, worker: str, *, same: bool = False) -> bool:
    with transaction.atomic():
        run = leases.locked(pk, worker)
        run.state, run.finished_at, run.same = RunState.DONE, timezone.now(), same
        if run.whole and not (run.refused or run.waiting):
            # Nothing is left to do: until the source changes, it need not be read again.
            words = {"http_etag": run.http_etag, "http_modified": run.http_modified}
            Feed.objects.filter(pk=run.feed_id).update(**words)
        sources.drop(run)
        run.save()
    return False


def _fail(pk: int, worker: str, error: DomainError) -> bool:
    """Stop for good, and say why; a person learns of what the clock began."""
    with transaction.atomic(), in_french():
        run = leases.locked(pk, worker)
        before = run.feed.runs.exclude(pk=pk).order_by("-created_at", "-pk").first()
        run.state, run.failure, run.finished_at = RunState.FAILED, str(error.message), timezone.now()
        sources.drop(run)
        run.save()
        if run.trigger == Trigger.CLOCK and (before is None or before.state != RunState.FAILED):
            notifications.import_stopped(run)
    return False


def _note_failure(pk: int, worker: str, error: Exception) -> None:
    """Ours, not the source's: tried again a few times by the clock, then given up."""
    logger.exception("feeds: run %s", pk)
    observing.note_failure("feeds import", error)
    with suppress(leases.Lost):
        with transaction.atomic():
            run = leases.locked(pk, worker)
            run.attempts += 1
            run.save(update_fields=["attempts"])
        if run.attempts >= MOST_ATTEMPTS:
            with in_french():
                _fail(pk, worker, DomainError(_("Something failed on our side. We have been told.")))


def decide(actor, run: ImportRun, *, close: bool, launched: bool = True) -> ImportRun:
    """A person's answer to much that is gone: close it, or keep it all. Raises Forbidden, NothingToDecide."""
    permissions.refuse(permissions.why_not_use(actor, run.feed))
    with transaction.atomic():
        feed = Feed.objects.select_for_update().get(pk=run.feed_id)
        row = ImportRun.objects.select_for_update().get(pk=run.pk)
        if row.state != RunState.AWAITING or not row.gone or feed.runs.active().exists():
            raise NothingToDecide
        AuditLog.record(actor, "feed.close_gone" if close else "feed.keep_gone", feed, run=row.pk, gone=row.gone)
        row.actor = actor
        if close:
            row.state = RunState.CLOSING
            if launched:
                transaction.on_commit(lambda: launch(row.pk), robust=True)
        else:
            # They are nobody's feed's from now on, so that the next import does not ask again.
            row.missing.update(missing_in=None, feed=None)
            row.state, row.finished_at = RunState.DONE, timezone.now()
            sources.drop(row)
        row.save()
    return row
