"""A meeting about an application: when, how long, where."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.models import TimeStamped

from ..querysets import InterviewQuerySet
from .application import Application

SHORTEST, LONGEST = 5, 480


class Interview(TimeStamped):
    """`uid` and `sequence` are what calendars know it by (RFC 5545): the first never changes, the second grows."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="interviews")
    organiser = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    starts_at = models.DateTimeField(_("date and time"))
    #: In minutes.
    duration = models.PositiveSmallIntegerField(
        _("duration"), default=45, validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)]
    )
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link"), max_length=300, blank=True, validators=[URLValidator(["http", "https"])])
    note = models.TextField(_("note"), blank=True)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    #: The date both sides were reminded of, or were told of too late for a reminder to be of use.
    reminded_of = models.DateTimeField(null=True, blank=True)

    objects = InterviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "starts_at"],
                condition=models.Q(cancelled_at__isnull=True),
                name="one_interview_at_a_time",
                violation_error_message=_("An interview is already planned at this time."),
            ),
            models.CheckConstraint(
                condition=models.Q(duration__gte=SHORTEST, duration__lte=LONGEST), name="interview_duration"
            ),
            models.CheckConstraint(condition=~models.Q(place="", link=""), name="interview_somewhere"),
        ]
        indexes = [
            models.Index(fields=["starts_at"], condition=models.Q(cancelled_at__isnull=True), name="interview_planned")
        ]

    def __str__(self):
        return f"{self.application}, {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def ends_at(self):
        return self.starts_at + timedelta(minutes=self.duration)

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    def is_planned(self, now=None) -> bool:
        """Neither cancelled nor begun: it can still be moved or cancelled."""
        return not self.is_cancelled and self.starts_at > (now or timezone.now())
