"""Several workers, and the same person twice (PostgreSQL)."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from portal.core.models import OutboxMessage
from portal.discovery import matching, services
from portal.discovery.errors import AlertExists, TooManyAlerts
from portal.discovery.models import Alert, Announcement, SentPublication
from portal.discovery.searches import read
from portal.discovery.services import alerts, favourites
from tests.factories.accounts import UserFactory
from tests.factories.discovery import AlertFactory, newly_published
from tests.factories.search import published
from tests.threads import together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


def test_two_workers_write_an_alert_once():
    for number in range(5):
        AlertFactory(frequency="immediate", parameters=f"q=infirmier+nuit{number}" if number else "")
    newly_published()
    matching.announce()
    together(*[lambda: matching.run("immediate")] * 4)
    assert len(mail.outbox) == SentPublication.objects.count() == 1
    assert OutboxMessage.objects.filter(topic="mail.send").count() == 1


def test_two_workers_number_what_is_new_once():
    for _number in range(6):
        newly_published()
    together(*[matching.announce] * 4)
    assert sorted(Announcement.objects.values_list("number", flat=True)) == list(range(1, 7))


def test_a_pause_and_a_run_at_once_agree():
    alert = AlertFactory(frequency="immediate")
    newly_published()
    matching.announce()
    together(lambda: services.alerts.pause(alert), lambda: matching.run("immediate"))
    alert.refresh_from_db()
    assert alert.is_paused
    assert len(mail.outbox) == (1 if alert.cursor else 0)


def test_one_search_is_kept_once():
    user = UserFactory()
    results = together(*[lambda: services.alerts.create(user, read("offer", "q=un"), "daily")] * 3)
    assert sum(isinstance(result, AlertExists) for result in results) == 2
    assert user.alerts.count() == 1


def test_the_limit_holds_for_two_at_once(monkeypatch):
    monkeypatch.setattr(alerts, "MOST_OF_A_PERSON", 1)
    user = UserFactory()
    calls = [lambda word=word: services.alerts.create(user, read("offer", f"q={word}"), "daily") for word in "abc"]
    assert sum(isinstance(result, TooManyAlerts) for result in together(*calls)) == 2
    assert user.alerts.count() == 1


def test_the_limit_of_an_address_holds_for_two_at_once(monkeypatch):
    monkeypatch.setattr(alerts, "MOST_OF_AN_ADDRESS", 1)
    calls = [
        lambda word=word: services.subscriptions.ask("lea@exemple.example", read("offer", f"q={word}"), "daily")
        for word in "abc"
    ]
    together(*calls)
    assert Alert.objects.count() == 1
    assert len(mail.outbox) == 3


def test_a_favourite_is_kept_and_told_of_once():
    user = UserFactory()
    row = published(deadline=timezone.now() + timedelta(days=2))
    together(*[lambda: services.favourites.keep(user, row)] * 3)
    assert user.favourites.count() == 1
    user.favourites.update(created_at=timezone.now() - timedelta(days=1))
    together(*[favourites.remind] * 4)
    assert len(mail.outbox) == 1


def test_views_noted_and_counted_at_once_are_all_counted_once():
    row = published()
    calls = [
        lambda number=number: services.audience.note(row, "view", f"192.0.2.{number % 6}", "Firefox")
        for number in range(12)
    ]
    together(*calls)
    together(*[services.audience.count] * 4)
    row.refresh_from_db()
    assert row.views_count == 6
