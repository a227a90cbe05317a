"""Channels: each on its own, off without a provider, chosen by type; one that fails loses none of the others."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from portal.core import outbox
from portal.core.models import OutboxMessage
from portal.notifications import channels, preferences, providers, registry, services
from portal.notifications.models import Notification, NotificationPreference
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
TYPE, MANDATORY = "essai", "compte_decision"
#: What the fakes were handed, and whether they fail.
sent: list[dict] = []
failing: set[str] = set()


class FakePush(providers.PushProvider):
    def reaches(self, user):
        return user.first_name != "Sans-appareil"

    def send(self, user, **message):
        _take("web_push", user=user, **message)


class FakeSms(providers.SmsProvider):
    def send(self, phone, text, **options):
        _take("sms", phone=phone, text=text, **options)


def _take(channel, **message):
    if channel in failing:
        raise TimeoutError(f"{channel} gave no answer")
    sent.append({"channel": channel, **message})


@pytest.fixture(autouse=True)
def types(monkeypatch):
    monkeypatch.setattr(registry, "_types", dict(registry._types))
    registry.register(registry.NotificationType(TYPE, "Essai"))
    sent.clear()
    failing.clear()


@pytest.fixture
def configured(settings):
    settings.WEB_PUSH_PROVIDER = f"{__name__}.FakePush"
    settings.SMS_PROVIDER = f"{__name__}.FakeSms"
    settings.NOTIFICATION_TIMEOUT = 3.0


@pytest.fixture
def user():
    return UserFactory(phone="+33612345678")


def want(user, **wishes):
    preferences.choose(user, {(TYPE, channel): on for channel, on in wishes.items()})


def tell(user, **values):
    services.notify([user], **{"type_name": TYPE, "title": "Bonjour", "link": "/mon-espace/", **values})


def test_without_a_provider_a_portal_has_two_channels(user):
    assert [channel.name for channel in channels.available()] == ["in_app", "email"]
    NotificationPreference.objects.create(user=user, type=TYPE, channel="sms", on=True)
    tell(user)
    assert sorted(OutboxMessage.objects.values_list("topic", flat=True)) == ["notification.email", "notification.send"]


def test_the_null_providers_take_everything_and_reach_nobody(user):
    assert not providers.push().reaches(user)
    assert providers.push().send(user, title="Bonjour") is None
    assert providers.sms().send("+33612345678", "Bonjour") is None


def test_a_provider_is_asked_only_for_those_who_chose_it(user, configured):
    tell(user)
    assert sent == []
    want(user, web_push=True, sms=True)
    tell(user, message="Une réponse.", key="event-1")
    push, sms = sorted(sent, key=lambda message: message["channel"], reverse=True)
    assert (push["user"], push["title"], push["body"]) == (user, "Bonjour", "Une réponse.")
    assert push["url"] == "http://127.0.0.1:8000/mon-espace/"
    assert (sms["phone"], sms["text"]) == ("+33612345678", "Passerelle : Bonjour http://127.0.0.1:8000/mon-espace/")
    assert {message["timeout"] for message in sent} == {3.0}
    assert {message["reference"] for message in sent} == {f"{user.pk}:{TYPE}:event-1"}


@pytest.mark.parametrize("broken", ["web_push", "sms", "email"])
def test_a_failing_channel_loses_none_of_the_others_and_is_tried_again(user, configured, settings, broken):
    want(user, web_push=True, sms=True)
    failing.add(broken)
    if broken == "email":
        settings.EMAIL_BACKEND = "tests.accounts.broken_mail.Backend"
    tell(user)
    assert Notification.objects.of(user).count() == 1
    reached = {message["channel"] for message in sent} | ({"email"} if mail.outbox else set())
    assert reached == {"web_push", "sms", "email"} - {broken}
    waiting = OutboxMessage.objects.get(done_at__isnull=True)
    assert (waiting.topic, waiting.attempts) == (f"notification.{broken}", 1)
    failing.clear()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert outbox.drain() == 1
    assert (len(sent), len(mail.outbox)) == (2, 1)


def test_a_provider_that_cannot_say_whom_it_reaches_delays_only_itself(user, configured, monkeypatch):
    want(user, web_push=True)

    def broken(self, user):
        raise ConnectionError

    monkeypatch.setattr(FakePush, "reaches", broken)
    tell(user)
    assert (Notification.objects.count(), len(mail.outbox)) == (1, 1)
    assert OutboxMessage.objects.get(done_at__isnull=True).topic == "notification.web_push"


def test_who_has_no_telephone_and_no_device_is_passed_over(configured):
    user = UserFactory(first_name="Sans-appareil", phone="")
    want(user, web_push=True, sms=True)
    tell(user)
    assert sent == []
    assert not OutboxMessage.objects.filter(done_at__isnull=True).exists()


def test_a_delivery_that_runs_twice_reaches_each_channel_once(user, configured):
    want(user, web_push=True, sms=True)
    tell(user)
    services.send(OutboxMessage.objects.get(topic=services.TOPIC).payload)
    assert (Notification.objects.count(), len(mail.outbox), len(sent)) == (1, 1, 2)


def test_in_the_site_it_can_be_switched_off_and_still_is_told_once(user, configured):
    want(user, in_app=False)
    for _attempt in range(2):
        tell(user, key="event-1")
    assert not Notification.objects.of(user).exists()
    assert (services.unread_count(user), len(mail.outbox)) == (0, 1)


def test_each_type_has_its_own_channels(user):
    registry.register(registry.NotificationType("autre", "Autre"))
    want(user, email=False)
    tell(user)
    tell(user, type_name="autre")
    assert len(mail.outbox) == 1


def test_a_mandatory_mail_comes_whatever_the_rows_say(user):
    NotificationPreference.objects.create(user=user, type=MANDATORY, channel="email", on=False)
    tell(user, type_name=MANDATORY)
    assert len(mail.outbox) == 1


def test_back_to_the_default_leaves_no_row(user, configured):
    want(user, email=False, sms=True)
    assert NotificationPreference.objects.count() == 2
    want(user, email=True, sms=False)
    assert not NotificationPreference.objects.exists()


def test_a_disabled_account_is_not_reached_by_what_was_waiting(user, configured):
    want(user, sms=True)
    failing.add("sms")
    tell(user)
    failing.clear()
    type(user).objects.filter(pk=user.pk).update(is_active=False)
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        outbox.drain()
    assert sent == []


def test_what_was_said_is_forgotten_once_it_is_delivered(user):
    tell(user)
    assert OutboxMessage.objects.get(topic="notification.email").payload == {}


def test_the_page_offers_the_channels_that_are_there(user, configured, client):
    client.force_login(user)
    url = reverse("notification_preferences")
    field = client.get(url).context["form"].fields[TYPE]
    assert [name for name, _label in field.choices] == ["in_app", "email", "web_push", "sms"]
    assert field.initial == ["in_app", "email"]
    client.post(url, {TYPE: ["sms"]})
    assert client.get(url).context["form"].fields[TYPE].initial == ["sms"]


def test_a_provider_that_does_not_exist_stops_the_process_at_its_start(settings):
    settings.SMS_PROVIDER = "portal.notifications.providers.Absent"
    from django.apps import apps

    with pytest.raises(ImportError):
        apps.get_app_config("notifications").ready()
