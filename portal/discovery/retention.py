"""What discovery keeps for a time: what alerts told, and the views of each day.

Announcements stay with their publication: they are what makes it news once.
"""

from collections import defaultdict
from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portal.core.statistics import MONTH, start_of, today

from .models import DayFigures, SentPublication

#: Who was told of what. The cursor alone keeps a publication from being told twice; these rows keep it from that after
#: somebody set a cursor back or restored a table, and answer "did you write to me of this?" for a season.
KEEP_SENT = timedelta(days=90)
#: Days are compared with those of two years before, no further; older ones become one row a month.
KEEP_DAYS_MONTHS = 25
BATCH = 2_000


def forget_sent(now=None) -> int:
    """Forget what was told long ago, where the cursor has passed it: it cannot be found again. Returns how many."""
    before = (now or timezone.now()) - KEEP_SENT
    passed = {"publication__announcement__number__lte": F("alert__cursor")}
    old = SentPublication.objects.filter(at__lt=before, **passed).order_by("pk")
    count = 0
    while pks := list(old.values_list("pk", flat=True)[:BATCH]):
        # Those that another worker has taken meanwhile are gone; a cursor set back meanwhile is looked at again.
        count += SentPublication.objects.filter(pk__in=pks, **passed).delete()[0]
    return count


def fold_figures(day: date | None = None) -> int:
    """Make one row of the days of each month that is long over, under its first day. Returns how many rows went.

    Totals and months stay what they were. Safe to run twice and at once.
    """
    before = _months_before(day or today(), KEEP_DAYS_MONTHS)
    loose = DayFigures.objects.filter(day__lt=before).exclude(day__day=1)
    count = 0
    while oldest := loose.order_by("day").values_list("day", flat=True).first():
        count += _fold(start_of(MONTH, oldest), before)
    return count


def _fold(month: date, before: date) -> int:
    following = min(_months_before(month, -1), before)
    of_month = DayFigures.objects.filter(day__gte=month, day__lt=following)
    with transaction.atomic():
        ids = of_month.filter(day__gt=month).order_by("publication_id").values_list("publication_id", flat=True)
        publications = list(ids.distinct()[:BATCH])
        rows = list(of_month.filter(publication__in=publications).select_for_update().order_by("pk"))
        sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
        for row in rows:
            sums[row.publication_id][0] += row.views
            sums[row.publication_id][1] += row.clicks
        DayFigures.objects.filter(pk__in=[row.pk for row in rows]).delete()
        DayFigures.objects.bulk_create(
            DayFigures(publication_id=publication, day=month, views=views, clicks=clicks)
            for publication, (views, clicks) in sums.items()
        )
    return len(rows) - len(sums)


def _months_before(day: date, months: int) -> date:
    """The first day of the month so many months earlier."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
