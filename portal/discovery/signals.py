"""A publication that goes online for the first time is announced to alerts."""

from django.conf import settings
from django.db import transaction
from wagtail.signals import published

from portal.jobs.models import Publication

from . import tasks
from .models import Announcement

#: Seconds that the index is given to follow, where a worker does the work.
HEAD_START = 3


def of_published(sender, instance, **kwargs):
    # An edit that goes online is no news.
    if isinstance(instance, Publication) and instance.first_published_at == instance.last_published_at:
        _row, fresh = Announcement.objects.get_or_create(publication_id=instance.pk)
        if fresh:
            transaction.on_commit(_tell, robust=True)


def _tell() -> None:
    if settings.CELERY_BROKER_URL:
        tasks.send_immediate.apply_async(countdown=HEAD_START)
    else:
        tasks.send_immediate()


def connect():
    published.connect(of_published, dispatch_uid="discovery_announcement")
