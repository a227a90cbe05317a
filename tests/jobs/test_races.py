"""Two people at once, on PostgreSQL, with threads."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import TaskState

from portal.core.errors import DomainError
from portal.jobs import errors, services
from portal.jobs.models import Application, Interview, Publication, Status
from portal.moderation import rules
from portal.moderation import services as moderation
from portal.notifications.models import Notification
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_application, make_interview, make_publication, verified_recruiter
from tests.threads import together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def refusals(results):
    return [result for result in results if isinstance(result, DomainError)]


@pytest.mark.parametrize("turn", range(3))
def test_two_moderators_decide_once_and_workflow_and_task_agree(turn):
    pending = make_publication(pending=True)
    one, other = UserFactory(editor=True), UserFactory(editor=True)
    state = pending.current_workflow_task_state
    results = together(
        lambda: moderation.approve(one, pending),
        lambda: moderation.refuse(other, pending, "other", "Il manque le lieu de travail."),
    )
    assert [type(error) for error in refusals(results)] == [rules.AlreadyDecided]
    state = TaskState.objects.get(pk=state.pk)
    row = Publication.objects.get(pk=pending.pk)
    if state.status == "approved":
        assert (state.workflow_state.status, row.status) == ("approved", Status.VALIDATED)
    else:
        assert (state.workflow_state.status, row.status) == ("needs_changes", Status.REFUSED)


@pytest.mark.parametrize("turn", range(3))
def test_an_edit_and_an_approval_at_once_never_publish_what_was_not_read(turn):
    pending = make_publication(pending=True, title="Lu")
    editor = UserFactory(editor=True)
    read = pending.current_workflow_task_state
    together(
        lambda: read.task.specific.on_action(read, editor, "approve"),
        lambda: services.publications.edit(pending.recruiter, pending, {"title": "Jamais lu"}),
    )
    assert list(Publication.objects.visible().values_list("title", flat=True)) in ([], ["Lu"])


def test_one_person_applies_once_from_five_tabs():
    publication, person = make_publication(validated=True), UserFactory()
    results = together(*[lambda: services.applications.apply(person, publication, letter="Bonjour") for _ in range(5)])
    assert [type(error) for error in refusals(results)] == [errors.AlreadyApplied] * 4
    assert Application.objects.count() == 1
    assert Publication.objects.get(pk=publication.pk).applications_count == 1


def test_the_last_place_of_the_quota_is_taken_once():
    recruiter = verified_recruiter()
    recruiter.recruiter.monthly_quota = 1
    recruiter.recruiter.save()
    drafts = [make_publication(recruiter=recruiter) for _ in range(3)]
    results = together(*[lambda draft=draft: services.publications.submit(recruiter, draft) for draft in drafts])
    assert [type(error) for error in refusals(results)] == [errors.QuotaReached] * 2
    assert Publication.objects.filter(status=Status.PENDING).count() == 1


def test_an_application_and_the_closing_follow_one_another():
    publication, person = make_publication(validated=True), UserFactory()
    results = together(
        lambda: services.applications.apply(person, publication, letter="Bonjour"),
        lambda: services.publications.close(publication.recruiter, publication),
    )
    assert [type(error) for error in refusals(results)] in ([], [errors.NotOpen])
    assert Publication.objects.get(pk=publication.pk).status == Status.CLOSED


def plan(application, recruiter, starts_at):
    return services.interviews.schedule(recruiter, application, starts_at=starts_at, place="Salle Daumier")


@pytest.mark.parametrize("turn", range(3))
def test_two_recruiters_plan_one_interview_at_one_time(turn):
    application, at = make_application(), timezone.now() + timedelta(days=3)
    one = application.publication.recruiter
    other = verified_recruiter(company=application.publication.company)
    results = together(lambda: plan(application, one, at), lambda: plan(application, other, at + timedelta(minutes=10)))
    assert [type(error) for error in refusals(results)] == [errors.TimeTaken]
    assert Interview.objects.count() == 1
    assert application.transitions.filter(target="interview").count() == 1


@pytest.mark.parametrize("turn", range(3))
def test_the_reminder_that_runs_three_times_at_once_reminds_once(turn):
    interview = make_interview(days=2)
    near = interview.starts_at - timedelta(hours=3)
    results = together(*[lambda: services.interviews.remind(near) for _ in range(3)])
    assert sum(results) == 1
    assert Notification.objects.filter(type="rappel_entretien").count() == 2


@pytest.mark.parametrize("turn", range(3))
def test_a_cancellation_and_the_reminder_follow_one_another(turn):
    interview = make_interview(days=2)
    near = interview.starts_at - timedelta(hours=3)
    reminded, cancelled = together(
        lambda: services.interviews.remind(near),
        lambda: services.interviews.cancel(interview.organiser, interview),
    )
    assert cancelled.is_cancelled
    interview.refresh_from_db()
    assert interview.is_cancelled
    assert Notification.objects.filter(type="rappel_entretien").count() == 2 * reminded


@pytest.mark.parametrize("turn", range(3))
def test_a_move_and_a_withdrawal_leave_nothing_planned(turn):
    interview = make_interview(days=2)
    application = interview.application
    results = together(
        lambda: services.interviews.move(
            interview.organiser, interview, starts_at=interview.starts_at + timedelta(days=1)
        ),
        lambda: services.applications.withdraw(application.candidate.user, application),
    )
    assert {type(error) for error in refusals(results)} <= {errors.InterviewOver, errors.NoInterview}
    assert not Interview.objects.planned().exists()
