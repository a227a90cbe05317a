import logging
import time
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from portal.core.errors import DomainError

from .models import Feed, ImportRun, RunState, Trigger
from .services import runs, sources

logger = logging.getLogger(__name__)

#: Below CELERY_TASK_TIME_LIMIT, so that a task ends by itself and another one goes on.
SECONDS = 120
#: What is wrong in a source is worth reading for so long.
KEEP = timedelta(days=90)


@shared_task
def work_at(pk: int) -> None:
    """Work at an import for a while; what is left is another task's."""
    if not runs.work(pk, until=time.monotonic() + SECONDS, clock=time.monotonic):
        work_at.delay(pk)


@shared_task
def import_due() -> int:
    """Go on with imports that nobody is at, and begin those of feeds whose time has come; how many were begun."""
    for pk in list(ImportRun.objects.unattended().order_by("pk").values_list("pk", flat=True)[:20]):
        runs.launch(pk)
    begun = 0
    for feed in Feed.objects.due().select_related("recruiter", "company")[:50]:
        begun += _begin(feed)
    return begun


def _begin(feed: Feed) -> bool:
    try:
        runs.start(feed.recruiter, feed, trigger=Trigger.CLOCK)
    except DomainError as error:
        # Its recruiter is gone or no longer verified, or it is running: tried again at its next time.
        logger.info("feeds: %s does not start: %s", feed.pk, error.code)
        Feed.objects.filter(pk=feed.pk).update(next_fetch_at=timezone.now() + timedelta(hours=feed.every))
        return False
    return True


@shared_task
def purge_imports() -> int:
    """Forget imports that ended long ago, with their files and problems; what a person has not decided too."""
    old = ImportRun.objects.exclude(state__in=RunState.active()).filter(created_at__lt=timezone.now() - KEEP)
    for run in old.iterator(chunk_size=500):
        sources.drop(run)
    return old.delete()[0]
