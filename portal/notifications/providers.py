"""What a service of web push or SMS has to do to carry notifications. None is built in: both channels are off.

A provider is a class of the office that runs the portal, named by `WEB_PUSH_PROVIDER` or `SMS_PROVIDER`. It gives up
after `timeout` seconds and raises: the outbox tries again later. It may be handed the same `reference` twice, when the
process stops between the sending and the commit.
"""

from django.conf import settings
from django.utils.module_loading import import_string


class PushProvider:
    """Web push. The provider keeps the browsers' subscriptions: the portal only knows the account."""

    configured = True

    def reaches(self, user) -> bool:
        """Whether this person has a browser that was subscribed."""
        raise NotImplementedError

    def send(self, user, *, title: str, body: str, url: str, reference: str, timeout: float) -> None:
        """Raises any exception when the message could not be handed over."""
        raise NotImplementedError


class SmsProvider:
    """Text messages. `phone` is in E.164."""

    configured = True

    def send(self, phone: str, text: str, *, reference: str, timeout: float) -> None:
        """Raises any exception when the message could not be handed over."""
        raise NotImplementedError


class NullPushProvider(PushProvider):
    configured = False

    def reaches(self, user) -> bool:
        return False

    def send(self, user, **message) -> None:
        """Nobody is reached."""


class NullSmsProvider(SmsProvider):
    configured = False

    def send(self, phone: str, text: str, **options) -> None:
        """Nobody is reached."""


def push() -> PushProvider:
    return import_string(settings.WEB_PUSH_PROVIDER)()


def sms() -> SmsProvider:
    return import_string(settings.SMS_PROVIDER)()
