from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class NotificationQuerySet(models.QuerySet):
    def of(self, user):
        """What the site shows this person."""
        return self.filter(user=user, in_app=True)

    def unread(self):
        return self.filter(read_at__isnull=True)

    def unread_first(self):
        """Those not read on top, the newest first among each."""
        return self.annotate(is_read=models.Q(read_at__isnull=False)).order_by("is_read", "-created_at", "-id")


class Notification(models.Model):
    """What a person was told (003 §8.3, §15). `key` makes sending twice harmless.

    `in_app` is false for those who want no such notification in the site: the row only says that they were told.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    type = models.CharField(_("type"), max_length=40)
    title = models.CharField(_("title"), max_length=200)
    message = models.TextField(_("message"), blank=True)
    link = models.CharField(_("link"), max_length=300, blank=True)
    key = models.CharField(max_length=120, blank=True)
    in_app = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["user", "-created_at", "-id"], name="notification_of_user"),
            models.Index(fields=["user"], condition=models.Q(read_at__isnull=True), name="notification_unread"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "type", "key"], condition=~models.Q(key=""), name="notification_sent_once"
            )
        ]

    def __str__(self):
        return self.title


class NotificationPreference(models.Model):
    """A person switched a channel of a type on or off; without a row the channel's own default holds."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    type = models.CharField(max_length=40)
    channel = models.CharField(max_length=20, default="email")
    on = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "type", "channel"], name="one_preference")]

    def __str__(self):
        return f"{self.user_id} {self.type} {self.channel}"
