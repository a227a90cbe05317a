"""Every periodic job is one that exists."""

import pytest
from django.conf import settings

from portal.celery import app


@pytest.fixture(scope="module")
def tasks():
    app.loader.import_default_modules()
    return app.tasks


@pytest.mark.parametrize("name", settings.CELERY_BEAT_SCHEDULE)
def test_a_periodic_job_names_a_registered_task(tasks, name):
    assert settings.CELERY_BEAT_SCHEDULE[name]["task"] in tasks


@pytest.mark.parametrize("name", settings.CELERY_BEAT_SCHEDULE)
def test_a_periodic_job_says_when_it_runs(name):
    assert settings.CELERY_BEAT_SCHEDULE[name]["schedule"]
