"""Telling people: once, in French, in the site at once and by mail as soon as the server answers."""

import pytest
from django.core import mail
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from portal.core import outbox
from portal.core.errors import Invalid
from portal.core.models import OutboxMessage
from portal.notifications import preferences, registry, services
from portal.notifications.models import Notification, NotificationPreference
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
OPTIONAL, MANDATORY, EDITORS = "essai", "compte_decision", "compte_a_verifier"


@pytest.fixture(autouse=True)
def types(monkeypatch):
    monkeypatch.setattr(registry, "_types", dict(registry._types))
    registry.register(registry.NotificationType(OPTIONAL, "Essai", "notification"))


@pytest.fixture
def user():
    return UserFactory()


def tell(user, **values):
    services.notify([user], **{"type_name": OPTIONAL, "title": "Bonjour", **values})


def test_a_notification_is_in_the_site_and_in_the_mailbox(user):
    tell(user, message="Une réponse est arrivée.", link="/mon-espace/")
    row = Notification.objects.get()
    assert (row.user, row.title, row.link) == (user, "Bonjour", "/mon-espace/")
    [message] = mail.outbox
    assert (message.to, message.subject) == ([user.email], "Bonjour")
    assert "http://127.0.0.1:8000/mon-espace/" in message.body
    assert "/mon-espace/notifications/preferences/" in message.body
    html = message.alternatives[0].content
    assert "Une réponse est arrivée." in html


def test_one_event_is_told_once(user):
    for _attempt in range(2):
        tell(user, key="event-1")
    assert (Notification.objects.count(), len(mail.outbox)) == (1, 1)


def test_a_delivery_that_runs_twice_tells_once(user):
    tell(user, key="event-1")
    payload = OutboxMessage.objects.get(topic=services.TOPIC).payload
    services.send(payload)
    assert (Notification.objects.count(), len(mail.outbox)) == (1, 1)


def test_a_failing_mail_server_delays_the_mail_only(user, settings):
    settings.EMAIL_BACKEND = "tests.accounts.broken_mail.Backend"
    tell(user)
    assert Notification.objects.count() == 1
    waiting = OutboxMessage.objects.get(done_at__isnull=True)
    assert (waiting.topic, waiting.attempts) == ("notification.email", 1)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert outbox.deliver(waiting.pk)
    assert len(mail.outbox) == 1


def test_nothing_is_told_when_the_change_is_rolled_back(user):
    with transaction.atomic():
        tell(user)
        transaction.set_rollback(True)
    assert (Notification.objects.count(), mail.outbox) == (0, [])


def test_a_switched_off_mail_leaves_the_notification(user):
    preferences.choose(user, {(OPTIONAL, "email"): False})
    tell(user)
    assert (Notification.objects.of(user).count(), mail.outbox) == (1, [])
    preferences.choose(user, {(OPTIONAL, "email"): True})
    tell(user)
    assert len(mail.outbox) == 1


def test_a_mandatory_mail_cannot_be_switched_off(user):
    with pytest.raises(Invalid):
        preferences.choose(user, {(MANDATORY, "email"): False})
    NotificationPreference.objects.create(user=user, type=MANDATORY)
    tell(user, type_name=MANDATORY)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("pair", [("inconnu", "email"), (EDITORS, "email"), (OPTIONAL, "pigeon"), (OPTIONAL, "sms")])
def test_what_is_not_for_this_person_or_not_there_cannot_be_chosen(user, pair):
    with pytest.raises(Invalid):
        preferences.choose(user, {pair: False})
    assert not NotificationPreference.objects.exists()


def test_a_disabled_account_is_told_nothing():
    tell(UserFactory(is_active=False))
    assert (Notification.objects.count(), mail.outbox) == (0, [])


def test_somebody_whose_account_is_gone_is_passed_over(user):
    services.notify([None, user], OPTIONAL, title="Bonjour")
    assert Notification.objects.get().user == user


def test_an_unknown_type_is_a_mistake_that_shows(user):
    with pytest.raises(KeyError):
        tell(user, type_name="inconnu")


def test_texts_are_french_whatever_the_request_speaks(user):
    with translation.override("en"):
        tell(user, title=_("French"), message=_("%(person)s has sent documents"), values={"person": "Zoé"})
    with translation.override("fr"):
        assert Notification.objects.get().title == str(_("French"))
    assert mail.outbox[0].subject == "Français"


def test_values_fill_the_texts_and_are_not_read_as_formats(user):
    tell(user, title="Pour %(name)s", values={"name": "50 %(x)s\r\nBcc: a@b.fr"})
    assert Notification.objects.get().title == "Pour 50 %(x)s Bcc: a@b.fr"
    assert "\n" not in mail.outbox[0].subject


def test_words_of_people_are_escaped_in_the_mail(user):
    tell(user, title="<b>Gras</b>", message="<script>alert(1)</script>")
    html = mail.outbox[0].alternatives[0].content
    assert "<script>" not in html
    assert "<script>alert(1)</script>" in mail.outbox[0].body


@pytest.mark.parametrize(
    "link",
    [
        "https://mechant.example/",
        "//mechant.example",
        "javascript:alert(1)",
        "\\\\mechant.example",
        "/\\mechant.example",
    ],
)
def test_a_link_is_a_path_of_the_site_or_nothing(user, link):
    tell(user, link=link)
    assert Notification.objects.get().link == ""
    assert "mechant" not in mail.outbox[0].body


def test_the_count_of_unread_follows_every_change(user, django_assert_num_queries):
    assert services.unread_count(user) == 0
    tell(user)
    tell(user)
    assert services.unread_count(user) == 2
    with django_assert_num_queries(0):
        services.unread_count(user)
    services.mark_read(user, Notification.objects.first())
    assert services.unread_count(user) == 1
    services.mark_all_read(user)
    assert services.unread_count(user) == 0


def test_somebody_elses_notification_stays_unread(user):
    tell(user)
    services.mark_read(UserFactory(), Notification.objects.get())
    assert services.unread_count(user) == 1
