"""Telling people: one row in the site and one mail, decided in the transaction of what happened."""

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone, translation

from portal.core import outbox

from . import registry
from .models import Notification, NotificationPreference

TOPIC = "notification.send"


def notify(users, type_name: str, *, title: str, message: str = "", link: str = "", key: str = "", **context) -> None:
    """Tell these users. `link` is a path of the site; `key` makes a second call for the same event harmless.

    `context` (values that fit in JSON) reaches the mail's template. Sending happens after the commit, through the
    outbox; the notification in the site is written then too.
    """
    registry.get(type_name)
    for user in users:
        outbox.enqueue(
            TOPIC,
            {
                "user": user.pk,
                "type": type_name,
                "title": str(title)[:200],
                "message": str(message),
                "link": link,
                "key": key,
                "context": {name: str(value) for name, value in context.items()},
            },
        )


@outbox.handler(TOPIC)
def send(payload: dict) -> None:
    """Write the notification, then mail it. Run twice with the same key, it mails once."""
    from django.contrib.auth import get_user_model

    user = get_user_model().objects.filter(pk=payload["user"], is_active=True).first()
    if user is None:
        return
    fields = {name: payload[name] for name in ("title", "message", "link")}
    if payload["key"]:
        _row, fresh = Notification.objects.get_or_create(
            user=user, type=payload["type"], key=payload["key"], defaults=fields
        )
    else:
        fresh = bool(Notification.objects.create(user=user, type=payload["type"], **fields))
    if fresh and wants_mail(user, payload["type"]):
        mail(user, registry.get(payload["type"]), payload)


def wants_mail(user, type_name: str) -> bool:
    if registry.get(type_name).mandatory:
        return True
    return not NotificationPreference.objects.filter(user=user, type=type_name, channel="email").exists()


def mail(user, notification_type, payload: dict) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        context = {
            **payload["context"],
            "recipient": user,
            "title": payload["title"],
            "message": payload["message"],
            "action_url": f"{settings.SITE_URL}{payload['link']}" if payload["link"] else "",
            "action_label": notification_type.action_label,
            "preferences_url": f"{settings.SITE_URL}/mon-espace/notifications/preferences/",
            "mandatory": notification_type.mandatory,
            "site_name": settings.SITE_NAME,
            "site_url": settings.SITE_URL,
        }
        text = render_to_string(f"mail/{notification_type.template}.txt", context)
        html = render_to_string(f"mail/{notification_type.template}.html", context)
    message = EmailMultiAlternatives(payload["title"], text, to=[user.email])
    message.attach_alternative(html, "text/html")
    message.send()


def mark_read(user, notification: Notification) -> None:
    Notification.objects.of(user).unread().filter(pk=notification.pk).update(read_at=timezone.now())


def mark_all_read(user) -> int:
    return Notification.objects.of(user).unread().update(read_at=timezone.now())
