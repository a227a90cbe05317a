"""Nobody floods the other side of an application: each change of it is a mail."""

from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from portal.jobs import errors, services
from portal.jobs.models import ApplicationStatus, Interview
from tests.api.client import Api
from tests.factories.jobs import make_application, make_interview

pytestmark = pytest.mark.django_db
MOST = 3
PLAN = {"lieu": "12 rue des Lilas, Lyon"}


@pytest.fixture
def application():
    return make_application()


@pytest.fixture
def slow(settings, application):
    """From here on, `MOST` changes in an hour that does not end meanwhile."""
    settings.API_RATES = {"application": f"{MOST}/h"}
    with time_machine.travel((timezone.now() + timedelta(hours=1)).replace(minute=5), tick=False):
        yield


@pytest.fixture
def recruiter(application):
    return application.publication.recruiter


def in_days(number: int) -> str:
    return (timezone.now() + timedelta(days=number)).isoformat()


def test_an_application_is_not_sent_again_and_again(application, slow, mailoutbox):
    applicant, publication = application.candidate.user, application.publication
    api, statuses = Api(applicant), []
    for _time in range(MOST + 1):
        services.applications.withdraw(applicant, application)
        answer = api.post(f"offres/{publication.pk}/postuler/", {})
        statuses.append(answer.status_code)
        if answer.status_code == 201:
            application.refresh_from_db()
    assert statuses == [201] * MOST + [429]
    assert 0 < int(answer["Retry-After"]) <= 3600
    application.refresh_from_db()
    assert application.status == ApplicationStatus.WITHDRAWN


def test_interviews_are_not_planned_without_end(application, recruiter, slow):
    path = f"recruteur/candidatures/{application.pk}/entretiens/"
    statuses = [Api(recruiter).post(path, {**PLAN, "date": in_days(day)}).status_code for day in range(1, MOST + 2)]
    assert statuses == [201] * MOST + [429]
    assert Interview.objects.count() == MOST


def test_an_interview_is_not_moved_without_end_and_is_cancelled_at_any_time(application, recruiter, slow):
    interview = make_interview(application=application)
    path = f"recruteur/entretiens/{interview.pk}/"
    notes = [Api(recruiter).put(path, {"note": str(number)}).status_code for number in range(MOST)]
    assert notes == [200] * (MOST - 1) + [429]
    assert Api(recruiter).delete(path).status_code == 204


def test_an_application_is_not_moved_to_and_fro(application, recruiter, slow):
    for target in [ApplicationStatus.SHORTLISTED, ApplicationStatus.SCREENING] * 2:
        change = partial(services.applications.transition, recruiter, application, target, reason="Trop tôt")
        if target == ApplicationStatus.SCREENING and application.transitions.count() > MOST:
            with pytest.raises(errors.TooManyChanges):
                change()
        else:
            change()
    services.applications.withdraw(application.candidate.user, application)


def test_each_application_is_counted_by_itself(application, recruiter, slow):
    for _time in range(MOST):
        other = make_application(publication=application.publication)
        services.applications.transition(recruiter, other, ApplicationStatus.SHORTLISTED)
    services.applications.transition(recruiter, application, ApplicationStatus.SHORTLISTED)


def test_the_page_says_to_go_on_later(application, recruiter, settings, client):
    settings.API_RATES = {"application": "0/h"}
    client.force_login(recruiter)
    page = client.post(
        reverse("interview_plan", args=[application.pk]),
        {"starts_at_0": in_days(2)[:10], "starts_at_1": "10:00", "duration": "45", "place": "Lyon"},
    )
    assert "Reprenez un peu plus tard" in page.text
