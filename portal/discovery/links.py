"""Links of mails: each signed for one purpose, so that one that leaks opens nothing else."""

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from .models import Alert, Subscriber

CONFIRM, STOP, MANAGE = "confirm", "stop", "manage"


def token(purpose: str, value) -> str:
    return _signer(purpose).sign(str(value))


def alert_of(purpose: str, signed: str) -> Alert | None:
    """The alert this token was signed for, with its owner; None for a false one or when it is gone."""
    value = _unsigned(purpose, signed)
    return Alert.objects.select_related("user", "subscriber").filter(key=value).first() if value else None


def is_signed(purpose: str, signed: str) -> bool:
    return bool(_unsigned(purpose, signed))


def subscriber_of(signed: str) -> Subscriber | None:
    value = _unsigned(MANAGE, signed)
    return Subscriber.objects.filter(key=value).first() if value else None


def confirm_url(alert: Alert) -> str:
    return settings.SITE_URL + reverse("alert_confirm", args=[token(CONFIRM, alert.key)])


def stop_url(alert: Alert) -> str:
    return settings.SITE_URL + reverse("alert_stop", args=[token(STOP, alert.key)])


def manage_path(subscriber: Subscriber) -> str:
    return reverse("subscriber_alerts", args=[token(MANAGE, subscriber.key)])


def manage_url(alert: Alert) -> str:
    """Where the owner sees all of their alerts: the space, or a page that the link alone opens."""
    path = reverse("alert_list") if alert.user_id else manage_path(alert.subscriber)
    return settings.SITE_URL + path


def _signer(purpose: str) -> Signer:
    return Signer(salt=f"portal.discovery.{purpose}", sep="~")


def _unsigned(purpose: str, signed: str) -> str:
    try:
        return _signer(purpose).unsign(signed)
    except BadSignature:
        return ""
