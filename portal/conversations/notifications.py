"""What people are told about messages (003 §15.1 "Message reçu")."""

from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.models import User
from portal.notifications.registry import NotificationType, register
from portal.notifications.services import mark_seen, notify

#: How much of a message its notification and mail show.
EXCERPT = 300

RECEIVED = register(
    NotificationType(
        "message_recu",
        _("I receive a message"),
        "notification",
        _("Read and answer"),
    )
)
#: For editors and admins; a word of the portal's own, none of the contracts'.
REPORTED = register(
    NotificationType(
        "message_signale",
        _("A message was reported"),
        "notification",
        _("Read the report"),
        audience=lambda user: user.is_moderator,
    )
)


def message_received(message, receivers) -> None:
    """Once a message and person, whatever is run again."""
    name = str(message.sender) if message.sender else ""
    notify(
        receivers,
        RECEIVED.name,
        title=_("Message from %(name)s") if name else pgettext_lazy("notification", "Message from the portal"),
        message="%(subject)s\n\n%(excerpt)s",
        values={"name": name, "subject": message.subject, "excerpt": Truncator(message.body).chars(EXCERPT)},
        link=message.conversation.get_absolute_url(),
        key=_key(message.pk),
    )


def messages_seen(user, message_ids) -> None:
    """Whoever read a message need not be told of it by the bell."""
    mark_seen(user, RECEIVED.name, [_key(pk) for pk in message_ids])


def _key(message_id: int) -> str:
    return f"message-{message_id}"


def message_reported(report) -> None:
    notify(
        User.objects.moderators(),
        REPORTED.name,
        title=_("Message reported: %(reason)s"),
        message=_("A person asks you to read a message."),
        values={"reason": report.get_reason_display()},
        link=f"/admin/reports-of-messages/{report.pk}/",
        key=f"report-{report.pk}",
    )
