"""Planning, moving and cancelling interviews: who may, from where, and what both sides are told."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.accounts.models import Role
from portal.core.errors import Forbidden, Invalid
from portal.jobs import errors, services, tasks
from portal.jobs.models import ApplicationStatus, Interview
from portal.notifications.models import Notification
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_application, make_interview, verified_recruiter

pytestmark = pytest.mark.django_db

#: A Tuesday in winter: Paris is an hour ahead.
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
FRIDAY = datetime(2026, 12, 4, 13, tzinfo=UTC)
VALUES = {"starts_at": FRIDAY, "place": "12 rue des Lilas, Lyon"}
S = ApplicationStatus


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def application():
    return make_application()


@pytest.fixture
def recruiter(application):
    return application.publication.recruiter


@pytest.fixture
def candidate(application):
    return application.candidate.user


def plan(application, **values):
    return services.interviews.schedule(application.publication.recruiter, application, **{**VALUES, **values})


def told(user, type_name=None):
    rows = Notification.objects.of(user).order_by("id")
    return [row.title for row in (rows.filter(type=type_name) if type_name else rows)]


def forget():
    mail.outbox.clear()
    Notification.objects.all().delete()


def bring_to(application, status):
    """Put an application into a state as people would."""
    actors = {S.WITHDRAWN: application.candidate.user, S.EXPIRED: None}
    if status != S.SUBMITTED:
        actor = actors.get(status, application.publication.recruiter)
        services.applications.transition(actor, application, status)
    application.refresh_from_db()


# --- Planning -------------------------------------------------------------------------------------------------------
def test_planning_brings_the_application_to_interview_by_the_table(application, recruiter):
    interview = plan(application, duration=60, link="https://visio.example/abc", note="Demandez Gaëlle.")
    application.refresh_from_db()
    assert application.status == S.INTERVIEW
    change = application.transitions.last()
    assert (change.source, change.target, change.actor) == (S.SUBMITTED, S.INTERVIEW, recruiter)
    row = Interview.objects.get()
    assert row == interview
    assert (row.starts_at, row.duration, row.organiser, row.sequence) == (FRIDAY, 60, recruiter, 0)


@pytest.mark.parametrize("status", S.values)
def test_the_states_from_which_one_is_planned(application, recruiter, status):
    bring_to(application, status)
    may = status in (S.SUBMITTED, S.SCREENING, S.SHORTLISTED, S.PRESENTED, S.INTERVIEW)
    refusal = services.interviews.why_not_schedule(recruiter, application)
    assert isinstance(refusal, errors.NoInterview | None)
    assert (refusal is None) == may
    if may:
        plan(application)
        return
    with pytest.raises(errors.NoInterview):
        plan(application)
    assert not Interview.objects.exists()


@pytest.mark.parametrize("role", Role.values)
def test_only_recruiters_of_the_company_plan_move_and_cancel(application, role):
    actor = verified_recruiter() if role == Role.RECRUITER else UserFactory(role=role)
    with pytest.raises(Forbidden):
        services.interviews.schedule(actor, application, **VALUES)
    interview = plan(application)
    forget()
    for call in (
        lambda: services.interviews.move(actor, interview, place="Ailleurs"),
        lambda: services.interviews.cancel(actor, interview),
    ):
        with pytest.raises(Forbidden):
            call()
    interview.refresh_from_db()
    assert (interview.place, interview.cancelled_at, mail.outbox) == (VALUES["place"], None, [])


def test_the_applicant_may_not_plan_and_a_colleague_may(application, candidate):
    with pytest.raises(Forbidden):
        services.interviews.schedule(candidate, application, **VALUES)
    colleague = verified_recruiter(company=application.publication.company)
    assert services.interviews.schedule(colleague, application, **VALUES).organiser == colleague


def test_both_sides_are_told_once_with_their_own_file(application, recruiter, candidate):
    forget()
    plan(application, note="Demandez Gaëlle.")
    assert told(candidate) == ["Entretien le vendredi 4\u00a0décembre à 14\u00a0h"]
    assert told(recruiter) == told(candidate)
    assert set(Notification.objects.values_list("type", flat=True)) == {"candidature_statut", "candidature_recue"}
    mails = {message.to[0]: message for message in mail.outbox}
    assert set(mails) == {candidate.email, recruiter.email}
    assert len(mail.outbox) == 2
    body = mails[candidate.email].body
    for words in (
        "Vendredi 4\u00a0décembre à 14\u00a0h (heure de Paris), 45 minutes.",
        "Demandez Gaëlle.",
        "12 rue des Lilas",
    ):
        assert words in body
    assert f"/mon-espace/candidatures/{application.pk}/" in body
    assert f"/mon-espace/candidatures-recues/{application.pk}/" in mails[recruiter.email].body
    for message in mails.values():
        [(name, content, content_type)] = message.attachments
        assert (name, content_type) == ("entretien.ics", "text/calendar")
        assert "METHOD:PUBLISH" in content
        assert message.message().as_string()


def test_a_colleague_who_plans_is_told_beside_the_publications_recruiter(application, recruiter):
    forget()
    colleague = verified_recruiter(company=application.publication.company)
    services.interviews.schedule(colleague, application, **VALUES)
    assert {message.to[0] for message in mail.outbox} >= {recruiter.email, colleague.email}


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"starts_at": None}, {"starts_at"}),
        ({"starts_at": NOW}, {"starts_at"}),
        ({"starts_at": NOW - timedelta(days=1)}, {"starts_at"}),
        ({"starts_at": NOW + timedelta(days=367)}, {"starts_at"}),
        ({"starts_at": datetime(9999, 12, 31, 23, 59, tzinfo=UTC)}, {"starts_at"}),
        ({"duration": 4}, {"duration"}),
        ({"duration": 481}, {"duration"}),
        ({"duration": -5}, {"duration"}),
        ({"duration": None}, {"duration"}),
        ({"place": "", "link": ""}, {"place"}),
        ({"place": " \n\u0000 "}, {"place"}),
        ({"place": "x" * 201}, {"place"}),
        ({"link": "javascript:alert(1)"}, {"link"}),
        ({"link": "ftp://fichiers.example/"}, {"link"}),
        ({"link": "data:text/html,x"}, {"link"}),
        ({"link": "//visio.example/abc"}, {"link"}),
        ({"link": "https://visio.example/\nX: y"}, {"link"}),
        ({"link": f"https://visio.example/{'x' * 300}"}, {"link"}),
        ({"note": "x" * 2001}, {"note"}),
        ({"starts_at": None, "place": "", "duration": 0}, {"starts_at", "place", "duration"}),
    ],
)
def test_what_cannot_be_planned_is_said_by_field_and_changes_nothing(application, values, fields):
    with pytest.raises(Invalid) as refusal:
        plan(application, **values)
    assert set(refusal.value.fields) == fields
    application.refresh_from_db()
    assert (application.status, Interview.objects.count()) == (S.SUBMITTED, 0)


def test_a_link_alone_is_enough(application):
    assert plan(application, place="", link="http://visio.example/abc").link == "http://visio.example/abc"


def test_two_about_one_application_do_not_overlap(application):
    plan(application, duration=60)
    for minutes in (-44, 0, 59):
        with pytest.raises(errors.TimeTaken):
            plan(application, starts_at=FRIDAY + timedelta(minutes=minutes))
    plan(application, starts_at=FRIDAY - timedelta(minutes=45))
    plan(application, starts_at=FRIDAY + timedelta(minutes=60))
    assert Interview.objects.count() == 3


def test_a_cancelled_one_leaves_its_time_free(application, recruiter):
    services.interviews.cancel(recruiter, plan(application))
    assert plan(application).starts_at == FRIDAY


def test_others_are_met_at_the_same_time(application):
    plan(application)
    plan(make_application(publication=application.publication))
    assert Interview.objects.filter(starts_at=FRIDAY).count() == 2


@pytest.mark.parametrize("wrong", [{"starts_at": FRIDAY}, {"duration": 2}, {"place": "", "link": ""}])
def test_the_database_says_no_as_well(application, wrong):
    plan(application)
    values = {"starts_at": FRIDAY + timedelta(hours=5), "place": "Ici", **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        Interview.objects.create(application=application, **values)


# --- Moving ---------------------------------------------------------------------------------------------------------
def test_a_move_tells_both_what_it_was(application, recruiter, candidate):
    interview = plan(application)
    forget()
    moved = services.interviews.move(recruiter, interview, starts_at=FRIDAY + timedelta(days=3), duration=30)
    assert (moved.sequence, moved.uid, moved.place) == (1, interview.uid, VALUES["place"])
    assert told(candidate) == told(recruiter) == ["Entretien modifié\u00a0: lundi 7\u00a0décembre à 14\u00a0h"]
    assert "Au lieu du vendredi 4\u00a0décembre à 14\u00a0h." in mail.outbox[0].body
    assert "SEQUENCE:1" in mail.outbox[0].attachments[0][1]


def test_another_place_is_told_without_another_date(application, recruiter):
    interview = plan(application)
    forget()
    services.interviews.move(recruiter, interview, place="Salle Daumier")
    assert "Au lieu du" not in mail.outbox[0].body
    assert "Salle Daumier" in mail.outbox[0].body


def test_the_same_again_changes_nothing_and_tells_nobody(application, recruiter):
    interview = plan(application)
    forget()
    same = services.interviews.move(recruiter, interview, **VALUES, duration=45)
    assert (same.sequence, mail.outbox) == (0, [])


def test_what_is_over_or_cancelled_is_moved_and_cancelled_no_more(application, recruiter, clock):
    interview, other = plan(application), plan(application, starts_at=FRIDAY + timedelta(days=9))
    services.interviews.cancel(recruiter, other)
    clock.move_to(FRIDAY)
    forget()
    for one in (interview, other):
        with pytest.raises(errors.InterviewOver):
            services.interviews.move(recruiter, one, starts_at=FRIDAY + timedelta(days=20))
        with pytest.raises(errors.InterviewOver):
            services.interviews.cancel(recruiter, one)
    assert mail.outbox == []


def test_a_move_into_the_past_or_onto_another_is_refused(application, recruiter):
    interview = plan(application)
    plan(application, starts_at=FRIDAY + timedelta(days=1))
    with pytest.raises(errors.TimeTaken):
        services.interviews.move(recruiter, interview, starts_at=FRIDAY + timedelta(days=1, minutes=10))
    with pytest.raises(Invalid):
        services.interviews.move(recruiter, interview, starts_at=NOW - timedelta(hours=1))
    interview.refresh_from_db()
    assert (interview.starts_at, interview.sequence) == (FRIDAY, 0)


def test_after_an_offer_what_was_planned_is_still_moved(application, recruiter):
    interview = plan(application)
    bring_to(application, S.OFFERED)
    assert services.interviews.move(recruiter, interview, place="Salle Daumier").sequence == 1


# --- Cancelling -----------------------------------------------------------------------------------------------------
def test_a_cancellation_tells_both_with_the_reason(application, recruiter, candidate):
    interview = plan(application)
    forget()
    services.interviews.cancel(recruiter, interview, "La responsable est souffrante.")
    assert told(candidate) == told(recruiter) == ["Entretien annulé\u00a0: vendredi 4\u00a0décembre à 14\u00a0h"]
    for message in mail.outbox:
        assert "souffrante" in message.body
        for line in ("METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:1", f"UID:{interview.uid}"):
            assert line in message.attachments[0][1]
    application.refresh_from_db()
    assert application.status == S.INTERVIEW


@pytest.mark.parametrize("status", [S.REJECTED, S.WITHDRAWN, S.EXPIRED, S.ACCEPTED])
def test_when_the_application_ends_what_was_planned_is_cancelled(application, candidate, recruiter, clock, status):
    past, planned = plan(application, starts_at=NOW + timedelta(hours=1)), plan(application)
    clock.move_to(NOW + timedelta(hours=3))
    forget()
    bring_to(application, status)
    past.refresh_from_db(), planned.refresh_from_db()
    assert (past.cancelled_at, planned.is_cancelled, planned.sequence) == (None, True, 1)
    for person in (candidate, recruiter):
        assert "Entretien annulé\u00a0: vendredi 4\u00a0décembre à 14\u00a0h" in told(person)


def test_a_step_back_cancels_nothing(application, recruiter):
    interview = plan(application)
    services.applications.transition(recruiter, application, S.SCREENING, reason="À revoir.")
    interview.refresh_from_db()
    assert not interview.is_cancelled


# --- Reminders ------------------------------------------------------------------------------------------------------
REMINDED = "rappel_entretien"


def test_both_are_reminded_the_day_before_and_once(application, recruiter, candidate, clock):
    plan(application)
    clock.move_to(FRIDAY - timedelta(hours=24, minutes=1))
    assert tasks.remind_of_interviews() == 0
    clock.move_to(FRIDAY - timedelta(hours=24))
    forget()
    assert tasks.remind_of_interviews() == 1
    assert told(candidate, REMINDED) == ["Rappel\u00a0: entretien le vendredi 4\u00a0décembre à 14\u00a0h"]
    assert told(recruiter, REMINDED) == told(candidate, REMINDED)
    assert {message.to[0] for message in mail.outbox} == {candidate.email, recruiter.email}
    for hours in (23, 1):
        clock.move_to(FRIDAY - timedelta(hours=hours))
        assert tasks.remind_of_interviews() == 0
    assert len(mail.outbox) == 2


def test_after_a_move_both_are_reminded_of_the_new_date_only(application, recruiter, candidate, clock):
    interview = plan(application)
    clock.move_to(FRIDAY - timedelta(hours=20))
    tasks.remind_of_interviews()
    services.interviews.move(recruiter, interview, starts_at=FRIDAY + timedelta(days=5))
    clock.move_to(FRIDAY + timedelta(days=4, hours=1))
    forget()
    assert tasks.remind_of_interviews() == 1
    assert tasks.remind_of_interviews() == 0
    assert told(candidate, REMINDED) == ["Rappel\u00a0: entretien le mercredi 9\u00a0décembre à 14\u00a0h"]


def test_moved_before_its_reminder_it_is_reminded_of_once(application, recruiter, candidate, clock):
    interview = plan(application)
    services.interviews.move(recruiter, interview, starts_at=FRIDAY + timedelta(days=1))
    clock.move_to(FRIDAY - timedelta(hours=20))
    assert tasks.remind_of_interviews() == 0
    clock.move_to(FRIDAY + timedelta(hours=4))
    assert tasks.remind_of_interviews() == 1


def test_moved_away_and_back_nobody_is_reminded_twice_of_one_date(application, recruiter, candidate, clock):
    interview = plan(application, starts_at=NOW + timedelta(hours=30))
    clock.move_to(NOW + timedelta(hours=10))
    tasks.remind_of_interviews()
    services.interviews.move(recruiter, interview, starts_at=NOW + timedelta(hours=60))
    services.interviews.move(recruiter, interview, starts_at=NOW + timedelta(hours=30))
    tasks.remind_of_interviews()
    assert len(told(candidate, REMINDED)) == 1


def test_nobody_is_reminded_of_what_was_cancelled_or_is_over(application, recruiter, candidate, clock):
    services.interviews.cancel(recruiter, plan(application))
    plan(application, starts_at=FRIDAY + timedelta(hours=2))
    clock.move_to(FRIDAY + timedelta(hours=3))
    assert tasks.remind_of_interviews() == 0
    assert told(candidate, REMINDED) == []


def test_told_less_than_a_day_before_nobody_is_reminded(application, candidate):
    plan(application, starts_at=NOW + timedelta(hours=20))
    assert tasks.remind_of_interviews() == 0
    assert told(candidate, REMINDED) == []


def test_a_job_that_ran_late_still_reminds(application, clock):
    plan(application)
    clock.move_to(FRIDAY - timedelta(minutes=30))
    assert tasks.remind_of_interviews() == 1


def test_finding_what_is_near_asks_a_constant_number_of_questions(application, clock, django_assert_num_queries):
    for minutes in range(0, 600, 60):
        plan(application, starts_at=FRIDAY + timedelta(minutes=minutes))
    with django_assert_num_queries(1):
        assert tasks.remind_of_interviews() == 0


def test_the_reminder_is_a_periodic_job(settings):
    entries = [entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]
    assert "portal.jobs.tasks.remind_of_interviews" in entries


# --- Reading --------------------------------------------------------------------------------------------------------
def test_both_sides_read_them_and_nobody_else(application, recruiter, candidate):
    interview = plan(application)
    make_interview()
    colleague = verified_recruiter(company=application.publication.company)
    for reader in (recruiter, candidate, colleague):
        assert list(Interview.objects.readable_by(reader)) == [interview]
    for stranger in (UserFactory(), UserFactory(editor=True), UserFactory(admin=True), verified_recruiter()):
        assert not Interview.objects.readable_by(stranger).exists()


def test_what_is_planned_reads_the_same_as_a_queryset_and_as_a_row(application, recruiter, clock):
    rows = [plan(application, starts_at=NOW + timedelta(hours=hours)) for hours in (1, 2, 50)]
    services.interviews.cancel(recruiter, rows[2])
    clock.move_to(NOW + timedelta(hours=1))
    planned = set(Interview.objects.planned().values_list("pk", flat=True))
    assert planned == {row.pk for row in Interview.objects.all() if row.is_planned(timezone.now())} == {rows[1].pk}


def test_who_applied_without_an_account_gets_the_same_by_mail(application, clock):
    person = application.candidate
    person.user, person.email = None, "sans.compte@exemple.example"
    person.save()
    forget()
    interview = plan(application)
    services.interviews.move(application.publication.recruiter, interview, place="Salle Daumier")
    clock.move_to(FRIDAY - timedelta(hours=20))
    assert services.interviews.remind() == 1
    assert services.interviews.remind() == 0
    services.interviews.cancel(application.publication.recruiter, interview, "Je suis malade.")
    mails = [message for message in mail.outbox if message.to == [person.email]]
    assert [message.subject.split()[0] for message in mails] == ["Entretien", "Entretien", "Rappel", "Entretien"]
    assert "Salle Daumier" in mails[1].body
    assert "Je suis malade." in mails[3].body
    for message in mails:
        assert "/mon-espace/" not in message.body
        assert "Vous n’avez pas besoin de compte." in message.body
        assert "BEGIN:VCALENDAR" in message.attachments[0][1]


def test_who_left_no_address_is_told_nothing_and_the_recruiter_is(application, recruiter):
    person = application.candidate
    person.user, person.email = None, ""
    person.save()
    forget()
    plan(application)
    assert {message.to[0] for message in mail.outbox} == {recruiter.email}
