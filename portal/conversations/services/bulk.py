"""One text to many applicants (003 §8.2 envoi-masse): queued, sent a few at a time, to nobody twice."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from portal.core import outbox
from portal.core.errors import Forbidden
from portal.core.models import AuditLog
from portal.jobs.models import Application, ApplicationStatus
from portal.jobs.permissions import is_recruiter, owns

from .. import errors, permissions
from ..models import BulkMessage, BulkRecipient, MessageKind
from . import writing
from .messages import refuse

TOPIC = "conversations.bulk"
#: So many in one transaction: what a crash undoes, and how finely the progress moves.
BATCH = 50
#: The same text for the same people within this time is the second click, not a second message.
SAME_WITHIN = timedelta(minutes=10)
DAY = timedelta(days=1)


def recipients(actor, publication=None):
    """Who a bulk message of this recruiter reaches: those who applied, and did not withdraw, and can still log in."""
    received = Application.objects.received_by(actor).exclude(status=ApplicationStatus.WITHDRAWN)
    if publication is not None:
        received = received.filter(publication=publication)
    applicants = received.order_by().values("candidate__user_id")
    return User.objects.active().filter(pk__in=applicants, role__in=permissions.WRITERS).order_by("pk")


def queue(actor, *, subject: str, body: str, publication=None) -> BulkMessage:
    """Note the text and whom it is for; sending begins with the commit.

    Raises Forbidden (no recruiter), EmailNotConfirmed, Invalid (fields subject, body), NobodyToWriteTo, AlreadyQueued,
    TooManyMessages.
    """
    if not is_recruiter(actor) or (publication is not None and not owns(actor, publication)):
        raise Forbidden
    refuse(permissions.why_not_begin(actor))
    subject, body = writing.checked(subject, body)
    now = timezone.now()
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=actor.pk)
        mine = BulkMessage.objects.sent_by(actor)
        same = mine.filter(publication=publication, subject=subject, body=body, created_at__gt=now - SAME_WITHIN)
        if known := same.first():
            raise errors.AlreadyQueued(known)
        if mine.filter(created_at__gt=now - DAY).count() >= settings.BULK_MESSAGES_PER_DAY:
            raise errors.TooManyMessages(retry_after=int(DAY.total_seconds()))
        people = list(recipients(actor, publication).values_list("pk", flat=True))
        if not people:
            raise errors.NobodyToWriteTo
        bulk = BulkMessage.objects.create(sender=actor, publication=publication, subject=subject, body=body)
        BulkRecipient.objects.bulk_create([BulkRecipient(bulk=bulk, user_id=pk) for pk in people], batch_size=1000)
        AuditLog.record(actor, "messages.bulk", bulk, recipients=len(people))
        _enqueue(bulk)
    return bulk


def _enqueue(bulk: BulkMessage) -> None:
    """One line of the outbox a batch: each is a transaction of its own, and is tried again by itself."""
    rows = list(bulk.recipients.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        outbox.enqueue(TOPIC, {"bulk": bulk.pk, "first": batch[0], "last": batch[-1]})


@outbox.handler(TOPIC)
def deliver(payload: dict) -> None:
    """Serve those of a batch who were not. The rows are locked: two at once serve nobody twice."""
    waiting = BulkRecipient.objects.select_for_update(of=("self",)).filter(
        bulk_id=payload["bulk"], pk__range=(payload["first"], payload["last"]), done_at__isnull=True
    )
    with transaction.atomic():
        for row in waiting.select_related("bulk__sender", "bulk__publication", "user").order_by("pk"):
            row.message = _serve(row)
            row.done_at = timezone.now()
            row.save(update_fields=["message", "done_at"])


def _serve(row: BulkRecipient):
    """One person's message, or None when one of the two accounts was disabled in the meantime."""
    bulk, user = row.bulk, row.user
    if not bulk.sender.is_active or not user.is_active:
        return None
    apart = permissions.is_blocked(user, bulk.sender) or permissions.is_blocked(bulk.sender, user)
    conversation = writing.conversation_of(bulk.sender, user, bulk.publication, bulk.subject)
    return writing.write(
        conversation, bulk.sender, bulk.subject, bulk.body, kind=MessageKind.BULK, unseen=[user] if apart else ()
    )
