"""An editor's decision: who, on what, once, with a reason (FINDINGS' holes stay closed)."""

import pytest
from django.core import mail
from wagtail.models import TaskState

from portal.jobs import services as jobs
from portal.jobs.models import Publication, Status
from portal.moderation import rules, services
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_publication

pytestmark = pytest.mark.django_db
WORDS = "Le salaire manque, merci de l'indiquer."


@pytest.fixture
def editor():
    return UserFactory(editor=True)


@pytest.mark.parametrize("trait", [{}, {"recruiter": True, "verified": True}, {"prestataire": True}, {"reader": True}])
def test_only_editors_and_admins_decide(trait):
    pending, user = make_publication(pending=True), UserFactory(**trait)
    with pytest.raises(rules.NotYours):
        services.approve(user, pending)
    with pytest.raises(rules.NotYours):
        services.refuse(user, pending, "other", WORDS)
    state = pending.current_workflow_task_state
    for action in ("approve", "reject"):
        with pytest.raises(rules.NotYours):
            state.task.specific.on_action(state, user, action, comment=WORDS)
    assert state.task.specific.get_actions(pending, user) == []
    assert Publication.objects.get().status == Status.PENDING


def test_nobody_is_no_editor():
    state = make_publication(pending=True).current_workflow_task_state
    with pytest.raises(rules.NotYours):
        state.task.specific.on_action(state, None, "approve")


def test_a_deactivated_editor_does_not_decide():
    pending, editor = make_publication(pending=True), UserFactory(editor=True, is_active=False)
    with pytest.raises(rules.NotYours):
        services.approve(editor, pending)


@pytest.mark.parametrize("words", ["", "   ", "non", "\n\t "])
def test_a_refusal_needs_words(editor, words):
    pending = make_publication(pending=True)
    with pytest.raises(rules.ReasonMissing):
        services.refuse(editor, pending, "other", words)
    assert Publication.objects.get().status == Status.PENDING


def test_the_recruiter_reads_the_reason_with_a_link_that_opens(editor, client):
    pending = make_publication(pending=True)
    mail.outbox.clear()
    refused = services.refuse(editor, pending, "incomplete", WORDS)
    assert (refused.status, refused.refusal_code, refused.refusal_reason) == (Status.REFUSED, "incomplete", WORDS)
    (message,) = mail.outbox
    assert message.to == [pending.recruiter.email]
    assert WORDS in message.body
    assert "/admin/" not in message.body


def test_wagtails_own_mails_are_not_sent(editor):
    mail.outbox.clear()
    services.approve(editor, make_publication(pending=True))
    subjects = [message.subject for message in mail.outbox]
    assert len(subjects) == len(set((message.subject, tuple(message.to)) for message in mail.outbox))
    assert all("workflow" not in subject.lower() for subject in subjects)


def test_editors_learn_that_something_waits(editor):
    mail.outbox.clear()
    make_publication(pending=True)
    assert [editor.email] in [message.to for message in mail.outbox]


def test_a_second_decision_is_a_conflict(editor):
    pending = make_publication(pending=True)
    services.approve(editor, pending)
    with pytest.raises(rules.AlreadyDecided):
        services.refuse(editor, pending, "other", WORDS)
    with pytest.raises(rules.AlreadyDecided):
        services.approve(editor, pending)
    assert Publication.objects.get().status == Status.VALIDATED


def test_a_decision_on_a_text_that_changed_is_a_conflict(editor):
    pending = make_publication(pending=True, title="Lu")
    read = pending.current_workflow_task_state
    jobs.publications.edit(pending.recruiter, pending, {"title": "Jamais lu"})
    with pytest.raises(rules.AlreadyDecided):
        read.task.specific.on_action(read, editor, "approve")
    assert not Publication.objects.visible().exists()


def test_a_revision_that_appeared_beside_the_workflow_is_not_published(editor):
    pending = make_publication(pending=True)
    text = jobs.publications.latest(pending)
    text.title = "Glissé pendant la relecture"
    text.save_revision(clean=False)
    with pytest.raises(rules.AlreadyDecided):
        services.approve(editor, pending)
    assert not Publication.objects.visible().exists()


def test_task_and_workflow_agree_after_a_decision(editor):
    pending = make_publication(pending=True)
    state = pending.current_workflow_task_state
    services.approve(editor, pending)
    state = TaskState.objects.get(pk=state.pk)
    assert (state.status, state.workflow_state.status) == ("approved", "approved")
