"""Telling people: decided in the transaction of what happened, delivered by each channel after its commit."""

import uuid

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.core import outbox
from portal.core.errors import Forbidden, Invalid
from portal.core.links import local_path
from portal.core.models import AuditLog
from portal.core.text import clean_text, one_line

from . import channels, preferences, registry
from .models import Notification

TOPIC = "notification.send"
#: The count beside the bell is asked at most once a minute; what changes it forgets it at once.
UNREAD_SECONDS = 60
LONGEST_TITLE, LONGEST_LINK, LONGEST_KEY = 200, 300, 120


def notify(
    users,
    type_name: str,
    *,
    title,
    message="",
    link: str = "",
    key: str = "",
    values: dict | None = None,
    attachments=(),
    **context,
) -> None:
    """Tell these users. `link` is a path of the site; `key` makes a second call for the same event harmless.

    `title` and `message` may be lazy texts with `%(name)s`, which `values` fill: they are read in the site's language,
    whatever language the request speaks. `attachments` (portal.core.mail) go with the mail, `context` (values that fit
    in JSON) reaches its template. Everything happens after the commit, through the outbox. Raises KeyError for an
    unknown type.
    """
    payload = _payload(type_name, title, message, link, key, values or {})
    payload |= {"attachments": list(attachments), "context": {name: str(value) for name, value in context.items()}}
    for user in users:
        if user is not None:  # whose account is gone
            outbox.enqueue(TOPIC, {"user": user.pk, **payload})


def create(actor, user, type_name: str, *, title: str, message: str = "", link: str = "") -> Notification:
    """An administrator tells one person something (003 §8.3); it is written in the audit log.

    Raises Forbidden, Invalid (fields type, title, link).
    """
    if not actor.is_superuser:
        raise Forbidden
    fields = {}
    if type_name not in {declared.name for declared in registry.types_for(user)}:
        fields["type"] = [_("This person does not receive this type of notification.")]
    if not clean_text(title):
        fields["title"] = [_("Please give a title.")]
    if link and (not local_path(link) or len(link) > LONGEST_LINK):
        fields["link"] = [_("This is not a path of the site.")]
    if fields:
        raise Invalid(fields=fields)
    with transaction.atomic():
        payload = {**_payload(type_name, title, message, link, "", {}), "attachments": [], "context": {}}
        row = _tell(user, payload)
        AuditLog.record(actor, "notification.create", row, user=user.pk, type=type_name, title=row.title)
    return row


def _payload(type_name: str, title, message, link: str, key: str, values: dict) -> dict:
    registry.get(type_name)
    with translation.override(settings.LANGUAGE_CODE):
        words = {name: clean_text(str(value)) for name, value in values.items()}
        return {
            "type": type_name,
            "title": one_line(clean_text(_fill(title, words)))[:LONGEST_TITLE],
            "message": clean_text(_fill(message, words)),
            "link": local_path(link),
            # An event without a key of its own gets one, so that delivering it twice is harmless too.
            "key": key[:LONGEST_KEY] or uuid.uuid4().hex,
        }


def _fill(text, words: dict) -> str:
    return str(text) % words if words else str(text)


@outbox.handler(TOPIC)
def send(payload: dict) -> None:
    """Write the notification and hand it to the channels this person wants. Run twice, it does so once."""
    user = _reachable(payload["user"])
    if user is not None:
        _tell(user, payload)


def _tell(user, payload: dict) -> Notification:
    """The row is written whatever the channels: it says that this person was told. The site shows it if they want."""
    declared = registry.get(payload["type"])
    wanted = [channel.name for channel in preferences.wanted(user, declared)]
    with transaction.atomic():
        row, fresh = Notification.objects.get_or_create(
            user=user,
            type=payload["type"],
            key=payload["key"],
            defaults={
                **{name: payload[name] for name in ("title", "message", "link")},
                "in_app": channels.InApp.name in wanted,
            },
        )
        if fresh:
            for name in wanted:
                if name != channels.InApp.name:
                    outbox.enqueue(_topic(name), {**payload, "user": user.pk})
    _forget_count(user)
    return row


def _topic(channel: str) -> str:
    return f"notification.{channel}"


def _deliver_by(channel: channels.Channel):
    def deliver(payload: dict) -> None:
        user = _reachable(payload["user"])
        if user is not None and channel.available() and channel.reaches(user):
            channel.deliver(user, registry.get(payload["type"]), payload)

    return deliver


for _channel in channels.CHANNELS.values():
    # What was said to one person is no business of the outbox's once it is delivered.
    outbox.handler(_topic(_channel.name), private=True)(_deliver_by(_channel))


def _reachable(pk: int):
    return get_user_model().objects.filter(pk=pk, is_active=True).first()


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


def mark_seen(user, type_name: str, keys: list[str]) -> None:
    """What these told of was seen where it happened: they are as good as read."""
    seen = Notification.objects.of(user).unread().filter(type=type_name, key__in=keys)
    if keys and seen.update(read_at=timezone.now()):
        _forget_count(user)


def mark_all_read(user) -> int:
    changed = Notification.objects.of(user).unread().update(read_at=timezone.now())
    _forget_count(user)
    return changed


def _count_key(user) -> str:
    return f"notifications-unread-{user.pk}"


def _forget_count(user) -> None:
    transaction.on_commit(lambda: cache.delete(_count_key(user)))
