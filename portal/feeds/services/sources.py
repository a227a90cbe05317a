"""The source of an import: a file that was sent, or an address with the pages that follow it, one a step.

A worker that dies goes on at the next page. What is not followed (another server, a circle, too many pages) is kept as
`ImportRun.unread`: what was read is imported, and nothing counts as gone.
"""

import tempfile
import time
from collections.abc import Iterator

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from portal.core.files import forget

from ..incoming import fetching
from ..incoming.fetching import Busy, CannotFetch, Fetched
from ..incoming.following import following, of_document
from ..models import ImportPage, ImportRun
from . import leases

#: Times that a server may ask to come back later, without one page in between.
MOST_WAITS = 5


def bring(run: ImportRun, worker: str) -> bool | None:
    """Bring the next part: True when there may be more, False when all is there, None when it is as the last time.

    Raises CannotFetch, Lost.
    """
    if not run.feed.url or (run.source and not run.next_url):
        return False
    try:
        return _next(run, worker) if run.source else _first(run, worker)
    except Busy as error:
        return _wait(run, worker, error)


def _first(run: ImportRun, worker: str) -> bool | None:
    feed = run.feed
    with tempfile.TemporaryFile() as found:
        answer = fetching.fetch(feed.url, found, etag=feed.http_etag, modified=feed.http_modified)
        if answer.unchanged:
            return None
        next_url, why = _after(run, found, answer, {feed.url, answer.url})
        with transaction.atomic():
            row = leases.locked(run.pk, worker)
            row.source.save("source", File(found), save=False)
            row.source_size, row.next_url, row.unread, row.attempts = answer.size, next_url, why, 0
            if not (next_url or why):
                # A first page that is unchanged says nothing of the others: such a source is read whole each time.
                row.http_etag, row.http_modified = answer.etag, answer.modified
            row.save()
    return bool(next_url)


def _next(run: ImportRun, worker: str) -> bool:
    known = {run.feed.url, run.next_url, *run.pages.values_list("url", flat=True)}
    with tempfile.TemporaryFile() as found:
        left = settings.FEED_MAX_BYTES - run.source_size
        answer = fetching.fetch(run.next_url, found, limit=left, stays=True)
        next_url, why = _after(run, found, answer, known)
        with transaction.atomic():
            row = leases.locked(run.pk, worker)
            page = ImportPage(run=row, number=row.pages.count() + 2, url=row.next_url, size=answer.size)
            page.file.save("page", File(found), save=False)
            page.save()
            row.source_size += answer.size
            row.next_url, row.unread, row.attempts = next_url, why, 0
            row.save()
    return bool(next_url)


def _after(run: ImportRun, found, answer: Fetched, known: set[str]) -> tuple[str, str]:
    """(address of the next page, why it is not read)."""
    try:
        address = following(found, run.feed.shape, url=answer.url, link=answer.link)
    except CannotFetch as error:
        return "", str(error.message)
    if address in known:
        return "", _("The next page is one that was read already: what follows is not known.")
    if address and len(known) >= settings.FEED_MAX_PAGES:
        return "", _("The source has more than %(pages)s pages: the others are not read.") % {
            "pages": settings.FEED_MAX_PAGES
        }
    return address, ""


def _wait(run: ImportRun, worker: str, error: Busy) -> bool:
    """Give the server the time it asks for. Raises it again when that was often enough."""
    if run.attempts >= MOST_WAITS:
        raise error
    leases.extend(run.pk, worker, attempts=run.attempts + 1)
    time.sleep(error.wait)
    return True


def pages(run: ImportRun) -> Iterator[tuple[int, int, File]]:
    """(number, bytes before it, open file) of every page that was brought."""
    before = 0
    for number, file in enumerate([run.source, *(page.file for page in run.pages.order_by("number"))], 1):
        size = file.size
        with file.open("rb") as source:
            yield number, before, source
        before += size


def unread(run: ImportRun) -> str:
    """Why part of the source was not brought, "" when all is there. A file that was sent may be a page of several."""
    if not run.source_name:
        return run.unread
    with run.source.open("rb") as source:
        if of_document(source, run.feed.shape):
            return _("This file is one page of several: the next ones are not in it.")
    return ""


def drop(run: ImportRun) -> None:
    """Forget the files of an import, once the present change is committed; the row is the caller's to save."""
    forget(run.source), forget(run.prepared)
    run.source, run.prepared, run.next_url = "", "", ""
    for page in run.pages.all():
        forget(page.file)
    run.pages.all().delete()
