from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from .models import Subscription
from .plans import PlanName
from .services import events, recording

#: Between three months and one before a yearly subscription renews itself (Code de la consommation, L215-1).
RENEWAL_NOTICE = (timedelta(days=31), timedelta(days=60))


@shared_task
def tell_lapsed() -> int:
    """Tell those whose access is over. The access itself ended by the clock, with or without this job."""
    return sum(
        recording.lapse(row) for row in Subscription.objects.lapsed_untold().order_by("access_until", "pk")[:500]
    )


@shared_task
def retry_failed_events() -> int:
    """What came before its time, or failed for a passing reason, is applied now."""
    return events.retry_failed()


@shared_task
def announce_renewals() -> int:
    """Write to those whose year ends soon; each is written to once for each renewal (the notification's key)."""
    now = timezone.now()
    soonest, latest = (now + length for length in RENEWAL_NOTICE)
    rows = Subscription.objects.running(now).filter(
        plan=PlanName.YEARLY,
        cancel_at_period_end=False,
        status__in=Subscription.PAID,
        current_period_end__range=(soonest, latest),
    )
    told = [row for row in rows.select_related("user", "checkout").order_by("pk") if recording.announce_renewal(row)]
    return len(told)
