"""Bulk messages: whom they reach, crashes and replays."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from portal.conversations import errors, services
from portal.conversations.models import BulkMessage, BulkRecipient, Message, MessageCopy, Participant
from portal.conversations.services import bulk as bulk_service
from portal.core import outbox
from portal.core.errors import Forbidden
from portal.core.models import AuditLog, OutboxMessage
from portal.jobs.errors import EmailNotConfirmed
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_application, make_publication, verified_recruiter

pytestmark = pytest.mark.django_db


@pytest.fixture
def publication(db):
    return make_publication(validated=True)


@pytest.fixture
def recruiter(publication):
    return publication.recruiter


@pytest.fixture
def applicants(publication):
    people = [make_application(publication=publication).candidate.user for _number in range(5)]
    mail.outbox.clear()
    return people


def queue(recruiter, **values):
    return services.bulk.queue(recruiter, **{"subject": "Réunion", "body": "Jeudi à 18 h.", **values})


def mailed():
    return sorted(sent.to[0] for sent in mail.outbox)


def test_everybody_receives_one_message_and_one_mail(recruiter, applicants):
    bulk = queue(recruiter)
    assert mailed() == sorted(person.email for person in applicants)
    for person in applicants:
        assert MessageCopy.objects.of(person).received().get().message.kind == "bulk"
    assert not BulkRecipient.objects.filter(done_at__isnull=True).exists()
    assert AuditLog.objects.get(action="messages.bulk").details == {"recipients": 5}
    assert BulkMessage.objects.with_progress().get(pk=bulk.pk).done == 5


def test_the_senders_inbox_shows_only_those_who_answer(recruiter, applicants):
    queue(recruiter)
    assert not Participant.objects.inbox_of(recruiter).exists()
    conversation = Participant.objects.inbox_of(applicants[0]).get().conversation
    services.messages.reply(applicants[0], conversation, body="Je viendrai.")
    assert Participant.objects.inbox_of(recruiter).get().conversation == conversation


def test_a_crash_in_the_middle_is_taken_up_where_it_stopped(monkeypatch, recruiter, applicants):
    monkeypatch.setattr(bulk_service, "BATCH", 2)
    real, served = bulk_service._serve, []

    def crash_at_the_fourth(row):
        served.append(row.pk)
        if len(served) == 4:
            raise ConnectionError("the machine went away")
        return real(row)

    monkeypatch.setattr(bulk_service, "_serve", crash_at_the_fourth)
    bulk = queue(recruiter)
    # The batch of the fourth is undone as a whole; the others are through.
    assert BulkMessage.objects.with_progress().get(pk=bulk.pk).done == 3
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        outbox.drain()
    assert BulkMessage.objects.with_progress().get(pk=bulk.pk).done == 5
    assert Message.objects.filter(kind="bulk").count() == 5
    assert mailed() == sorted(person.email for person in applicants)


def test_a_replay_sends_nothing(recruiter, applicants):
    queue(recruiter)
    assert OutboxMessage.objects.filter(topic=bulk_service.TOPIC).update(done_at=None, due_at=timezone.now()) == 1
    outbox.drain()
    assert Message.objects.filter(kind="bulk").count() == 5
    assert len(mail.outbox) == 5


def test_the_second_click_is_refused_and_names_the_first(recruiter, applicants):
    first = queue(recruiter)
    with pytest.raises(errors.AlreadyQueued) as refusal:
        queue(recruiter)
    assert refusal.value.bulk == first
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert queue(recruiter) != first


def test_only_those_of_one_publication(recruiter, applicants):
    other = make_publication(recruiter=recruiter, validated=True)
    person = make_application(publication=other).candidate.user
    mail.outbox.clear()
    bulk = queue(recruiter, publication=other)
    assert [row.user for row in bulk.recipients.all()] == [person]
    assert MessageCopy.objects.of(person).received().get().message.conversation.publication_id == other.pk
    assert mailed() == [person.email]


def test_the_publication_of_another_company_is_refused(recruiter, applicants):
    with pytest.raises(Forbidden):
        queue(recruiter, publication=make_publication(validated=True))
    assert not BulkMessage.objects.exists()


def test_a_person_with_two_applications_receives_one(recruiter, applicants):
    other = make_publication(recruiter=recruiter, validated=True)
    make_application(publication=other, applicant=applicants[0])
    assert queue(recruiter).recipients.count() == 5


def test_somebody_who_blocked_the_sender_sees_nothing_and_the_sender_does_not_notice(recruiter, applicants):
    mine = services.messages.send(recruiter, applicants[0], subject="Bonjour", body="Un mot.")
    services.messages.mark_conversation_read(applicants[0], mine.conversation)
    services.blocks.block(applicants[0], recruiter)
    mail.outbox.clear()
    bulk = queue(recruiter)
    assert BulkMessage.objects.with_progress().get(pk=bulk.pk).done == bulk.recipients.count() == 5
    assert mailed() == sorted(person.email for person in applicants[1:])
    assert services.messages.unread_count(applicants[0]) == 0
    assert MessageCopy.objects.of(applicants[0]).received().get().message == mine
    assert Participant.objects.inbox_of(applicants[0]).get().last_message == mine
    assert MessageCopy.objects.of(recruiter).sent().filter(message__kind="bulk").count() == 5


def test_accounts_disabled_in_the_meantime_receive_nothing(monkeypatch, recruiter, applicants):
    monkeypatch.setattr(outbox, "_after_commit", lambda pk: None)
    bulk = queue(recruiter)
    applicants[0].is_active = False
    applicants[0].save()
    monkeypatch.undo()
    outbox.drain()
    assert mailed() == sorted(person.email for person in applicants[1:])
    assert BulkMessage.objects.with_progress().get(pk=bulk.pk).done == 5


def test_a_disabled_sender_sends_no_more(monkeypatch, recruiter, applicants):
    monkeypatch.setattr(outbox, "_after_commit", lambda pk: None)
    queue(recruiter)
    recruiter.is_active = False
    recruiter.save()
    monkeypatch.undo()
    outbox.drain()
    assert mailed() == []


def test_only_recruiters_with_a_confirmed_address(settings, recruiter, applicants):
    with pytest.raises(Forbidden):
        queue(applicants[0])
    settings.REQUIRE_CONFIRMED_EMAIL = True
    recruiter.email_confirmed_at = None
    recruiter.save()
    with pytest.raises(EmailNotConfirmed):
        queue(recruiter)


def test_nobody_to_write_to_is_said():
    with pytest.raises(errors.NobodyToWriteTo):
        queue(verified_recruiter())


def test_a_day_has_a_limit(settings, recruiter, applicants):
    settings.BULK_MESSAGES_PER_DAY = 1
    queue(recruiter)
    with pytest.raises(errors.TooManyMessages):
        queue(recruiter, body="Vendredi plutôt.")


def test_an_application_of_somebody_else_does_not_count(recruiter, applicants):
    make_application(applicant=UserFactory())
    assert services.bulk.recipients(recruiter).count() == 5
