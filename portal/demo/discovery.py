"""What readers did: views and clicks day by day, favourites and alerts of the demo's candidate."""

from datetime import datetime, timedelta

from portal.accounts.models import User
from portal.core.dates import PARIS
from portal.discovery import services
from portal.discovery.models import Announcement, DayFigures, Favourite
from portal.discovery.searches import read
from portal.jobs.models import Publication

#: Monday to Sunday, in tenths of an ordinary day.
WEEK = (13, 12, 11, 11, 9, 5, 6)
#: Clicks in a hundred views.
CLICKS = 14
SEARCHES = (("offer", "q=infirmier&lieu=Lyon&rayon=20", "daily"), ("", "q=numérique", "weekly"))
KEPT = 6


def load(candidate: User, ids: list[int], now: datetime) -> None:
    # What the demo brings along is no news to anybody's alert.
    Announcement.objects.filter(publication__in=ids).delete()
    _count_views(ids, now)
    for kind, parameters, frequency in SEARCHES:
        services.alerts.create(candidate, read(kind, parameters), frequency)
    closing = Publication.objects.visible().filter(pk__in=ids, kind="offer").order_by("deadline", "pk")
    for number, publication in enumerate(closing[:KEPT]):
        services.favourites.keep(candidate, publication)
        kept_at = now - timedelta(days=number, hours=2)
        Favourite.objects.filter(user=candidate, publication=publication).update(created_at=kept_at)


def _count_views(ids: list[int], now: datetime) -> None:
    """Readers came in proportion to the days that a publication has been public."""
    figures, today = [], now.astimezone(PARIS).date()
    published = Publication.objects.filter(pk__in=ids, first_published_at__isnull=False).order_by("pk")
    for number, row in enumerate(published):
        usual, total = 7 + number * 13 % 29, 0
        day = row.first_published_at.astimezone(PARIS).date()
        while day < today:
            views = usual * (WEEK[day.weekday()] + (day.toordinal() + number) % 3) // 10
            clicks = (views * CLICKS + day.day) // 100
            figures.append(DayFigures(publication_id=row.pk, day=day, views=views, clicks=clicks))
            total += views
            day += timedelta(days=1)
        Publication.objects.filter(pk=row.pk).update(views_count=total)
    DayFigures.objects.bulk_create(figures, batch_size=2000)
