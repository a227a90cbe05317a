"""Showing a received message to the editors, and what they do with it."""

from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.core.errors import Forbidden, Invalid
from portal.core.models import AuditLog
from portal.core.text import clean_text

from .. import errors, notifications
from ..models import MessageCopy, MessageKind, Report, ReportReason
from . import messages

MAX_TEXT = 2_000
#: What an editor reads around a reported message, and nothing else of the conversation.
BEFORE, AFTER = 5, 2
DAY = timedelta(days=1)


def report(actor, message, *, reason: str, text: str = "") -> Report:
    """A message the actor received, once. Raises Forbidden, Invalid (reason, text), AlreadyReported, TooManyReports."""
    received = MessageCopy.objects.filter(user=actor, message=message, incoming=True)
    if message.kind == MessageKind.SYSTEM or not received.exists():
        raise Forbidden
    text = clean_text(text)
    if reason not in ReportReason.values:
        raise Invalid(fields={"reason": [_("Please choose a reason.")]})
    if len(text) > MAX_TEXT:
        raise Invalid(fields={"text": [_("No more than %(max)s characters.") % {"max": MAX_TEXT}]})
    if reason == ReportReason.OTHER and not text:
        raise Invalid(fields={"text": [_("Please say what happened.")]})
    lately = Report.objects.filter(reporter=actor, created_at__gt=timezone.now() - DAY)
    if lately.count() >= settings.REPORTS_PER_DAY:
        raise errors.TooManyReports(retry_after=int(DAY.total_seconds()))
    with transaction.atomic():
        try:
            with transaction.atomic():
                row = Report.objects.create(message=message, reporter=actor, reason=reason, text=text)
        except IntegrityError as error:
            raise errors.AlreadyReported from error
        AuditLog.record(actor, "message.reported", row, reason=reason)
        notifications.message_reported(row)
    return row


def has_reported(actor, message) -> bool:
    return Report.objects.filter(reporter=actor, message=message).exists()


def handle(actor, row: Report, note: str = "") -> Report:
    """An editor has read it and done what it takes; the note is for editors. The reporter is told that it was read.

    Raises Forbidden, AlreadyHandled.
    """
    if not actor.is_moderator:
        raise Forbidden
    with transaction.atomic():
        row = Report.objects.select_for_update(of=("self",)).select_related("reporter").get(pk=row.pk)
        if not row.is_open:
            raise errors.AlreadyHandled
        row.handled_at, row.handled_by, row.note = timezone.now(), actor, clean_text(note)[:MAX_TEXT]
        row.save(update_fields=["handled_at", "handled_by", "note"])
        AuditLog.record(actor, "message.report_handled", row, note=row.note)
        if row.reporter is not None:
            _tell(row.reporter)
    return row


def context_of(row: Report) -> list:
    """The reported message with the few around it, oldest first: all that an editor reads of a correspondence."""
    around = row.message.conversation.messages.select_related("sender__recruiter__company")
    before = list(around.filter(pk__lte=row.message_id).order_by("-pk")[: BEFORE + 1])
    after = around.filter(pk__gt=row.message_id, sent_at__lte=row.created_at).order_by("pk")
    return [*reversed(before), *after[:AFTER]]


def _tell(reporter) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        messages.system(
            reporter,
            subject=_("Your report was read"),
            body=_(
                "Hello,\n\nAn editor has read the message you reported and has done what is needed. Thank you for "
                "telling us.\n\nYou can block somebody at any time from the conversation."
            ),
        )
