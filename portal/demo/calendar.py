"""Dates of the demo: everything is told in days from the moment of loading."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from portal.core.dates import PARIS

#: How long a publication waits for its editor, and how long its text is written before it is sent.
REVIEW, WRITING = timedelta(hours=5), timedelta(hours=20)


@dataclass(frozen=True)
class Calendar:
    """`now` is when the demo is loaded; nothing that happened is later than that."""

    now: datetime

    def past(self, days: int, number: int = 0) -> datetime:
        """That many days ago; `number` spreads what happened on one day over its working hours."""
        if days == 0:
            return self.now - timedelta(minutes=5 + number * 7 % 90)
        morning = datetime.combine(self.day(-days), time(8), tzinfo=PARIS)
        return morning + timedelta(minutes=number * 37 % 570)

    def published(self, day: int, number: int) -> datetime:
        return self.past(-day, number) if day <= 0 else self.evening(day).replace(hour=8)

    def evening(self, days: int) -> datetime:
        """18:00 in Paris on that day: when deadlines fall."""
        return datetime.combine(self.day(days), time(18), tzinfo=PARIS)

    def appointment(self, days: int, hour: int) -> datetime:
        """That hour in Paris on that day, the Monday after it if that is a weekend."""
        day = self.day(days)
        weekend = max(0, day.weekday() - 4)
        return datetime.combine(day + timedelta(days=3 - weekend if weekend else 0), time(hour), tzinfo=PARIS)

    def day(self, days: int) -> date:
        return self.now.astimezone(PARIS).date() + timedelta(days=days)
