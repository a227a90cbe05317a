"""Each room declares its notifications in its `notifications.py` as small classes, registered by name."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

_types: dict[str, "NotificationType"] = {}


@dataclass(frozen=True)
class NotificationType:
    """A kind of notification: `name` is its word in the contracts (003 §15.1), `label` what people read in their
    preferences; `template` a mail's template without extension under `templates/mail/`. A mandatory one cannot be
    switched off."""

    name: str
    label: str
    template: str
    action_label: str = _("Open")
    mandatory: bool = False


def register(notification_type: NotificationType) -> NotificationType:
    _types[notification_type.name] = notification_type
    return notification_type


def get(name: str) -> NotificationType:
    return _types[name]


def all_types() -> list[NotificationType]:
    return list(_types.values())
