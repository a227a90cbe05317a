"""What the API costs and how often it refuses or breaks (003 §16.2)."""

from datetime import datetime
from math import ceil

from django.db.models import Avg, Count, Max, Q, Sum

from .models import ApiTiming
from .statistics import rate

#: So many of the slowest addresses are shown.
TOP = 10


def performance(since: datetime) -> dict:
    """Requests to the API since then. Three queries; means and rates are None without a request."""
    rows = ApiTiming.objects.filter(at__gte=since).order_by()
    found = rows.aggregate(
        requests=Count("pk"),
        users=Count("user_id", distinct=True),
        mean_ms=Avg("duration_ms"),
        slowest_ms=Max("duration_ms"),
        mean_queries=Avg("queries"),
        queries_ms=Sum("queries_ms"),
        total_ms=Sum("duration_ms"),
        refused=Count("pk", filter=Q(status__gte=400, status__lt=500)),
        broken=Count("pk", filter=Q(status__gte=500)),
    )
    count, database, total = found["requests"], found.pop("queries_ms"), found.pop("total_ms")
    return {
        **{name: round(value, 1) if isinstance(value, float) else value for name, value in found.items()},
        "p95_ms": _percentile(rows, 0.95, count),
        "database_share": rate(database, total) if count else None,
        "refused_rate": rate(found["refused"], count),
        "broken_rate": rate(found["broken"], count),
        "routes": _slowest(rows),
    }


def _percentile(rows, share: float, count: int) -> float | None:
    """By nearest rank: so many requests were at most this slow."""
    if not count:
        return None
    return round(rows.order_by("duration_ms").values_list("duration_ms", flat=True)[ceil(share * count) - 1], 1)


def _slowest(rows) -> list[dict]:
    found = rows.values("method", "route").annotate(
        requests=Count("pk"), mean_ms=Avg("duration_ms"), mean_queries=Avg("queries")
    )
    return [
        {**row, "mean_ms": round(row["mean_ms"], 1), "mean_queries": round(row["mean_queries"], 1)}
        for row in found.order_by("-mean_ms", "method", "route")[:TOP]
    ]
