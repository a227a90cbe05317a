from datetime import timedelta

from celery import shared_task
from django.core.management import call_command
from django.db.models import Q
from django.utils import timezone

from .models import Application, ApplicationStatus
from .services import applications, interviews

#: An application nobody answered expires so long after its publication ended (CONTRACTS).
ANSWER_DELAY = timedelta(days=90)


@shared_task
def publish_scheduled() -> None:
    """Put scheduled publications online and take expired ones off."""
    call_command("publish_scheduled")


@shared_task
def expire_applications() -> int:
    """Expire what was never answered 90 days after the publication closed, was withdrawn or passed its dates."""
    before = timezone.now() - ANSWER_DELAY
    publication = "publication__"
    ended = Q()
    for name in ("closed_at", "withdrawn_at", "deadline", "expire_at"):
        ended |= Q(**{f"{publication}{name}__lt": before})
    waiting = Application.objects.active().filter(ended).order_by("pk")
    count = 0
    for application in waiting.iterator(chunk_size=500):
        applications.transition(None, application, ApplicationStatus.EXPIRED)
        count += 1
    return count


@shared_task
def remind_of_interviews() -> int:
    """Remind both sides of interviews that begin within a day."""
    return interviews.remind()
