"""The last seat of a week, and the one answer of a representative, asked for at the same moment."""

import pytest
from django.core import mail

from portal.jobs import errors, services
from portal.jobs.internships import weeks_of
from portal.jobs.models import Application, ApplicationStatus, Offer
from tests.factories.jobs import make_internship, make_student, send_internship
from tests.jobs.test_races import refusals, together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("turn", range(3))
def test_the_last_seat_of_a_week_is_given_once(turn):
    internship = make_internship(seats=(2, 9))
    students = [make_student() for _number in range(5)]
    results = together(*[lambda student=student: send_internship(internship, student) for student in students])
    assert [type(error) for error in refusals(results)] == [errors.WeekFull] * 3
    assert [week.left for week in weeks_of(Offer.objects.get(pk=internship.pk))] == [0, 7]
    assert Application.objects.count() == 2


def test_applications_that_are_opened_again_and_new_ones_do_not_share_a_seat():
    internship = make_internship(seats=(3,))
    recruiter = internship.recruiter
    rejected = [send_internship(internship) for _number in range(3)]
    for application in rejected:
        services.applications.transition(recruiter, application, ApplicationStatus.REJECTED)
    again = [
        lambda row=row: services.applications.transition(recruiter, row, ApplicationStatus.SCREENING, reason="Erreur")
        for row in rejected
    ]
    students = [make_student() for _number in range(3)]
    new = [lambda student=student: send_internship(internship, student) for student in students]
    assert len(refusals(together(*again, *new))) == 3
    assert Application.objects.holding().count() == 3


def test_a_representative_answers_once_from_two_windows():
    send_internship(make_internship())
    message = next(message for message in mail.outbox if message.to == ["parent@exemple.example"])
    secret = next(word for word in message.body.split() if "/accord/" in word).rstrip("/").rsplit("/", 1)[1]
    results = together(
        lambda: services.internships.answer_consent(secret, consents=True),
        lambda: services.internships.answer_consent(secret, consents=False),
    )
    assert [type(error) for error in refusals(results)] == [errors.ConsentAnswered]
