"""Events of Stripe's: signed, written once, applied in the transaction that writes them."""

import json
import logging

import stripe
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from portal.core import observing
from portal.core.errors import Forbidden
from portal.core.models import AuditLog

from .. import handlers, shapes
from ..errors import CannotApply, WrongSignature
from ..models import EventState, StripeEvent

logger = logging.getLogger(__name__)

#: Failed events are tried again by the clock that often (Stripe sends them again too).
MOST_ATTEMPTS = 12


def verified(payload: bytes, header: str) -> dict:
    """The event of a body, if its raw bytes bear a signature by one of our secrets that is not too old.

    Raises WrongSignature, also for what is signed and no event.
    """
    if not header.isascii():
        # `hmac.compare_digest` compares no other letters.
        raise WrongSignature
    for secret in secrets():
        try:
            stripe.WebhookSignature.verify_header(payload, header, secret, settings.STRIPE_TOLERANCE)
        except (stripe.SignatureVerificationError, UnicodeDecodeError):
            continue
        return _event(payload)
    raise WrongSignature


def secrets() -> list[str]:
    """Those with which Stripe may sign: two while one is exchanged; the local page's own where it stands in."""
    from ..gateways import local

    own = [local.secret()] if local.stands_in() else []
    return [secret.strip() for secret in settings.STRIPE_WEBHOOK_SECRETS if secret.strip()] + own


def _event(payload: bytes) -> dict:
    try:
        # No database keeps a NUL in a text.
        event = json.loads(payload.replace(b"\\u0000", b""))
        known = isinstance(event["id"], str) and isinstance(event["type"], str) and int(event["created"]) > 0
        if not known or not isinstance(event["data"]["object"], dict):
            raise WrongSignature
    except (ValueError, KeyError, TypeError) as error:
        raise WrongSignature from error
    return event


def receive(event: dict) -> StripeEvent:
    """Apply a verified event, unless that was done. Whatever happens, its row says how it ended (`state`)."""
    try:
        with transaction.atomic():
            row, _made = StripeEvent.objects.get_or_create(stripe_id=event["id"], defaults=_values(event))
            return _apply(row)
    except Exception as error:
        return _keep_failure(event, error)


def replay(actor, row: StripeEvent) -> StripeEvent:
    """An administrator has a failed event applied again. Raises Forbidden."""
    if not actor.is_superuser:
        raise Forbidden
    row = receive(row.payload)
    AuditLog.record(actor, "payment.event_replayed", row, type=row.type, state=row.state)
    return row


def retry_failed(limit: int = 100) -> int:
    """Try failed events again, oldest first; how many went well. What came before its time finds its place so."""
    rows = StripeEvent.objects.failed().filter(attempts__lt=MOST_ATTEMPTS).order_by("created", "id")[:limit]
    return sum(receive(row.payload).state != EventState.FAILED for row in rows)


def _values(event: dict) -> dict:
    return {"type": event["type"][:100], "created": shapes.moment(event["created"]), "payload": event}


def _apply(row: StripeEvent) -> StripeEvent:
    """Raises whatever the handler raises; the caller's transaction is undone then, the row with it."""
    row = StripeEvent.objects.select_for_update().get(pk=row.pk)
    if row.state != EventState.FAILED:
        return row
    row.state = EventState.PROCESSED
    try:
        if row.type not in handlers.HANDLERS:
            raise handlers.NotOurs
        handlers.apply(row.payload)
    except handlers.NotOurs:
        row.state = EventState.UNKNOWN
    row.attempts += 1
    row.error, row.processed_at = "", timezone.now()
    row.save()
    return row


def _keep_failure(event: dict, error: Exception) -> StripeEvent:
    """The event stays, with what went wrong, for Stripe's next attempt, ours and an administrator's."""
    if not isinstance(error, CannotApply):
        logger.exception("payments: event %s (%s) failed", event["id"], event["type"])
        observing.note_failure(f"payments {event['type']}", error)
    with transaction.atomic():
        row, _made = StripeEvent.objects.get_or_create(stripe_id=event["id"], defaults=_values(event))
        row = StripeEvent.objects.select_for_update().get(pk=row.pk)
        if row.state == EventState.FAILED:
            row.attempts += 1
            row.error = f"{type(error).__name__}: {error}"[:500]
            row.save()
    return row
