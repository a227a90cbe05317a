"""What is kept for a time goes, and nothing is sent twice for it."""

from datetime import date, datetime, timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.utils import timezone

from portal.core.statistics import MONTH, Period
from portal.discovery import matching, retention, statistics, tasks
from portal.discovery.models import Alert, Announcement, DayFigures, SentPublication
from portal.jobs.models import Publication
from tests.factories.discovery import AlertFactory, newly_published
from tests.factories.jobs import make_publication
from tests.factories.search import published
from tests.threads import together

pytestmark = pytest.mark.django_db
LATER = timedelta(days=91)


def told() -> Alert:
    alert = AlertFactory(frequency="immediate")
    newly_published()
    tasks.send_immediate()
    assert len(mail.outbox) == alert.sent.count() == 1
    return alert


# --- What was told --------------------------------------------------------------------------------------------------
def test_what_was_told_is_kept_for_a_season_and_not_told_again():
    told()
    assert retention.forget_sent(timezone.now() + LATER - timedelta(days=2)) == 0
    assert retention.forget_sent(timezone.now() + LATER) == 1
    assert not SentPublication.objects.exists()
    for _time in range(2):
        tasks.send_alerts()
    assert len(mail.outbox) == 1


def test_what_the_cursor_has_not_passed_is_kept():
    """A cursor that was set back would find it again."""
    alert = told()
    Alert.objects.filter(pk=alert.pk).update(cursor=0)
    assert retention.forget_sent(timezone.now() + LATER) == 0
    tasks.send_alerts()
    assert len(mail.outbox) == 1


def test_a_publication_that_comes_online_again_after_that_is_no_news():
    row = make_publication(validated=True)
    alert = AlertFactory(frequency="immediate")
    Alert.objects.filter(pk=alert.pk).update(cursor=0)
    tasks.send_immediate()
    mail.outbox.clear()
    retention.forget_sent(timezone.now() + LATER)
    matching.forget_old(timezone.now() + LATER)
    row.unpublish()
    row.get_latest_revision().publish()
    tasks.send_alerts()
    assert Announcement.objects.count() == 1
    assert not [each for each in mail.outbox if alert.user.email in each.to]


def test_much_goes_in_batches(monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(retention, "BATCH", 3)
    alert = AlertFactory(frequency="immediate")
    for _number in range(7):
        newly_published()
    tasks.send_immediate()
    assert alert.sent.count() == 7
    with django_assert_max_num_queries(10):
        assert retention.forget_sent(timezone.now() + LATER) == 7


# --- Views by day ---------------------------------------------------------------------------------------------------
def figures(row) -> list[tuple]:
    return list(DayFigures.objects.filter(publication=row.pk).order_by("day").values_list("day", "views", "clicks"))


def test_days_long_over_become_months_and_no_total_changes():
    row, other = published(), published()
    for day, views in ((date(2024, 9, 1), 1), (date(2024, 9, 2), 2), (date(2024, 9, 30), 4), (date(2024, 10, 31), 8)):
        DayFigures.objects.create(publication_id=row.pk, day=day, views=views, clicks=1)
    DayFigures.objects.create(publication_id=row.pk, day=date(2024, 8, 15), views=16, clicks=0)
    DayFigures.objects.create(publication_id=other.pk, day=date(2024, 9, 5), views=32, clicks=3)
    mine = Publication.objects.filter(pk=row.pk)
    period = Period(date(2024, 8, 1), date(2024, 10, 31), MONTH)
    before = statistics.audience(mine, period)
    assert retention.fold_figures(date(2026, 11, 21)) == 2
    assert figures(row) == [
        (date(2024, 8, 1), 16, 0), (date(2024, 9, 1), 7, 3), (date(2024, 10, 31), 8, 1)
    ]  # fmt: skip
    assert figures(other) == [(date(2024, 9, 1), 32, 3)]
    assert statistics.audience(mine, period) == before
    assert retention.fold_figures(date(2026, 11, 21)) == 0


def test_recent_days_stay(monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 1)
    rows = [published(), published()]
    for row in rows:
        for day in (2, 3):
            DayFigures.objects.create(publication_id=row.pk, day=date(2024, 10, day), views=1)
    assert retention.fold_figures(date(2026, 11, 30)) == 0
    assert retention.fold_figures(date(2026, 12, 1)) == 2
    assert [figures(row) for row in rows] == [[(date(2024, 10, 1), 2, 0)]] * 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_workers_lose_and_double_nothing():
    row = published()
    for day in range(1, 29):
        DayFigures.objects.create(publication_id=row.pk, day=date(2024, 2, day), views=day, clicks=1)
    together(*[lambda: retention.fold_figures(date(2026, 11, 21))] * 3)
    assert figures(row) == [(date(2024, 2, 1), 406, 28)]


# --- The job --------------------------------------------------------------------------------------------------------
def test_a_job_does_it_every_day(time_machine):
    told()
    time_machine.move_to(datetime.now().astimezone() + LATER)
    assert tasks.purge_discovery() == 1
    entries = {entry["task"]: entry["schedule"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert entries["portal.discovery.tasks.purge_discovery"] <= 24 * 3600
