"""Each room declares its notifications in its `notifications.py` as small classes, registered by name."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

_types: dict[str, "NotificationType"] = {}


@dataclass(frozen=True)
class NotificationType:
    """A kind of notification: `name` is its word in the contracts (003 §15.1), `label` what people read in their
    preferences; `template` a mail's template without extension under `templates/mail/`. A mandatory one cannot be
    switched off. `audience` tells who may receive it at all: others do not find it among their preferences."""

    name: str
    label: str
    template: str = "notification"
    action_label: str = _("Open")
    mandatory: bool = False
    audience: Callable = lambda user: True


def register(notification_type: NotificationType) -> NotificationType:
    _types[notification_type.name] = notification_type
    return notification_type


def get(name: str) -> NotificationType:
    """Raises KeyError for a name nobody registered: a mistake of the caller's."""
    return _types[name]


def all_types() -> list[NotificationType]:
    return list(_types.values())


def types_for(user) -> list[NotificationType]:
    return [declared for declared in _types.values() if declared.audience(user)]
