"""Views and clicks in figures: of the rows the caller may count, in a period of `portal.core.statistics`."""

from django.db.models import F, Q, Sum

from portal.core.statistics import Period, rate, start_of

from .models import DayFigures

TOP = 50


def audience(publications, period: Period) -> dict:
    """Totals, and both as series with the empty buckets too. One query."""
    days = _figures(publications, period).values("day").annotate(views=Sum("views"), clicks=Sum("clicks"))
    points = period.points(period.grouping)
    views, clicks = dict.fromkeys(points, 0), dict.fromkeys(points, 0)
    total = {"views": 0, "clicks": 0}
    for row in days:
        total["views"] += row["views"]
        total["clicks"] += row["clicks"]
        bucket = start_of(period.grouping, row["day"])
        # A period without a first day shows its last buckets only; totals are of all of it.
        if bucket in views:
            views[bucket] += row["views"]
            clicks[bucket] += row["clicks"]
    return {
        **total,
        "rate": rate(total["clicks"], total["views"]),
        "series": {"views": list(views.items()), "clicks": list(clicks.items())},
    }


def by_publication(publications, period: Period, most: int = TOP) -> list[dict]:
    """The most looked at first: pk, title, views, clicks, rate. One query."""
    rows = (
        _figures(publications, period)
        .values(pk=F("publication_id"), title=F("publication__title"))
        .annotate(views=Sum("views"), clicks=Sum("clicks"))
        .order_by("-views", "-clicks", "pk")[:most]
    )
    return [{**row, "rate": rate(row["clicks"], row["views"])} for row in rows]


def _figures(publications, period: Period):
    found = Q(publication__in=publications.order_by().values("pk"))
    if period.since:
        found &= Q(day__gte=period.since)
    if period.until:
        found &= Q(day__lte=period.until)
    return DayFigures.objects.filter(found).order_by()
