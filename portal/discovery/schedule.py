"""When alerts are due, in the time of Paris."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from portal.core.dates import PARIS

from .models import Frequency

#: Before people leave for work; on this hour of the day, and for weekly ones on Monday.
HOUR = time(7)
MONDAY = 0


def next_run(frequency: str, now: datetime | None = None) -> datetime | None:
    """The next moment at which alerts of this frequency write; None for immediate ones."""
    if frequency == Frequency.IMMEDIATE:
        return None
    now = now or timezone.now()
    day = now.astimezone(PARIS).date()
    while True:
        moment = datetime.combine(day, HOUR, PARIS)
        if moment > now and (frequency == Frequency.DAILY or day.weekday() == MONDAY):
            return moment
        day += timedelta(days=1)
