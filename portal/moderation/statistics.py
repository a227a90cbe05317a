"""The editors' work in figures (003 §2.1, §2.2): what waits, what was decided, how long it took."""

from django.db.models import Avg, Count, F
from wagtail.models import TaskState

from portal.accounts.models import Verification, VerificationDecision
from portal.core.statistics import Period, crossed, hours, summed
from portal.jobs.models import Publication

from . import queue
from .models import PublicationReview


def moderation(period: Period) -> dict:
    """What waits now, and the decisions of the period. Five queries."""
    reviews = TaskState.objects.filter(
        period.of("finished_at"),
        task__in=PublicationReview.objects.values("task_ptr"),
        status__in=(TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED),
    )
    decided = crossed(reviews, "status")
    waited = reviews.aggregate(mean=Avg(F("finished_at") - F("started_at")))["mean"]
    verified = crossed(VerificationDecision.objects.filter(period.of("decided_at")), "decision")
    return {
        "publications_waiting": Publication.objects.pending().order_by().aggregate(count=Count("pk"))["count"],
        "people_waiting": queue.people_waiting(),
        "approved": summed(decided, status=TaskState.STATUS_APPROVED),
        "refused": summed(decided, status=TaskState.STATUS_REJECTED),
        "decision_hours": hours(waited),
        "people_verified": summed(verified, decision=Verification.VERIFIED),
        "people_refused": summed(verified, decision=Verification.REFUSED),
    }
