"""Counting by period: what the statistics of every room share (003 §10). Days, weeks and months are those of Paris.

Rows are counted by the database; an undefined rate or mean is None, never 0.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncDay, TruncMonth, TruncWeek
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .dates import PARIS
from .errors import Invalid

DAY, WEEK, MONTH = "day", "week", "month"
TRUNCATIONS = {DAY: TruncDay, WEEK: TruncWeek, MONTH: TruncMonth}
#: How much a series shows when the period has no first day: with the bucket of today, the empty ones too.
LAST = {DAY: 30, WEEK: 26, MONTH: 12}
#: More points than a chart or a person can take.
MOST_POINTS = 400
#: Dates of before and after mean a slip of the pen.
FIRST_YEAR, LAST_YEAR = 2000, 2099


class BadPeriod(Invalid):
    """`fields` names what is wrong: since, until, grouping or preset."""

    def __init__(self, field: str, message):
        super().__init__(message, code="bad_period", fields={field: [message]})


@dataclass(frozen=True)
class Period:
    """From the first to the last day, both included; None is without limit. `grouping` is how series are cut."""

    since: date | None = None
    until: date | None = None
    grouping: str = MONTH

    def __post_init__(self):
        """Raises BadPeriod."""
        if self.grouping not in TRUNCATIONS:
            raise BadPeriod("grouping", _("This grouping is not known."))
        for name in ("since", "until"):
            day = getattr(self, name)
            if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
                raise BadPeriod(name, _("This date is out of reach."))
        if self.since and self.until and self.until < self.since:
            raise BadPeriod("until", _("The last day is before the first."))
        if len(self.points(self.grouping)) > MOST_POINTS:
            raise BadPeriod("grouping", _("This period is too long for this grouping."))

    def of(self, field: str) -> Q:
        """The rows whose moment is in the period."""
        return _between(field, self.since, self.until)

    def points(self, grouping: str) -> list[date]:
        """The first day of each bucket, oldest first."""
        last = start_of(grouping, self.until or max(today(), self.since or today()))
        if self.since is None:
            points = [last]
            while len(points) < LAST[grouping]:
                points.append(start_of(grouping, points[-1] - timedelta(days=1)))
            return points[::-1]
        points = [start_of(grouping, self.since)]
        while points[-1] < last and len(points) <= MOST_POINTS:
            points.append(start_of(grouping, points[-1] + timedelta(days={DAY: 1, WEEK: 7, MONTH: 31}[grouping])))
        return points


#: Names of periods, as far as today. Each gives the first day, or None.
PRESETS: dict[str, Callable[[date], date | None]] = {
    "7j": lambda day: day - timedelta(days=6),
    "30j": lambda day: day - timedelta(days=29),
    "90j": lambda day: day - timedelta(days=89),
    "12m": lambda day: date(day.year - (day.month < 12), day.month % 12 + 1, 1),
    "annee": lambda day: date(day.year, 1, 1),
    "tout": lambda day: None,
}


def preset(name: str, grouping: str = MONTH) -> Period:
    """Raises BadPeriod."""
    if name not in PRESETS:
        raise BadPeriod("preset", _("Known periods: %(known)s.") % {"known": ", ".join(PRESETS)})
    since = PRESETS[name](today())
    return Period(since, today() if since else None, grouping)


def today() -> date:
    return timezone.now().astimezone(PARIS).date()


def start_of(grouping: str, day: date) -> date:
    """The first day of the bucket that holds this day; weeks begin on Monday."""
    if grouping == WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if grouping == MONTH else day


def series(rows: QuerySet, field: str, period: Period, grouping: str | None = None) -> list[tuple[date, int]]:
    """How many rows each bucket holds, the empty ones too. One query."""
    grouping = grouping or period.grouping
    points = period.points(grouping)
    found = (
        rows.filter(_between(field, period.since or points[0], period.until))
        .order_by()
        .annotate(_bucket=TRUNCATIONS[grouping](field, tzinfo=PARIS))
        .values_list("_bucket")
        .annotate(Count("pk"))
    )
    counts = {moment.astimezone(PARIS).date(): count for moment, count in found}
    return [(point, counts.get(point, 0)) for point in points]


def in_time(rows: QuerySet, field: str, period: Period) -> dict[str, list[tuple[date, int]]]:
    """`series`, cut as the period says, and `months`. One query, two when the period is not cut in months."""
    points = series(rows, field, period)
    return {"series": points, "months": points if period.grouping == MONTH else series(rows, field, period, MONTH)}


def crossed(rows: QuerySet, *fields: str, **aggregates) -> list[dict]:
    """The rows counted by these columns together, as `total`, with more aggregates beside. One query."""
    return list(rows.order_by().values(*fields).annotate(total=Count("pk"), **aggregates))


def summed(groups: list[dict], column: str = "total", **where) -> int | float:
    """The sum of a column of `crossed` over the groups that have these values; a tuple means any of them."""
    return sum(
        group[column] or 0
        for group in groups
        if all(
            group[name] in value if isinstance(value, tuple) else group[name] == value for name, value in where.items()
        )
    )


def rate(part: int, whole: int) -> float | None:
    """Between 0 and 1."""
    return round(part / whole, 4) if whole else None


def hours(duration: timedelta | None) -> float | None:
    return None if duration is None else round(duration.total_seconds() / 3600, 1)


def _between(field: str, since: date | None, until: date | None) -> Q:
    found = Q()
    if since is not None:
        found &= Q(**{f"{field}__gte": _midnight(since)})
    if until is not None:
        found &= Q(**{f"{field}__lt": _midnight(until + timedelta(days=1))})
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), PARIS)
