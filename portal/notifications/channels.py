"""The ways a notification reaches a person, one class each (003 §15.2).

Each channel has an outbox message of its own: one that fails is tried again without the others.
"""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from portal.core import mail

from . import providers
from .registry import NotificationType

#: What fits in one or two text messages beside the address.
SMS_LETTERS = 120


class Channel:
    """`default`: whether it is used for people who never chose."""

    name: str
    label: str
    default = False

    def available(self) -> bool:
        """Whether this portal has it at all."""
        return True

    def reaches(self, user) -> bool:
        return True

    def deliver(self, user, declared: NotificationType, payload: dict) -> None:
        """Send it now. Raises what the server or the provider raises: the outbox tries again."""
        raise NotImplementedError


class InApp(Channel):
    """The list in the personal space and the bell: the notification's own row, written with everything else."""

    name = "in_app"
    label = _("In my space")
    default = True

    def deliver(self, user, declared, payload):
        """The row is there already."""


class Email(Channel):
    name = "email"
    label = _("By mail")
    default = True

    def reaches(self, user) -> bool:
        return bool(user.email)

    def deliver(self, user, declared, payload):
        with translation.override(settings.LANGUAGE_CODE):
            context = {
                **payload["context"],
                "recipient": user,
                "title": payload["title"],
                "message": payload["message"],
                "action_url": _absolute(payload["link"]),
                "action_label": declared.action_label,
                "preferences_url": _absolute(reverse("notification_preferences")),
                "mandatory": declared.mandatory,
                "site_name": settings.SITE_NAME,
                "site_url": settings.SITE_URL,
            }
            text = render_to_string(f"mail/{declared.template}.txt", context)
            html = render_to_string(f"mail/{declared.template}.html", context)
        mail.send(mail.message([user.email], payload["title"], text, html, attachments=payload["attachments"]))


class WebPush(Channel):
    name = "web_push"
    label = _("On this device")

    def available(self) -> bool:
        return providers.push().configured

    def reaches(self, user) -> bool:
        return providers.push().reaches(user)

    def deliver(self, user, declared, payload):
        providers.push().send(
            user,
            title=payload["title"],
            body=Truncator(payload["message"]).chars(300),
            url=_absolute(payload["link"]),
            reference=_reference(user, payload),
            timeout=settings.NOTIFICATION_TIMEOUT,
        )


class Sms(Channel):
    """The title and the address only: a text message is read over shoulders."""

    name = "sms"
    label = _("By text message")

    def available(self) -> bool:
        return providers.sms().configured

    def reaches(self, user) -> bool:
        return bool(user.phone)

    def deliver(self, user, declared, payload):
        title = Truncator(payload["title"]).chars(SMS_LETTERS)
        text = f"{settings.SITE_NAME} : {title} {_absolute(payload['link'])}".strip()
        reference, timeout = _reference(user, payload), settings.NOTIFICATION_TIMEOUT
        providers.sms().send(user.phone, text, reference=reference, timeout=timeout)


CHANNELS = {channel.name: channel for channel in (InApp(), Email(), WebPush(), Sms())}


def available() -> list[Channel]:
    """The channels that this portal has."""
    return [channel for channel in CHANNELS.values() if channel.available()]


def _absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}" if path else ""


def _reference(user, payload: dict) -> str:
    """The same for every attempt at the same message."""
    return f"{user.pk}:{payload['type']}:{payload['key']}"
