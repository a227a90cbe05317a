"""The periodic job of resumes."""

import pytest
from celery import current_app
from django.conf import settings

from portal.cv.tasks import tidy_resumes

pytestmark = pytest.mark.django_db


def test_the_job_runs_and_is_scheduled():
    current_app.loader.import_default_modules()
    assert settings.CELERY_BEAT_SCHEDULE["tidy-resumes"]["task"] in current_app.tasks
    assert tidy_resumes() == {"exports": 0, "imports": 0, "versions": 0, "abandoned": 0}
