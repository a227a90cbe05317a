"""`make run` runs the periodic jobs too."""

import pytest
from celery import current_app

from portal.core import outbox, periodic
from portal.core.models import OutboxMessage


def test_each_job_comes_round_at_its_own_pace():
    clock = periodic.Clock({"often": {"schedule": 60}, "daily": {"schedule": 86400}}, now=0)
    assert clock.due(19) == []
    assert sorted(clock.due(20)) == ["daily", "often"]
    assert clock.due(79) == []
    assert clock.due(80) == ["often"]


@pytest.mark.django_db
def test_a_job_of_the_schedule_runs_here(monkeypatch, settings):
    monkeypatch.setattr(outbox, "_handlers", {"test.topic": lambda payload: None})
    OutboxMessage.objects.create(topic="test.topic", payload={})
    monkeypatch.setattr(periodic, "close_old_connections", lambda: None)
    current_app.loader.import_default_modules()
    periodic.run("drain-outbox")
    assert OutboxMessage.objects.get().done_at is not None


@pytest.mark.django_db
def test_a_job_that_fails_is_logged_and_stops_nothing(monkeypatch, settings, caplog):
    settings.CELERY_BEAT_SCHEDULE = {"broken": {"task": "no.such.task", "schedule": 1}}
    monkeypatch.setattr(periodic, "close_old_connections", lambda: None)
    periodic.run("broken")
    assert "broken failed" in caplog.text
