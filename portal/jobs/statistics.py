"""Publications and applications in figures (003 §2.2, §10): one definition for the API, the site and the admin.

Every function takes the rows it may count, already scoped (`owned_by`, `received_by`, `sent_by`), and a period. A
publication belongs to the day it was created, an application to the day it was sent.
"""

from django.db.models import Avg, Count, F, Min, Q, Sum

from portal.core.statistics import Period, crossed, hours, in_time, rate, summed

from .models import ApplicationStatus, ApplicationTransition, Kind, Publication, Status
from .transitions import STEPS

S = ApplicationStatus
#: What a recruiter's answer can be.
ANSWERS = (*STEPS[1:], S.REJECTED)
TOP = 10


def publications(rows, period: Period) -> dict:
    """Three queries, four when not grouped by month. Withdrawn ones are the caller's to leave out."""
    chosen = rows.order_by().filter(period.of("created_at"))
    published = Q(first_published_at__isnull=False, first_submitted_at__isnull=False)
    waited = F("first_published_at") - F("first_submitted_at")
    groups = crossed(
        chosen,
        "status",
        "kind",
        waiting=Count("review_since"),
        validated=Count("first_published_at"),
        # What is refused after it was online counts among the validated.
        refused=Count("pk", filter=Q(status=Status.REFUSED, first_published_at__isnull=True)),
        views=Sum("views_count"),
        applications=Sum("applications_count"),
    )
    other = chosen.aggregate(
        online=Count("pk", filter=Q(pk__in=Publication.objects.visible().values("pk"))),
        waited=Avg(waited, filter=published),
    )
    validated, views = summed(groups, "validated"), summed(groups, "views")
    return {
        "total": summed(groups),
        "by_status": {status: summed(groups, status=status) for status in Status},
        "by_kind": {kind: summed(groups, kind=kind) for kind in Kind},
        "online": other["online"],
        "waiting": summed(groups, "waiting"),
        "views": views,
        "applications": summed(groups, "applications"),
        "conversion": rate(summed(groups, "applications"), views),
        "validation_rate": rate(validated, validated + summed(groups, "refused")),
        "validation_hours": hours(other["waited"]),
        **in_time(rows, "created_at", period),
    }


def applications(rows, period: Period) -> dict:
    """Three queries, four when not grouped by month."""
    rows = rows.order_by()
    chosen = rows.filter(period.of("sent_at"))
    groups = crossed(
        chosen.annotate(kind=F("publication__kind")),
        "status",
        "kind",
        unread=Count("pk", filter=Q(read_at__isnull=True)),
        scored=Count("score"),
        scores=Sum("score"),
    )
    total, unread = summed(groups), summed(groups, "unread")
    accepted, rejected = summed(groups, status=S.ACCEPTED), summed(groups, status=S.REJECTED)
    scored = summed(groups, "scored")
    answered = _answers(chosen)
    return {
        "total": total,
        "by_status": {status: summed(groups, status=status) for status in S},
        "by_kind": {kind: summed(groups, kind=kind) for kind in Kind},
        "active": summed(groups, status=S.active()),
        "unread": summed(groups, "unread", status=S.active()),
        "read": total - unread,
        "answered": answered["answered"],
        "answer_rate": rate(answered["answered"], total),
        "answer_hours": hours(answered["waited"]),
        "acceptance_rate": rate(accepted, accepted + rejected),
        "mean_score": round(summed(groups, "scores") / scored, 1) if scored else None,
        **in_time(rows, "sent_at", period),
    }


def _since_sent(rows):
    """What happened to the applications since they were (last) sent."""
    return ApplicationTransition.objects.filter(application__in=rows, at__gte=F("application__sent_at")).order_by()


def _answers(rows) -> dict:
    """How many were answered, and how long the first answer took. One query."""
    first = (
        _since_sent(rows)
        .filter(target__in=ANSWERS)
        .values("application_id")
        .annotate(answered_at=Min("at"), was_sent_at=Min("application__sent_at"))
    )
    return first.aggregate(answered=Count("application_id"), waited=Avg(F("answered_at") - F("was_sent_at")))


def funnel(rows, period: Period) -> list[dict]:
    """How many applications reached each step of a selection, or a later one, and their share. Two queries."""
    chosen = rows.order_by().filter(period.of("sent_at"))
    found = _since_sent(chosen).aggregate(
        **{
            step.value: Count("application_id", distinct=True, filter=Q(target__in=STEPS[position:]))
            for position, step in enumerate(STEPS)
        }
    )
    sent = found[S.SUBMITTED.value] = chosen.count()
    return [{"step": step, "total": found[step.value], "rate": rate(found[step.value], sent)} for step in STEPS]


def most_applied(rows, period: Period, most: int = TOP) -> list[dict]:
    """The publications with the most applications among these, and how those ended. One query."""
    return list(
        rows.order_by()
        .filter(period.of("sent_at"))
        .values("publication_id", name=F("publication__title"), kind=F("publication__kind"))
        .annotate(
            total=Count("pk"),
            accepted=Count("pk", filter=Q(status=S.ACCEPTED)),
            rejected=Count("pk", filter=Q(status=S.REJECTED)),
        )
        .order_by("-total", "publication_id")[:most]
    )


def most_read(rows, period: Period, most: int = TOP) -> list[dict]:
    """The publications with the most views among these. One query."""
    found = (
        rows.filter(period.of("created_at"))
        .order_by("-views_count", "-applications_count", "pk")
        .values("pk", "title", "kind", "status", "views_count", "applications_count", "first_published_at")[:most]
    )
    return [{**row, "conversion": rate(row["applications_count"], row["views_count"])} for row in found]
