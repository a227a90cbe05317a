"""Deciding on exactly the text that an editor read: what the desk, the bulk actions and the edit view call."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.core.errors import DomainError
from portal.jobs.models import Publication

from . import rules, services

APPROVE = "approve"
REFUSE = "reject"
#: What the editor reads afterwards.
DECIDED = {
    APPROVE: _("“%(title)s” is published."),
    REFUSE: _("“%(title)s” is refused; its recruiter is told."),
}


@dataclass(frozen=True)
class Reading:
    """A publication and the revision of it that the editor had before them."""

    publication_id: int
    revision_id: int


@dataclass(frozen=True)
class Outcome:
    """What became of one decision; `error` is None when it was taken."""

    title: str
    error: DomainError | None = None


def locked(pk: int) -> Publication:
    """The publication's row, locked until the transaction ends. Raises AlreadyDecided when there is none."""
    row = Publication.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if row is None:
        raise rules.AlreadyDecided
    return row


def decide(actor, reading: Reading, action: str, *, code: str = "", comment: str = "") -> str:
    """Approve or refuse; returns the title.

    Raises NotYours, AlreadyDecided (decided by somebody else, or the text is no longer the one read), ReasonMissing.
    """
    with transaction.atomic():
        row = locked(reading.publication_id)
        if row.latest_revision_id != reading.revision_id:
            raise rules.AlreadyDecided
        if action == APPROVE:
            services.approve(actor, row.specific, comment)
        else:
            services.refuse(actor, row.specific, code, comment)
        return row.latest_revision.object_str


def decide_each(actor, readings: Iterable[Reading], action: str, **words) -> list[Outcome]:
    """Decide one after the other, each in a transaction of its own: what cannot be decided stops nothing else."""
    outcomes = []
    for reading in readings:
        try:
            outcomes.append(Outcome(decide(actor, reading, action, **words)))
        except DomainError as error:
            outcomes.append(Outcome(_title(reading), error))
    return outcomes


def _title(reading: Reading) -> str:
    row = Publication.objects.filter(pk=reading.publication_id).select_related("latest_revision").first()
    return f"#{reading.publication_id}" if row is None else _latest_title(row)


def _latest_title(row: Publication) -> str:
    return row.latest_revision.object_str if row.latest_revision else row.title
