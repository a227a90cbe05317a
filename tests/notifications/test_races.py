"""One notification delivered twice at once, on PostgreSQL, with threads."""

import pytest
from django.core import mail

from portal.core import outbox
from portal.core.models import OutboxMessage
from portal.notifications import preferences, services
from portal.notifications.models import Notification, NotificationPreference
from tests.factories.accounts import UserFactory
from tests.threads import together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("turn", range(3))
def test_a_delivery_that_runs_twice_at_once_tells_once(turn, monkeypatch):
    user = UserFactory()
    with monkeypatch.context() as held:
        held.setattr(outbox, "_after_commit", lambda pk: None)
        services.notify([user], "compte_decision", title="Bonjour")
    payload = OutboxMessage.objects.get().payload
    together(*[lambda: services.send(payload) for _ in range(3)])
    assert Notification.objects.count() == 1
    assert [message.to for message in mail.outbox] == [[user.email]]


@pytest.mark.parametrize("turn", range(3))
def test_two_choices_at_once_leave_one_row(turn):
    user = UserFactory()
    wish = {("candidature_statut", "email"): False}
    together(*[lambda: preferences.choose(user, wish) for _ in range(3)])
    assert NotificationPreference.objects.filter(user=user).count() == 1
