"""The outbox: after the commit, retried, once."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail as django_mail
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from portal.core import mail, outbox, tasks
from portal.core.models import OutboxMessage

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic(monkeypatch):
    """A topic whose handler keeps what it got, and fails while `failing` is set."""
    monkeypatch.setattr(outbox, "_handlers", dict(outbox._handlers))

    class Topic:
        got: list = []
        failing = False

    found = Topic()
    found.got = []

    @outbox.handler("test.topic")
    def take(payload):
        if found.failing:
            raise OSError("the server is away")
        found.got.append(payload)

    return found


def test_a_message_is_delivered_after_the_commit(topic):
    outbox.enqueue("test.topic", {"id": 1})
    assert topic.got == [{"id": 1}]
    assert OutboxMessage.objects.get().done_at is not None


def test_nothing_is_delivered_when_the_transaction_fails(topic):
    with transaction.atomic():
        outbox.enqueue("test.topic", {"id": 1})
        transaction.set_rollback(True)
    assert topic.got == []
    assert not OutboxMessage.objects.exists()


def test_a_failure_never_reaches_the_caller_and_is_retried_later(topic):
    topic.failing = True
    outbox.enqueue("test.topic", {"id": 1})
    message = OutboxMessage.objects.get()
    assert (message.done_at, message.attempts) == (None, 1)
    assert "the server is away" in message.last_error
    topic.failing = False
    assert outbox.drain() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert outbox.drain() == 1
    assert topic.got == [{"id": 1}]


def test_a_server_may_be_away_for_days(topic, caplog):
    topic.failing = True
    outbox.enqueue("test.topic", {"id": 1})
    begun = timezone.now()
    while OutboxMessage.objects.get().attempts < outbox.MAX_ATTEMPTS:
        with time_machine.travel(OutboxMessage.objects.get().due_at, tick=False):
            outbox.drain()
            last = timezone.now()
    assert timedelta(days=4) < last - begun < timedelta(days=6)
    assert caplog.text.count("is given up") == 1


def test_what_was_given_up_is_kept_and_tried_again_when_asked(topic, capsys):
    outbox.enqueue("test.topic", {"id": 0})
    topic.failing = True
    outbox.enqueue("test.topic", {"id": 1})
    OutboxMessage.objects.filter(done_at=None).update(attempts=outbox.MAX_ATTEMPTS)
    topic.failing = False
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        tasks.drain_outbox()
        call_command("retry_outbox", topic="mail.send")
        assert topic.got == [{"id": 0}]
        call_command("retry_outbox")
    assert topic.got == [{"id": 0}, {"id": 1}]
    assert "1 delivered now" in capsys.readouterr().out


def test_what_is_done_is_not_done_again(topic):
    outbox.enqueue("test.topic", {"id": 1})
    assert outbox.deliver(OutboxMessage.objects.get().pk) is False
    assert topic.got == [{"id": 1}]


def test_a_mail_is_forgotten_once_it_is_sent():
    mail.enqueue(["camille@exemple.example"], "Bonjour", "un lien secret")
    assert len(django_mail.outbox) == 1
    assert OutboxMessage.objects.get().payload == {}
