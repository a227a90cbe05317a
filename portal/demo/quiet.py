"""What the services of the load would tell people: no mail leaves, no notification is delivered.

The services write outbox messages as they always do. Here they are taken away before the load commits, so that
nothing is delivered; those that people of the demo would have received lately become rows of their list, dated when
it happened.
"""

from datetime import datetime, timedelta

from django.contrib.auth import get_user_model

from portal.core.models import OutboxMessage
from portal.jobs.notifications import TO_REVIEW
from portal.notifications.models import Notification
from portal.notifications.services import TOPIC

#: Older ones would only lengthen the list; those older than a day have been read.
SHOWN_FOR, UNREAD_FOR = timedelta(days=7), timedelta(days=1)


class Quiet:
    def __init__(self, now: datetime, shown_to: list[str]):
        self.now = now
        self.people = set(get_user_model().objects.filter(email__in=shown_to).values_list("pk", flat=True))
        self.before = OutboxMessage.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        self.rows: dict[tuple, Notification] = {}

    def hush(self, at: datetime, *, decided: bool = False) -> None:
        """Take away what was enqueued since the last call; it happened `at`. Editors forget what is `decided`."""
        messages = OutboxMessage.objects.filter(pk__gt=self.before)
        for message in messages.filter(topic=TOPIC):
            payload = message.payload
            forgotten = decided and payload["type"] == TO_REVIEW.name
            if payload["user"] in self.people and self.now - at < SHOWN_FOR and not forgotten:
                self._keep(payload, at)
        messages.delete()

    def _keep(self, payload: dict, at: datetime) -> None:
        row = Notification(
            user_id=payload["user"],
            type=payload["type"],
            title=payload["title"],
            message=payload["message"],
            link=payload["link"],
            key=payload["key"],
            created_at=at,
            read_at=at + timedelta(hours=1) if self.now - at > UNREAD_FOR else None,
        )
        self.rows[(row.user_id, row.type, row.key or len(self.rows))] = row

    def write(self) -> None:
        Notification.objects.bulk_create(self.rows.values())
