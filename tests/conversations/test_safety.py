"""Blocking and reporting."""

import pytest

from portal.conversations import errors, permissions, services
from portal.conversations.models import Block, MessageCopy, Report
from portal.core.errors import Forbidden, Invalid
from portal.core.models import AuditLog
from portal.notifications.models import Notification
from tests.factories.accounts import UserFactory
from tests.factories.conversations import make_talk

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(db):
    return make_talk()


def test_a_block_stops_both_ways_and_says_nothing_to_the_blocked(talk):
    services.blocks.block(talk.applicant, talk.recruiter)
    services.blocks.block(talk.applicant, talk.recruiter)
    with pytest.raises(errors.Blocked):
        services.messages.reply(talk.applicant, talk.conversation, body="Non.")
    with pytest.raises(errors.NotReachable) as refusal:
        services.messages.reply(talk.recruiter, talk.conversation, body="Alors ?")
    stranger = permissions.why_not_write(talk.recruiter, UserFactory())
    assert str(refusal.value.message) == str(stranger.message)
    assert refusal.value.code == stranger.code
    assert Block.objects.count() == 1


def test_unblocking_lets_write_again(talk):
    services.blocks.block(talk.applicant, talk.recruiter)
    services.blocks.unblock(talk.recruiter, talk.applicant)
    assert permissions.why_not_write(talk.recruiter, talk.applicant) is not None
    services.blocks.unblock(talk.applicant, talk.recruiter)
    assert permissions.why_not_write(talk.recruiter, talk.applicant) is None


def test_a_block_is_between_two_people_only(talk):
    other = make_talk(applicant=talk.applicant)
    services.blocks.block(talk.applicant, talk.recruiter)
    assert permissions.why_not_write(other.recruiter, talk.applicant) is None


def test_only_a_correspondent_is_blocked(talk):
    for other in (UserFactory(), talk.applicant):
        with pytest.raises(Forbidden):
            services.blocks.block(talk.applicant, other)


# --- Reports --------------------------------------------------------------------------------------------------------
def test_a_report_tells_the_editors_and_is_logged(talk):
    editor = UserFactory(editor=True)
    row = services.reports.report(talk.applicant, talk.message, reason="fraud", text="On me demande de l'argent.")
    told = Notification.objects.get(user=editor, type="message_signale")
    assert told.link == f"/admin/reports-of-messages/{row.pk}/"
    assert talk.message.body not in told.message
    assert AuditLog.objects.get(action="message.reported").target_id == str(row.pk)
    assert not Notification.objects.filter(user=talk.recruiter, type="message_signale").exists()


def test_a_message_is_reported_once_by_a_person(talk):
    services.reports.report(talk.applicant, talk.message, reason="spam")
    with pytest.raises(errors.AlreadyReported):
        services.reports.report(talk.applicant, talk.message, reason="insult")


def test_only_who_received_a_message_reports_it(talk):
    mine = services.messages.reply(talk.applicant, talk.conversation, body="Oui.")
    system = services.messages.system(talk.applicant, subject="Bienvenue", body="Bonjour.")
    for actor, message in ((UserFactory(), talk.message), (talk.applicant, mine), (talk.applicant, system)):
        with pytest.raises(Forbidden):
            services.reports.report(actor, message, reason="spam")


def test_a_hidden_message_can_still_be_reported(talk):
    services.messages.hide_conversation(talk.applicant, talk.conversation)
    assert services.reports.report(talk.applicant, talk.message, reason="insult").is_open


@pytest.mark.parametrize(
    ("values", "field"),
    [({"reason": "zzz"}, "reason"), ({"reason": "other"}, "text"), ({"reason": "spam", "text": "a" * 2001}, "text")],
)
def test_a_report_says_why(talk, values, field):
    with pytest.raises(Invalid) as error:
        services.reports.report(talk.applicant, talk.message, **values)
    assert list(error.value.fields) == [field]


def test_reports_have_a_limit(settings, talk):
    settings.REPORTS_PER_DAY = 1
    second = services.messages.reply(talk.recruiter, talk.conversation, body="Alors ?")
    services.reports.report(talk.applicant, talk.message, reason="spam")
    with pytest.raises(errors.TooManyReports):
        services.reports.report(talk.applicant, second, reason="spam")


def test_an_editor_handles_once_and_the_reporter_is_told_without_the_note(talk):
    editor = UserFactory(editor=True)
    row = services.reports.report(talk.applicant, talk.message, reason="fraud")
    services.reports.handle(editor, row, "Compte suspendu par téléphone.")
    with pytest.raises(errors.AlreadyHandled):
        services.reports.handle(editor, row, "Encore.")
    row.refresh_from_db()
    assert (row.handled_by, row.note) == (editor, "Compte suspendu par téléphone.")
    assert AuditLog.objects.get(action="message.report_handled").details == {"note": row.note}
    told = MessageCopy.objects.of(talk.applicant).first().message
    assert told.kind == "system"
    assert "suspendu" not in told.body


@pytest.mark.parametrize("who", ["applicant", "recruiter"])
def test_only_editors_handle(talk, who):
    row = services.reports.report(talk.applicant, talk.message, reason="fraud")
    with pytest.raises(Forbidden):
        services.reports.handle(getattr(talk, who), row)
    assert Report.objects.get().is_open


def test_an_editor_reads_what_surrounds_the_message_and_no_more(talk):
    said = [services.messages.reply(talk.recruiter, talk.conversation, body=f"Mot {number}") for number in range(10)]
    row = services.reports.report(talk.applicant, said[7], reason="insult")
    later = services.messages.reply(talk.applicant, talk.conversation, body="Après le signalement.")
    read = services.reports.context_of(row)
    assert [message.pk for message in read] == [message.pk for message in said[2:10]]
    assert later not in read


def test_a_report_outlives_the_account_of_its_reporter_and_of_the_author(talk):
    row = services.reports.report(talk.applicant, talk.message, reason="insult")
    talk.applicant.delete()
    talk.recruiter.delete()
    services.reports.handle(UserFactory(editor=True), row)
    assert services.reports.context_of(Report.objects.get())[0].sender is None
