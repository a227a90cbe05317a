"""Two at once, on PostgreSQL, with threads."""

import pytest
from django.core import mail

from portal.conversations import errors, services
from portal.conversations.models import BulkMessage, BulkRecipient, Conversation, Message
from portal.conversations.services import bulk as bulk_service
from portal.core import outbox
from portal.core.models import OutboxMessage
from tests.factories.accounts import UserFactory
from tests.factories.conversations import make_talk
from tests.factories.jobs import make_application, make_publication
from tests.jobs.test_races import refusals, together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def publication(db):
    return make_publication(validated=True)


@pytest.fixture
def people(publication):
    return [make_application(publication=publication).candidate.user for _number in range(6)]


def test_four_workers_at_one_bulk_message_serve_everybody_once(monkeypatch, publication, people):
    monkeypatch.setattr(bulk_service, "BATCH", 3)
    monkeypatch.setattr(outbox, "_after_commit", lambda pk: None)
    bulk = services.bulk.queue(publication.recruiter, subject="Réunion", body="Jeudi.")
    batches = list(OutboxMessage.objects.filter(topic=bulk_service.TOPIC).values_list("payload", flat=True))
    assert len(batches) == 2
    together(*[lambda payload=payload: bulk_service.deliver(payload) for payload in batches * 2])
    assert Message.objects.filter(kind="bulk").count() == 6
    assert not BulkRecipient.objects.filter(bulk=bulk, done_at__isnull=True).exists()
    monkeypatch.undo()
    mail.outbox.clear()
    together(outbox.drain, outbox.drain)
    outbox.drain()
    assert sorted(sent.to[0] for sent in mail.outbox if "Réunion" in sent.body) == sorted(
        person.email for person in people
    )


def test_one_click_of_three_queues_the_bulk_message(publication, people):
    results = together(
        *[lambda: services.bulk.queue(publication.recruiter, subject="Réunion", body="Jeudi.") for _ in range(3)]
    )
    assert [type(error) for error in refusals(results)] == [errors.AlreadyQueued] * 2
    assert BulkMessage.objects.count() == 1


@pytest.mark.parametrize("turn", range(3))
def test_two_first_messages_at_once_make_one_conversation(publication, turn):
    person, recruiter = make_application(publication=publication).candidate.user, publication.recruiter
    results = together(
        lambda: services.messages.send(recruiter, person, subject="A", body="Un", publication=publication),
        lambda: services.messages.send(person, recruiter, subject="B", body="Deux", publication=publication),
    )
    assert refusals(results) == []
    assert Conversation.objects.get().messages.count() == 2
    assert Conversation.objects.get().participants.count() == 2


def test_a_report_is_handled_once_by_two_editors():
    talk = make_talk()
    row = services.reports.report(talk.applicant, talk.message, reason="fraud")
    one, other = UserFactory(editor=True), UserFactory(editor=True)
    results = together(
        lambda: services.reports.handle(one, row, "Un"), lambda: services.reports.handle(other, row, "Deux")
    )
    assert [type(error) for error in refusals(results)] == [errors.AlreadyHandled]


def test_the_pace_counts_messages_sent_at_once(settings, publication, people):
    settings.MESSAGES_PER_HOUR = 1
    recruiter = publication.recruiter
    results = together(
        *[lambda to=to: services.messages.send(recruiter, to, subject="A", body="Un") for to in people[:3]]
    )
    assert [type(error) for error in refusals(results)] == [errors.TooManyMessages] * 2


def test_a_message_reported_twice_at_once_is_one_report():
    talk = make_talk()
    results = together(*[lambda: services.reports.report(talk.applicant, talk.message, reason="spam") for _ in "ab"])
    assert [type(error) for error in refusals(results)] == [errors.AlreadyReported]
