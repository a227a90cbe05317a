from datetime import timedelta

from celery import shared_task
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from . import outbox
from .models import ApiTiming, ErrorLog, OutboxMessage

KEEP_DELIVERED = timedelta(days=7)


@shared_task
def deliver_message(pk: int) -> None:
    outbox.deliver(pk)


@shared_task
def drain_outbox() -> int:
    """Retry what failed, and forget what was delivered a week ago."""
    OutboxMessage.objects.filter(done_at__lt=timezone.now() - KEEP_DELIVERED).delete()
    return outbox.drain()


@shared_task
def clear_sessions() -> None:
    call_command("clearsessions")


@shared_task
def purge_request_logs() -> int:
    """Forget errors and timings older than settings.REQUEST_LOG_DAYS; the audit log stays."""
    before = timezone.now() - timedelta(days=settings.REQUEST_LOG_DAYS)
    return sum(model.objects.filter(at__lt=before).delete()[0] for model in (ErrorLog, ApiTiming))
