"""Figures held against rows counted one by one in Python, on random small data."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from statistics import mean

import pytest

from portal.core.dates import PARIS
from portal.core.statistics import Period, start_of
from portal.jobs import statistics
from portal.jobs.models import KINDS, Application, ApplicationStatus, ApplicationTransition, Publication, Status
from portal.jobs.transitions import STEPS
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
PERIODS = [
    Period(),
    Period(date(2026, 2, 1), date(2026, 6, 30)),
    Period(date(2026, 3, 15), date(2026, 4, 15), "day"),
    Period(date(2026, 1, 10), None, "week"),
    Period(None, date(2026, 5, 1), "week"),
    Period(date(2030, 1, 1), date(2030, 1, 2)),
]


@pytest.fixture(params=range(3))
def chance(request):
    return random.Random(request.param)


def moment(chance) -> datetime:
    return FIRST + timedelta(minutes=chance.randrange(0, 60 * 24 * 320))


@pytest.fixture
def world(chance):
    """Thirty publications of two companies, and what was sent to them."""
    recruiters = [UserFactory(recruiter=True, verified=True) for _number in range(2)]
    for _number in range(30):
        _publication(chance, chance.choice(recruiters))
    people = [UserFactory().candidate for _number in range(4)]
    for publication in Publication.objects.all():
        for person in people:
            if chance.random() < 0.6:
                _application(chance, publication, person)
    return recruiters


def _publication(chance, recruiter) -> None:
    row = KINDS[chance.choice(list(KINDS))](
        title="Essai", description="<p>Texte</p>", company=recruiter.recruiter.company, recruiter=recruiter
    )
    row.save()
    created = moment(chance)
    submitted = chance.choice([None, created + timedelta(hours=chance.randrange(50))])
    published = submitted and chance.choice([None, submitted + timedelta(minutes=chance.randrange(9_000))])
    Publication.objects.filter(pk=row.pk).update(
        created_at=created,
        first_submitted_at=submitted,
        first_published_at=published,
        review_since=chance.choice([None, created]),
        status=chance.choice(Status.values),
        live=chance.random() < 0.7,
        views_count=chance.randrange(40),
        applications_count=chance.randrange(10),
    )


def _application(chance, publication, person) -> None:
    sent = moment(chance)
    row = Application.objects.create(
        publication=publication,
        candidate=person,
        status=chance.choice(ApplicationStatus.values),
        sent_at=sent,
        read_at=chance.choice([None, sent]),
        score=chance.choice([None, chance.randrange(101)]),
    )
    for _number in range(chance.randrange(4)):
        # Some are of before it was sent again: they say nothing of this time.
        at = sent + timedelta(minutes=chance.randrange(-3_000, 9_000))
        ApplicationTransition.objects.create(application=row, target=chance.choice(ApplicationStatus.values), at=at)


def day_of(at: datetime) -> date:
    return at.astimezone(PARIS).date()


def inside(period: Period, at: datetime) -> bool:
    return (period.since is None or day_of(at) >= period.since) and (period.until is None or day_of(at) <= period.until)


def counted(rows, key) -> dict:
    return dict(Counter(key(row) for row in rows))


def without_zeros(found: dict) -> dict:
    return {key: count for key, count in found.items() if count}


def in_buckets(rows, field, period, grouping) -> list[tuple]:
    held = Counter(
        start_of(grouping, day_of(getattr(row, field))) for row in rows if inside(period, getattr(row, field))
    )
    return [(point, held[point]) for point in period.points(grouping)]


def shared(part, whole):
    return round(part / whole, 4) if whole else None


@pytest.mark.parametrize("period", PERIODS)
def test_publications_are_counted_as_by_hand(world, period):
    everything = list(Publication.objects.filter(withdrawn_at__isnull=True))
    rows = [row for row in everything if inside(period, row.created_at)]
    found = statistics.publications(Publication.objects.filter(withdrawn_at__isnull=True), period)
    assert found["total"] == len(rows)
    assert without_zeros(found["by_status"]) == counted(rows, lambda row: row.status)
    assert without_zeros(found["by_kind"]) == counted(rows, lambda row: row.kind)
    assert found["online"] == sum(row.is_visible() for row in rows)
    assert found["waiting"] == sum(row.in_review for row in rows)
    views, applications = sum(row.views_count for row in rows), sum(row.applications_count for row in rows)
    assert (found["views"], found["applications"]) == (views, applications)
    assert found["conversion"] == shared(applications, views)
    validated = [row for row in rows if row.first_published_at]
    refused = [row for row in rows if row.status == Status.REFUSED and not row.first_published_at]
    assert found["validation_rate"] == shared(len(validated), len(validated) + len(refused))
    waits = [row.first_published_at - row.first_submitted_at for row in validated if row.first_submitted_at]
    expected = mean(wait.total_seconds() / 3600 for wait in waits) if waits else None
    assert found["validation_hours"] == (expected if expected is None else pytest.approx(expected, abs=0.051))
    assert found["series"] == in_buckets(everything, "created_at", period, period.grouping)
    assert found["months"] == in_buckets(everything, "created_at", period, "month")


def first_answer(row) -> timedelta | None:
    answers = [
        change.at - row.sent_at
        for change in row.transitions.all()
        if change.at >= row.sent_at and change.target in (*STEPS[1:], ApplicationStatus.REJECTED)
    ]
    return min(answers, default=None)


@pytest.mark.parametrize("period", PERIODS)
def test_applications_are_counted_as_by_hand(world, period):
    everything = list(Application.objects.select_related("publication").prefetch_related("transitions"))
    rows = [row for row in everything if inside(period, row.sent_at)]
    found = statistics.applications(Application.objects.all(), period)
    assert found["total"] == len(rows)
    assert without_zeros(found["by_status"]) == counted(rows, lambda row: row.status)
    assert without_zeros(found["by_kind"]) == counted(rows, lambda row: row.publication.kind)
    assert found["active"] == sum(row.is_active for row in rows)
    assert found["unread"] == sum(row.is_active and row.read_at is None for row in rows)
    assert found["read"] == sum(row.read_at is not None for row in rows)
    waits = [wait for wait in map(first_answer, rows) if wait is not None]
    assert found["answered"] == len(waits)
    assert found["answer_rate"] == shared(len(waits), len(rows))
    expected = mean(wait.total_seconds() / 3600 for wait in waits) if waits else None
    assert found["answer_hours"] == (expected if expected is None else pytest.approx(expected, abs=0.051))
    accepted = sum(row.status == "accepted" for row in rows)
    assert found["acceptance_rate"] == shared(accepted, accepted + sum(row.status == "rejected" for row in rows))
    scores = [row.score for row in rows if row.score is not None]
    assert found["mean_score"] == (pytest.approx(mean(scores), abs=0.051) if scores else None)
    assert found["series"] == in_buckets(everything, "sent_at", period, period.grouping)
    assert found["months"] == in_buckets(everything, "sent_at", period, "month")


@pytest.mark.parametrize("period", PERIODS)
def test_the_funnel_is_counted_as_by_hand(world, period):
    rows = [row for row in Application.objects.prefetch_related("transitions") if inside(period, row.sent_at)]
    expected = [len(rows)]
    for position in range(1, len(STEPS)):
        reached = [
            row
            for row in rows
            if any(change.at >= row.sent_at and change.target in STEPS[position:] for change in row.transitions.all())
        ]
        expected.append(len(reached))
    found = statistics.funnel(Application.objects.all(), period)
    assert [row["step"] for row in found] == list(STEPS)
    assert [row["total"] for row in found] == expected
    assert [row["rate"] for row in found] == [shared(count, len(rows)) for count in expected]


def test_the_most_applied_and_the_most_read(world):
    found = statistics.most_applied(Application.objects.all(), PERIODS[1], 5)
    counts = Counter(row.publication_id for row in Application.objects.all() if inside(PERIODS[1], row.sent_at))
    expected = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:5]
    assert [(row["publication_id"], row["total"]) for row in found] == expected
    read = statistics.most_read(Publication.objects.all(), Period(), 5)
    rows = sorted(Publication.objects.all(), key=lambda row: (-row.views_count, -row.applications_count, row.pk))
    assert [row["pk"] for row in read] == [row.pk for row in rows[:5]]


def test_a_companys_figures_hold_nothing_of_others(world):
    for recruiter in world:
        mine = statistics.publications(Publication.objects.owned_by(recruiter), Period())
        assert (
            mine["total"]
            == Publication.objects.filter(company=recruiter.recruiter.company, withdrawn_at__isnull=True).count()
        )
        received = statistics.applications(Application.objects.received_by(recruiter), Period())
        rows = Application.objects.filter(publication__company=recruiter.recruiter.company)
        assert received["total"] == rows.count()


@pytest.mark.parametrize(("period", "extra"), [(PERIODS[0], 0), (PERIODS[2], 1)])
def test_the_number_of_queries_is_small_and_constant(chance, world, django_assert_num_queries, period, extra):
    for _time in range(2):
        with django_assert_num_queries(3 + extra):
            statistics.publications(Publication.objects.all(), period)
        with django_assert_num_queries(3 + extra):
            statistics.applications(Application.objects.all(), period)
        with django_assert_num_queries(2):
            statistics.funnel(Application.objects.all(), period)
        _publication(chance, world[0])


def test_nothing_at_all_is_null_and_not_zero(db):
    publications = statistics.publications(Publication.objects.all(), Period())
    assert [publications[name] for name in ("conversion", "validation_rate", "validation_hours")] == [None] * 3
    found = statistics.applications(Application.objects.all(), Period())
    names = ("answer_rate", "answer_hours", "acceptance_rate", "mean_score")
    assert [found[name] for name in names] == [None] * 4
    assert {row["rate"] for row in statistics.funnel(Application.objects.all(), Period())} == {None}
