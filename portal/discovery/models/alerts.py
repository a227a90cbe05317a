"""Searches that people keep, and what they were told of."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.jobs.models import Publication

from ..querysets import AlertQuerySet


class Frequency(models.TextChoices):
    IMMEDIATE = "immediate", _("As soon as something is published")
    DAILY = "daily", _("Once a day, in the morning")
    WEEKLY = "weekly", _("Once a week, on Monday")


class Subscriber(models.Model):
    """An address without an account that asked for alerts. Its row is locked while its alerts are counted."""

    email = models.EmailField(unique=True)
    #: What the link to its alerts is signed for.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("address with alerts")
        verbose_name_plural = _("addresses with alerts")

    def __str__(self):
        return self.email


class Alert(models.Model):
    """A saved search that writes to its owner: an account, or an address that confirmed it.

    `cursor` is the number of the last announcement it was matched with; `due_at` the next run of daily and weekly
    ones.
    """

    #: What its links are signed for.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="alerts"
    )
    subscriber = models.ForeignKey(Subscriber, null=True, blank=True, on_delete=models.CASCADE, related_name="alerts")
    name = models.CharField(_("name"), max_length=120)
    #: A kind of publication, "" for all.
    kind = models.CharField(max_length=12, blank=True)
    #: The parameters of the listing's address, as `Search.parameters` has them.
    parameters = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    frequency = models.CharField(_("how often"), max_length=10, choices=Frequency, default=Frequency.DAILY)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    cursor = models.PositiveBigIntegerField(default=0)
    due_at = models.DateTimeField(null=True, blank=True)
    last_sent_at = models.DateTimeField(null=True, blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                fields=["frequency", "cursor"],
                condition=models.Q(paused_at__isnull=True, confirmed_at__isnull=False),
                name="alert_waiting",
            ),
            models.Index(fields=["digest", "cursor"], name="alert_search"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=True, subscriber__isnull=False)
                | models.Q(user__isnull=False, subscriber__isnull=True),
                name="alert_has_one_owner",
            ),
            models.UniqueConstraint(
                fields=["user", "digest"],
                name="alert_once_a_person",
                violation_error_message=_("You have this alert already."),
            ),
            models.UniqueConstraint(
                fields=["subscriber", "digest"],
                name="alert_once_an_address",
                violation_error_message=_("You have this alert already."),
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def email(self) -> str:
        return self.user.email if self.user_id else self.subscriber.email

    @property
    def is_paused(self) -> bool:
        return self.paused_at is not None


class Announcement(models.Model):
    """A publication that alerts are to learn of, once: written when it first goes online.

    `number` is given in order once it is visible and the search finds it. Alerts remember the last number they saw:
    no clock, no order of commits and no late index makes them miss one.
    """

    publication = models.OneToOneField(Publication, on_delete=models.CASCADE, related_name="announcement")
    number = models.PositiveBigIntegerField(null=True, blank=True, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["id"], condition=models.Q(number__isnull=True), name="announcement_waiting")]

    def __str__(self):
        return f"{self.publication_id} as {self.number}"


class SentPublication(models.Model):
    """A publication that a mail of this alert showed: at most once."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="sent")
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alert", "publication"], name="sent_once_an_alert")]

    def __str__(self):
        return f"{self.publication_id} to {self.alert_id}"
