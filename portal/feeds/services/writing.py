"""What becomes of one item: a publication made, edited, ended or left as it is, always by the services of jobs."""

import logging

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core import observing
from portal.core.errors import DomainError
from portal.jobs import errors as jobs_errors
from portal.jobs import services as jobs
from portal.jobs.models import Publication, Status

from ..fields import fields_of
from ..incoming.preparing import Prepared, emptied, restored
from ..models import FeedItem, ImportProblem, ImportRun

logger = logging.getLogger(__name__)
_ENDED = (Status.CLOSED, Status.WITHDRAWN)


class Writer:
    """Writes the items of one slice of a run, and counts what became of them on the run (not saved here)."""

    def __init__(self, run: ImportRun, items: list[Prepared]):
        self.run, self.feed, self.actor = run, run.feed, run.actor
        names = [item.external_id for item in items if item.usable]
        rows = FeedItem.objects.filter(company_id=self.feed.company_id, external_id__in=names)
        self.known = {row.external_id: row for row in rows}
        self.problems: list[ImportProblem] = []
        self.written = 0

    def take(self, item: Prepared) -> None:
        """One item. Only what cannot be its own fault is raised: a database that is gone."""
        self.run.seen += 1
        if any(not problem.warning for problem in item.problems):
            self.run.refused += 1
            return
        if item.past:
            self.run.past += 1
            return
        try:
            with transaction.atomic():
                became = self._write(item)
        except jobs_errors.QuotaReached:
            became = "waiting"
        except (jobs_errors.NotVerified, jobs_errors.EmailNotConfirmed):
            raise
        except DomainError as error:
            became = self._refused(item, error)
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            # One item that we cannot handle must not keep the others out; we are told of it, and so is the recruiter.
            logger.exception("feeds: item %s of run %s", item.number, self.run.pk)
            observing.note_failure("feeds import", error)
            became = self._refused(item, DomainError(_("This item could not be imported. We have been told.")))
        setattr(self.run, became, getattr(self.run, became) + 1)

    def _write(self, item: Prepared) -> str:
        row = self.known.get(item.external_id)
        if row is None:
            return self._create(item, None)
        if row.feed_id not in (None, self.feed.pk):
            raise DomainError(_("Another feed of your company has this item already: “%(name)s”.") % {"name": row.feed})
        if row.ended_at is not None:
            # The feed took it away, and brings it back: a closed publication stays closed, so this is a new one.
            return self._create(item, row)
        if row.digest == item.digest and row.feed_id == self.feed.pk:
            return "unchanged"
        return self._edit(item, row)

    def _create(self, item: Prepared, row: FeedItem | None) -> str:
        if self.run.waiting:
            # The quota was reached in this run; nothing frees it before next month.
            return "waiting"
        self.written += 1
        said = restored(self.feed.kind, item.values)
        publication = jobs.publications.create_and_submit(self.actor, self.feed.kind, said)
        row = row or FeedItem(company_id=self.feed.company_id, external_id=item.external_id)
        row.feed, row.publication_id, row.digest = self.feed, publication.pk, item.digest
        row.ended_at = row.missing_in = None
        row.save()
        return "created"

    def _edit(self, item: Prepared, row: FeedItem) -> str:
        publication = Publication.objects.get(pk=row.publication_id)
        if publication.status in _ENDED:
            return "left_alone"
        self.written += 1
        became = "unchanged"
        if item.digest != row.digest:
            said = {**emptied(self.feed.kind, self.feed.mapping), **restored(self.feed.kind, item.values)}
            edited = jobs.publications.edit(self.actor, publication.specific, said)
            if not edited.in_review:
                jobs.publications.submit(self.actor, edited)
            became = "changed"
        # An item of no feed (its own was deleted, or gave it up) is this feed's from now on.
        row.feed, row.digest, row.missing_in = self.feed, item.digest, None
        row.save(update_fields=["feed", "digest", "missing_in"])
        return became

    def _refused(self, item: Prepared, error: DomainError) -> str:
        """Every sentence of a refusal, beside the field it is about."""
        known = fields_of(self.feed.kind)
        said = [(name, message) for name, messages in error.fields.items() for message in messages]
        for name, message in said or [("", error.message)]:
            name = name if name in known else ""
            self.problems.append(
                ImportProblem(
                    run=self.run,
                    number=item.number,
                    page=item.page,
                    line=item.line,
                    position=item.position,
                    external_id=item.external_id,
                    field=name,
                    path=self.feed.mapping.get(name, ""),
                    message=str(message)[:500],
                )
            )
        return "refused"


def end(actor, row: FeedItem) -> bool:
    """End the publication of an item that its feed no longer has; False when a person ended it before.

    What is public is closed: the page stays, applications stay. What never was is taken back from the editors.
    """
    publication = Publication.objects.get(pk=row.publication_id)
    if publication.status in _ENDED:
        return False
    if publication.live:
        jobs.publications.close(actor, publication)
    elif publication.first_published_at is None:
        jobs.publications.withdraw(actor, publication)
    row.ended_at, row.missing_in = timezone.now(), None
    row.save(update_fields=["ended_at", "missing_in"])
    return True
