from datetime import timedelta

from celery import shared_task
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, Revision, WorkflowState

from portal.jobs.models import Publication

#: A million publications keep 1.2 GB of revisions; who changed and decided what stays in Wagtail's log.
KEEP_REVISIONS = timedelta(days=180)
_BATCH = 500


@shared_task
def purge_revisions() -> int:
    """Forget revisions older than KEEP_REVISIONS, except the live, the latest, the scheduled and those in moderation.

    Wagtail's command of this name deletes the live revision too, after which an edit scheduled for later takes the
    publication offline. Returns how many were deleted.
    """
    in_moderation = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
    old = Revision.objects.filter(
        created_at__lt=timezone.now() - KEEP_REVISIONS, approved_go_live_at__isnull=True
    ).exclude(Q(task_states__workflow_state__status__in=in_moderation))
    for model in (Publication, Page):
        for name in ("live_revision", "latest_revision"):
            old = old.exclude(pk__in=model.objects.filter(**{f"{name}__isnull": False}).values(f"{name}_id"))
    deleted = 0
    while batch := list(old.order_by("pk").values_list("pk", flat=True)[:_BATCH]):
        Revision.objects.filter(pk__in=batch).delete()
        deleted += len(batch)
    return deleted
