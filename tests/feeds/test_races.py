"""Two at the same moment (PostgreSQL)."""

import pytest

from portal.core.errors import DomainError
from portal.feeds import errors, services
from portal.feeds.models import Feed, ImportRun, RunState
from portal.jobs.models import Publication
from tests.feeds.build import as_csv, item, make_feed, run_of, upload
from tests.threads import together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_imports_of_one_feed_begin_once(monkeypatch):
    monkeypatch.setattr(services.runs, "launch", lambda pk: None)
    feed = make_feed()
    actor = feed.recruiter

    def begin():
        return services.runs.start(actor, Feed.objects.get(pk=feed.pk), file=upload(as_csv(item(1))))

    answers = together(begin, begin, begin)
    assert sum(isinstance(answer, errors.AlreadyImporting) for answer in answers) == 2
    assert ImportRun.objects.active().count() == 1


def test_two_workers_at_one_import_write_everything_once(monkeypatch):
    monkeypatch.setattr(services.runs, "launch", lambda pk: None)
    monkeypatch.setattr(services.runs, "WRITTEN", 1)
    feed = make_feed(*(item(number) for number in range(6)))
    run = services.runs.start(feed.recruiter, feed)
    together(*[lambda: services.runs.work(run.pk)] * 3)
    run.refresh_from_db()
    assert (run.state, run.created, Publication.objects.count()) == (RunState.DONE, 6, 6)


def test_two_feeds_of_a_company_with_one_item_make_one_publication(monkeypatch):
    monkeypatch.setattr(services.runs, "launch", lambda pk: None)
    one = make_feed(item(1))
    two = make_feed(item(1), actor=one.recruiter, name="Deuxième")
    runs = [services.runs.start(one.recruiter, feed) for feed in (one, two)]
    together(*[lambda pk=run.pk: services.runs.work(pk) for run in runs])
    for run in runs:
        services.runs.work(run.pk)
        run.refresh_from_db()
    assert sorted(run.created for run in runs) == [0, 1]
    assert Publication.objects.count() == 1


def test_a_decision_is_taken_once():
    feed = make_feed(*(item(number) for number in range(4)))
    run_of(feed)
    run = run_of(feed, item(0))
    assert run.state == RunState.AWAITING

    def decide(close):
        try:
            return services.runs.decide(feed.recruiter, ImportRun.objects.get(pk=run.pk), close=close)
        except DomainError as error:
            return error

    answers = together(lambda: decide(True), lambda: decide(False))
    assert sum(isinstance(answer, errors.NothingToDecide) for answer in answers) == 1
