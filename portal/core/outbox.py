"""The outbox: mail, indexing and notifications are rows of the same transaction, delivered after the commit.

A room registers what it does with a topic::

    @handler("publication.changed")
    def reindex(payload: dict) -> None: ...

and a service calls `enqueue("publication.changed", {"id": 12})`. Handlers are safe to run twice. With a broker the
Celery worker drains; without one the same code runs in process, after the commit. A failure is retried with growing
pauses and never reaches the request.
"""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from . import observing
from .models import OutboxMessage

logger = logging.getLogger(__name__)

#: With the pauses between them about five days, as mail servers wait for one another (RFC 5321, 4.5.4.1). What was
#: given up stays for `manage.py retry_outbox`.
MAX_ATTEMPTS = 22
#: Messages of one round.
DRAINED = 500
_handlers: dict[str, Callable[[dict], None]] = {}
_private: set[str] = set()


def handler(topic: str, *, private: bool = False):
    """Register the one function that delivers a topic. What a private one said is forgotten once it is delivered."""

    def register(function: Callable[[dict], None]):
        if private:
            _private.add(topic)
        _handlers[topic] = function
        return function

    return register


def enqueue(topic: str, payload: dict) -> None:
    """Write the message with the current transaction and deliver it once that commits."""
    message = OutboxMessage.objects.create(topic=topic, payload=payload)
    transaction.on_commit(lambda: _after_commit(message.pk), robust=True)


def _after_commit(pk: int) -> None:
    if settings.CELERY_BROKER_URL:
        from .tasks import deliver_message

        deliver_message.delay(pk)
    else:
        deliver(pk)


def deliver(pk: int) -> bool:
    """Deliver one message if it still waits and nobody else is at it. True when it is done."""
    with transaction.atomic():
        rows = OutboxMessage.objects.filter(pk=pk, done_at__isnull=True)
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        message = rows.first()
        if message is None:
            return False
        message.attempts += 1
        try:
            with transaction.atomic():
                _handlers[message.topic](message.payload)
        except Exception as error:
            logger.exception("outbox: %s failed (attempt %s)", message, message.attempts)
            if message.attempts >= MAX_ATTEMPTS:
                logger.critical("outbox: %s is given up until `manage.py retry_outbox`", message)
            observing.note_failure(f"outbox {message.topic}", error)
            message.last_error = f"{type(error).__name__}: {error}"[:2000]
            message.due_at = timezone.now() + timedelta(seconds=30 * 2 ** min(message.attempts, 10))
        else:
            message.done_at = timezone.now()
            if message.topic in _private:
                message.payload = {}
            message.last_error = ""
        message.save(update_fields=["attempts", "last_error", "due_at", "done_at", "payload"])
        return message.done_at is not None


def revive(topic: str = "") -> int:
    """Let what was given up (of one topic) be tried again from now on; returns how many."""
    rows = OutboxMessage.objects.filter(done_at__isnull=True, attempts__gte=MAX_ATTEMPTS)
    rows = rows.filter(topic=topic) if topic else rows
    return rows.update(attempts=0, due_at=timezone.now())


def drain(limit: int = DRAINED) -> int:
    """Deliver what waits and is due, oldest first. Returns how many were delivered."""
    waiting = OutboxMessage.objects.filter(done_at__isnull=True, due_at__lte=timezone.now(), attempts__lt=MAX_ATTEMPTS)
    return sum(deliver(pk) for pk in waiting.order_by("id").values_list("pk", flat=True)[:limit])
