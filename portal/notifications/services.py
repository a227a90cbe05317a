"""Telling people: one row in the site and one mail, decided in the transaction of what happened."""

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from portal.core import mail, outbox
from portal.core.errors import Invalid
from portal.core.links import local_path
from portal.core.text import clean_text

from . import registry
from .models import Notification, NotificationPreference

TOPIC = "notification.send"
#: The count beside the bell is asked at most once a minute; what changes it forgets it at once.
UNREAD_SECONDS = 60


def notify(
    users, type_name: str, *, title, message="", link: str = "", key: str = "", values: dict | None = None, **context
) -> None:
    """Tell these users. `link` is a path of the site; `key` makes a second call for the same event harmless.

    `title` and `message` may be lazy texts with `%(name)s`, which `values` fill: they are read in the site's language,
    whatever language the request speaks. `context` (values that fit in JSON) reaches the mail's template. Everything
    happens after the commit, through the outbox. Raises KeyError for an unknown type.
    """
    registry.get(type_name)
    with translation.override(settings.LANGUAGE_CODE):
        words = {name: clean_text(str(value)) for name, value in (values or {}).items()}
        payload = {
            "type": type_name,
            "title": " ".join(clean_text(_fill(title, words)).split())[:200],
            "message": clean_text(_fill(message, words)),
            "link": local_path(link),
            "key": key[:120],
            "context": {name: str(value) for name, value in context.items()},
        }
    for user in users:
        if user is not None:  # whose account is gone
            outbox.enqueue(TOPIC, {"user": user.pk, **payload})


def _fill(text, words: dict) -> str:
    return str(text) % words if words else str(text)


@outbox.handler(TOPIC)
def send(payload: dict) -> None:
    """Write the notification and hand its mail to the outbox. Run twice with the same key, it does so once."""
    from django.contrib.auth import get_user_model

    user = get_user_model().objects.filter(pk=payload["user"], is_active=True).first()
    if user is None:
        return
    fields = {name: payload[name] for name in ("title", "message", "link")}
    with transaction.atomic():
        if payload["key"]:
            _row, fresh = Notification.objects.get_or_create(
                user=user, type=payload["type"], key=payload["key"], defaults=fields
            )
        else:
            fresh = bool(Notification.objects.create(user=user, type=payload["type"], **fields))
        if fresh and wants_mail(user, payload["type"]):
            enqueue_mail(user, registry.get(payload["type"]), payload)
    _forget_count(user)


def wants_mail(user, type_name: str) -> bool:
    if registry.get(type_name).mandatory:
        return True
    return not NotificationPreference.objects.filter(user=user, type=type_name, channel="email").exists()


def enqueue_mail(user, notification_type, payload: dict) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        context = {
            **payload["context"],
            "recipient": user,
            "title": payload["title"],
            "message": payload["message"],
            "action_url": f"{settings.SITE_URL}{payload['link']}" if payload["link"] else "",
            "action_label": notification_type.action_label,
            "preferences_url": settings.SITE_URL + reverse("notification_preferences"),
            "mandatory": notification_type.mandatory,
            "site_name": settings.SITE_NAME,
            "site_url": settings.SITE_URL,
        }
        text = render_to_string(f"mail/{notification_type.template}.txt", context)
        html = render_to_string(f"mail/{notification_type.template}.html", context)
    mail.enqueue([user.email], payload["title"], text, html)


def unread_count(user) -> int:
    """How many the user has not read, for the bell: cached, and asked again after every change."""
    key = _count_key(user)
    count = cache.get(key)
    if count is None:
        count = Notification.objects.of(user).unread().count()
        cache.set(key, count, UNREAD_SECONDS)
    return count


def mark_read(user, notification: Notification) -> None:
    """Marks the user's own notification; somebody else's is left alone."""
    Notification.objects.of(user).unread().filter(pk=notification.pk).update(read_at=timezone.now())
    _forget_count(user)


def mark_all_read(user) -> int:
    changed = Notification.objects.of(user).unread().update(read_at=timezone.now())
    _forget_count(user)
    return changed


def choose_mail(user, wanted: dict[str, bool]) -> None:
    """Switch the mail of types on or off by name. Raises Invalid for a mandatory or unknown one that is off."""
    known = {declared.name: declared for declared in registry.types_for(user)}
    for name, on in wanted.items():
        if name not in known or (known[name].mandatory and not on):
            raise Invalid(code="mandatory")
    with transaction.atomic():
        for name, on in wanted.items():
            if on:
                NotificationPreference.objects.filter(user=user, type=name, channel="email").delete()
            elif not known[name].mandatory:
                NotificationPreference.objects.get_or_create(user=user, type=name, channel="email")


def _count_key(user) -> str:
    return f"notifications-unread-{user.pk}"


def _forget_count(user) -> None:
    transaction.on_commit(lambda: cache.delete(_count_key(user)))
