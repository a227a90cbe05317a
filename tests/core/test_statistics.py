"""Periods, their buckets in the time of Paris, and what is undefined."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from portal.core.models import OutboxMessage
from portal.core.statistics import LAST, MOST_POINTS, PRESETS, BadPeriod, Period, hours, preset, rate, series


@pytest.mark.parametrize(
    ("name", "since"),
    [
        ("7j", date(2026, 11, 15)),
        ("30j", date(2026, 10, 23)),
        ("90j", date(2026, 8, 24)),
        ("12m", date(2025, 12, 1)),
        ("annee", date(2026, 1, 1)),
    ],
)
@time_machine.travel("2026-11-21T10:00:00Z")
def test_named_periods_end_today(name, since):
    assert preset(name) == Period(since, date(2026, 11, 21))


@time_machine.travel("2026-12-31T23:30:00Z")
def test_today_is_paris_today():
    """It is 2027 in Paris already."""
    assert preset("annee").since == date(2027, 1, 1)
    assert preset("12m").since == date(2026, 2, 1)


@time_machine.travel("2026-12-21T10:00:00Z")
def test_twelve_months_of_december_begin_in_january():
    assert preset("12m").since == date(2026, 1, 1)
    assert len(preset("12m").points("month")) == 12


def test_everything_has_no_limit():
    assert preset("tout") == Period()
    assert set(PRESETS) == {"7j", "30j", "90j", "12m", "annee", "tout"}


@pytest.mark.parametrize("grouping", LAST)
def test_without_a_first_day_series_show_the_last_of_them(grouping):
    points = Period(until=date(2026, 3, 1), grouping=grouping).points(grouping)
    assert len(points) == LAST[grouping]
    assert points == sorted(set(points))


def test_weeks_begin_on_monday_and_months_on_the_first():
    period = Period(date(2026, 10, 25), date(2026, 11, 3))
    assert period.points("week") == [date(2026, 10, 19), date(2026, 10, 26), date(2026, 11, 2)]
    assert period.points("month") == [date(2026, 10, 1), date(2026, 11, 1)]
    assert len(period.points("day")) == 10


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"grouping": "year"}, "grouping"),
        ({"since": date(2026, 2, 1), "until": date(2026, 1, 31)}, "until"),
        ({"since": date(1999, 12, 31)}, "since"),
        ({"until": date(2100, 1, 1)}, "until"),
        ({"since": date(2024, 1, 1), "until": date(2026, 1, 1), "grouping": "day"}, "grouping"),
    ],
)
def test_a_bad_period_names_what_is_wrong(values, field):
    with pytest.raises(BadPeriod) as error:
        Period(**values)
    assert list(error.value.fields) == [field]


def test_the_longest_period_is_counted_in_points():
    since = date(2025, 1, 1)
    until = since + timedelta(days=MOST_POINTS - 1)
    assert len(Period(since, until, "day").points("day")) == MOST_POINTS
    with pytest.raises(BadPeriod):
        Period(since, until + timedelta(days=1), "day")


def test_an_unknown_name_is_refused():
    with pytest.raises(BadPeriod):
        preset("hier")


#: Around both changes of the clock, and around midnight in Paris.
MOMENTS = [
    datetime(2026, 3, 28, 22, 59, tzinfo=UTC),
    datetime(2026, 3, 28, 23, 0, tzinfo=UTC),
    datetime(2026, 3, 29, 21, 59, tzinfo=UTC),
    datetime(2026, 3, 29, 22, 0, tzinfo=UTC),
    datetime(2026, 10, 24, 22, 0, tzinfo=UTC),
    datetime(2026, 10, 25, 22, 59, tzinfo=UTC),
    datetime(2026, 10, 25, 23, 0, tzinfo=UTC),
]


@pytest.mark.django_db
def test_days_are_those_of_paris_when_the_clock_changes():
    OutboxMessage.objects.bulk_create(OutboxMessage(topic="x", payload={}, created_at=at) for at in MOMENTS)
    spring = series(OutboxMessage.objects, "created_at", Period(date(2026, 3, 28), date(2026, 3, 30), "day"))
    assert [count for _day, count in spring] == [1, 2, 1]
    autumn = series(OutboxMessage.objects, "created_at", Period(date(2026, 10, 24), date(2026, 10, 26), "day"))
    assert [count for _day, count in autumn] == [0, 2, 1]
    weeks = series(OutboxMessage.objects, "created_at", Period(date(2026, 3, 28), date(2026, 3, 30), "week"))
    assert weeks == [(date(2026, 3, 23), 3), (date(2026, 3, 30), 1)]


@pytest.mark.django_db
def test_a_series_is_one_query_and_has_its_empty_parts(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert series(OutboxMessage.objects, "created_at", Period()) == [(day, 0) for day in Period().points("month")]


def test_a_rate_of_nothing_is_undefined():
    assert (rate(0, 0), rate(0, 3), rate(1, 3)) == (None, 0, 0.3333)
    assert (hours(None), hours(timedelta(minutes=90))) == (None, 1.5)
