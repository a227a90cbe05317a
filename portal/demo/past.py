"""Back-dating: the one place where rows of the demo get dates other than the moment they were written at.

The services date what they write with the present. Here the rows of a publication, of its workflow and of its
applications are moved to when it is told to have happened, with `update()`, which no signal sees; invoices, which
nobody may change, are written while the present is moved (`present`).
"""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from unittest import mock

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision, TaskState, WorkflowState

from portal.jobs.models import (
    Application,
    ApplicationNote,
    ApplicationTransition,
    Consent,
    Interview,
    Publication,
    StudentDetails,
)
from portal.payments.models import Checkout, Payment, StripeEvent, Subscription

#: Dates that a revision keeps too, and that the next publishing would bring back from it.
REVISIONED = ("deadline", "expire_at")


@dataclass(frozen=True)
class Moments:
    """When a publication was written, sent to the editors, decided on, and when it is or was to be public."""

    created: datetime
    submitted: datetime
    decided: datetime
    published: datetime


@contextmanager
def present(at: datetime):
    """Services called in here take `at` for the present: for rows that say what happened and cannot be changed."""
    with mock.patch.object(timezone, "now", return_value=at):
        yield


def backdate(publication: Publication, moments: Moments) -> None:
    row = Publication.objects.get(pk=publication.pk)
    values = {"created_at": moments.created, "updated_at": moments.submitted}
    if row.first_submitted_at:
        values["first_submitted_at"] = moments.submitted
    if row.review_since:
        values["review_since"] = moments.submitted
    if row.first_published_at:
        values |= {"first_published_at": moments.published, "last_published_at": moments.published}
    Publication.objects.filter(pk=row.pk).update(**values)
    _revisions(row).update(created_at=moments.created)
    _states(row).update(created_at=moments.submitted)
    tasks = _tasks(row)
    tasks.update(started_at=moments.submitted)
    tasks.filter(finished_at__isnull=False).update(finished_at=moments.decided)
    _log(row).update(timestamp=moments.submitted)
    _log(row).filter(action="wagtail.create").update(timestamp=moments.created)
    _log(row).filter(action__in=("wagtail.publish", "wagtail.workflow.approve", "wagtail.workflow.reject")).update(
        timestamp=moments.decided
    )


def backdate_end(publication: Publication, **dates) -> None:
    """Dates of the row after its state changed; those that a revision keeps are changed there too."""
    row = Publication.objects.get(pk=publication.pk)
    Publication.objects.filter(pk=row.pk).update(**dates)
    moved = {name: value.isoformat() for name, value in dates.items() if name in REVISIONED}
    if moved:
        revision = row.latest_revision
        Revision.objects.filter(pk=revision.pk).update(content={**revision.content, **moved})
    if "review_since" in dates:
        since = dates["review_since"]
        _revisions(row).filter(pk=row.latest_revision_id).update(created_at=since)
        _states(row).filter(status=WorkflowState.STATUS_IN_PROGRESS).update(created_at=since)
        _tasks(row).filter(status=TaskState.STATUS_IN_PROGRESS).update(started_at=since)


def backdate_application(application: Application, sent: datetime, answered: datetime) -> None:
    """The first state is entered when it was sent, the last when it was answered, the others in between."""
    Application.objects.filter(pk=application.pk).update(
        created_at=sent, sent_at=sent, updated_at=answered, read_at=_first_reading(application, sent, answered)
    )
    changes = list(application.transitions.order_by("pk").values_list("pk", flat=True))
    step = (answered - sent) / max(len(changes) - 1, 1)
    for number, pk in enumerate(changes):
        ApplicationTransition.objects.filter(pk=pk).update(at=sent + step * number)
    ApplicationNote.objects.filter(application=application).update(created_at=answered, updated_at=answered)
    Interview.objects.filter(application=application).update(created_at=answered, updated_at=answered)


def _first_reading(application: Application, sent: datetime, answered: datetime) -> datetime | None:
    row = Application.objects.get(pk=application.pk)
    return None if row.read_at is None else min(answered, sent + timedelta(hours=2))


def _content(row: Publication) -> dict:
    content_type = ContentType.objects.get_for_model(type(row.specific), for_concrete_model=False)
    return {"content_type": content_type, "object_id": str(row.pk)}


def _revisions(row: Publication):
    return Revision.objects.filter(**_content(row))


def _states(row: Publication):
    return WorkflowState.objects.filter(**_content(row))


def _tasks(row: Publication):
    return TaskState.objects.filter(workflow_state__in=_states(row))


def _log(row: Publication):
    return ModelLogEntry.objects.filter(**_content(row))


def backdate_payments(people: list, at: datetime, last_event: int) -> None:
    """What these accounts began to pay since then was begun then; the events after this one came then."""
    for model in (Checkout, Payment, Subscription):
        model.objects.filter(user__in=people, created_at__gt=at).update(created_at=at)
    StripeEvent.objects.filter(pk__gt=last_event).update(received_at=at)


def backdate_consent(application: Application, at: datetime) -> None:
    """The representative said yes then; the link that the service makes is in a mail that nobody gets here."""
    StudentDetails.objects.filter(application=application).update(consent=Consent.GIVEN, consent_at=at)
