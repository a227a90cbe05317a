from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..querysets import EventQuerySet


class EventState(models.TextChoices):
    PROCESSED = "processed", pgettext_lazy("event", "Processed")
    UNKNOWN = "unknown", pgettext_lazy("event", "Not for us")
    FAILED = "failed", pgettext_lazy("event", "Failed")


class StripeEvent(models.Model):
    """One event of Stripe's, once: written in the transaction of its effect, or beside one that failed."""

    stripe_id = models.CharField(max_length=100, unique=True)
    type = models.CharField(_("type"), max_length=100, db_index=True)
    #: When it happened, by Stripe's clock.
    created = models.DateTimeField(_("happened"))
    payload = models.JSONField(encoder=DjangoJSONEncoder)
    state = models.CharField(_("state"), max_length=10, choices=EventState, default=EventState.FAILED, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(_("error"), max_length=500, blank=True)
    received_at = models.DateTimeField(_("received"), default=timezone.now, db_index=True)
    processed_at = models.DateTimeField(_("processed"), null=True, blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event of Stripe")
        verbose_name_plural = _("events of Stripe")
        ordering = ["-received_at", "-id"]

    def __str__(self):
        return f"{self.type} {self.stripe_id}"
