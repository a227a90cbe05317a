"""Who works at an import: a Celery worker for a while, a thread, or whoever asked; and what production refuses."""

import os
import subprocess
import sys
import threading

import pytest

from portal.core.errors import Invalid
from portal.feeds import services, tasks
from portal.feeds.models import Feed, RunState
from tests.feeds.build import item, make_feed, run_of


@pytest.mark.django_db
def test_a_worker_works_for_a_while_and_hands_on(settings, monkeypatch):
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    handed = []
    monkeypatch.setattr(tasks.work_at, "delay", handed.append)
    monkeypatch.setattr(services.runs, "WRITTEN", 1)
    monkeypatch.setattr(tasks, "SECONDS", -1)
    feed = make_feed(item(1), item(2))
    run = services.runs.start(feed.recruiter, feed)
    assert handed == [run.pk]
    turns = 0
    while handed:
        tasks.work_at(handed.pop())
        turns += 1
    run.refresh_from_db()
    assert (run.state, run.created) == (RunState.DONE, 2)
    assert turns > 3


@pytest.mark.django_db
def test_what_a_worker_never_began_the_clock_finds(settings, monkeypatch):
    """The broker lost the message: the row is the memory."""
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(tasks.work_at, "delay", lambda pk: None)
    feed = make_feed()
    run = services.runs.start(feed.recruiter, feed)
    monkeypatch.setattr(tasks.work_at, "delay", lambda pk: tasks.work_at(pk))
    tasks.import_due()
    run.refresh_from_db()
    assert run.state == RunState.DONE


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_without_a_broker_a_thread_works_and_the_request_goes_on(settings):
    settings.FEED_THREADS = True
    feed = make_feed(item(1), item(2))
    run = services.runs.start(feed.recruiter, feed)
    for thread in threading.enumerate():
        if thread.name == f"import-{run.pk}":
            thread.join(60)
    run.refresh_from_db()
    assert (run.state, run.created) == (RunState.DONE, 2)


@pytest.mark.django_db
@pytest.mark.parametrize("data", [b"id;title;description\n", b"{}", b"[]", b"[1, 2]", b"<jobs><job/></jobs>", b"{]"])
def test_a_source_without_an_item_cannot_be_looked_at(data):
    with pytest.raises(Invalid):
        make_feed(data=data)
    assert not Feed.objects.exists()


@pytest.mark.django_db
def test_a_source_that_holds_nothing_any_more_is_no_failure():
    run = run_of(make_feed(complete=False), data=b"reference;titre;description;lieu;salaire\n")
    assert (run.state, run.total, run.created) == (RunState.DONE, 0, 0)


@pytest.mark.django_db
def test_a_look_that_was_lost_says_so():
    feed = make_feed()
    feed.sample.storage.delete(feed.sample.name)
    with pytest.raises(Invalid):
        services.feeds.first_items(feed)


def test_production_refuses_to_read_addresses_of_the_machine():
    environment = {
        **os.environ,
        "SECRET_KEY": "x" * 60,
        "ALLOWED_HOSTS": "portail.example",
        "EMAIL_URL": "smtp://127.0.0.1:25",
        "FEED_FETCH_LOOPBACK": "1",
    }
    command = [sys.executable, "-c", "import portal.settings.production"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode != 0
    assert "FEED_FETCH_LOOPBACK" in done.stderr
