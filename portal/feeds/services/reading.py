"""The first part of an import: the source becomes one line of JSON an item, whatever format it was in.

What follows can then stop after any item and go on there, without reading the source again.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from portal.core.files import forget
from portal.jobs.notifications import in_french

from ..fields import LONGEST_ID, fields_of
from ..incoming.preparing import Prepared, Preparer, Problem
from ..incoming.readers import Item, Unreadable, read
from ..models import ImportProblem, ImportRun, RunState
from . import leases, sources

#: Items between two signs of life.
HEARTBEAT = 500
BATCH = 500


@dataclass
class _Result:
    total: int = 0
    named: set[bytes] = field(default_factory=set)
    nameless: bool = False
    broken: bool = False
    problems: list[ImportProblem] = field(default_factory=list)


def prepare(run: ImportRun, worker: str) -> None:
    """Write `prepared` and the problems of the items, and go on to writing. Raises Lost."""
    with tempfile.TemporaryFile() as lines, in_french():
        run.problems.all().delete()
        result = _prepared(run, worker, lines)
        lines.seek(0)
        with transaction.atomic():
            row = leases.locked(run.pk, worker)
            forget(row.prepared)
            row.prepared.save("prepared", File(lines), save=False)
            row.state, row.offset = RunState.WRITING, 0
            row.total, row.bytes_read = result.total, row.source_size
            row.whole = not (result.nameless or result.broken)
            row.save(update_fields=["prepared", "state", "offset", "total", "bytes_read", "whole"])


def _prepared(run: ImportRun, worker: str, lines) -> _Result:
    feed, result = run.feed, _Result()
    preparer = Preparer(feed.kind, feed.mapping)
    page, before = 1, 0
    try:
        for page, before, source in sources.pages(run):
            for item in _numbered(source, feed.shape, result.total):
                if result.total >= settings.FEED_MAX_ITEMS:
                    raise Unreadable(_("There are more items than one import takes."), line=item.line)
                made = preparer.one(item)
                made.page = page
                _refuse_twice(made, result)
                _note(run, made, result)
                lines.write(made.as_line())
                result.total += 1
                if result.total % HEARTBEAT == 0:
                    done = min(before + item.position, run.source_size)
                    leases.extend(run.pk, worker, bytes_read=done, total=result.total)
        if rest := sources.unread(run):
            raise Unreadable(rest)
    except Unreadable as error:
        result.broken = True
        broken = Prepared(error.number or result.total + 1, error.line, error.position, page)
        broken.problems.append(Problem("", "", error.message))
        _note(run, broken, result)
    _keep(result.problems)
    return result


def _numbered(source, shape, before: int) -> Iterator[Item]:
    """The items of a page, with their numbers in the whole source. Raises Unreadable."""
    try:
        for item in read(source, shape):
            yield replace(item, number=before + item.number)
    except Unreadable as error:
        error.number += before if error.number else 0
        raise


def _refuse_twice(made: Prepared, result: _Result) -> None:
    """An identifier that came before in this source: which of the two is meant, nobody knows."""
    if not made.external_id:
        result.nameless = True
        return
    key = blake2b(made.external_id.encode("utf-8", "replace"), digest_size=8).digest()
    if key in result.named:
        message = _("Another item of this source has the same identifier.")
        made.problems.append(Problem("external_id", "", message))
    result.named.add(key)


def _note(run: ImportRun, made: Prepared, result: _Result) -> None:
    labels = fields_of(run.feed.kind)
    result.problems += [
        ImportProblem(
            run=run,
            number=made.number,
            page=made.page,
            line=made.line,
            position=made.position,
            external_id=made.external_id[:LONGEST_ID],
            field=problem.field if problem.field in labels else "",
            path=problem.path[:200],
            message=problem.message[:500],
            warning=problem.warning,
        )
        for problem in made.problems
    ]
    if len(result.problems) >= BATCH:
        _keep(result.problems)


def _keep(problems: list[ImportProblem]) -> None:
    ImportProblem.objects.bulk_create(problems, batch_size=BATCH)
    problems.clear()
