"""What every room may need and that knows no subject: the audit log and the outbox."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class TimeStamped(models.Model):
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False, db_index=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        abstract = True


class AppendOnly(models.Model):
    """Rows that say what happened: written once."""

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("this row says what happened and cannot be changed")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("this row says what happened and cannot be deleted")


class AppendOnlyQuerySet(models.QuerySet):
    """Adds and reads. Django's own cascades do not pass here: a deleted account leaves its rows without an actor."""

    def _refuse(self, *args, **kwargs):
        raise TypeError("these rows say what happened and cannot be changed or deleted")

    update = delete = bulk_update = update_or_create = _refuse
    update.alters_data = delete.alters_data = True


class AuditLog(AppendOnly):
    """One administrative act or login (003 §16.1). PostgreSQL refuses changes too, by a trigger."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    action = models.CharField(max_length=60, db_index=True)
    target_type = models.CharField(max_length=60, blank=True)
    target_id = models.CharField(max_length=40, blank=True)
    details = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    address = models.GenericIPAddressField(null=True, blank=True)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["target_type", "target_id", "-id"], name="audit_target")]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"

    @classmethod
    def record(cls, actor, action: str, target=None, address=None, **details) -> "AuditLog":
        known = actor if getattr(actor, "is_authenticated", False) else None
        return cls.objects.create(
            actor=known,
            action=action,
            target_type=target._meta.label_lower if target is not None else "",
            target_id=str(target.pk) if target is not None else "",
            details=details,
            address=address,
        )


class OutboxMessage(models.Model):
    """Something that has to leave the process, written in the transaction that decided it (portal.core.outbox)."""

    topic = models.CharField(max_length=60)
    payload = models.JSONField(encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=models.Q(done_at__isnull=True), name="outbox_waiting")
        ]

    def __str__(self):
        return f"{self.topic} #{self.pk}"


class Observed(models.Model):
    """What the portal notes of itself (003 §16), kept for settings.REQUEST_LOG_DAYS; written by portal.core.observing.

    `user` is loose on purpose: the row is written later, when the account may be gone.
    """

    at = models.DateTimeField(db_index=True)
    request_id = models.CharField(max_length=64, blank=True)
    method = models.CharField(max_length=10, blank=True)
    #: The pattern of the address, never the address itself: that can hold names and one-time links.
    route = models.CharField(max_length=150)
    status = models.PositiveSmallIntegerField(null=True, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        db_constraint=False,
        db_index=False,
        on_delete=models.DO_NOTHING,
        related_name="+",
    )

    class Meta:
        abstract = True
        ordering = ["-at", "-id"]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.method} {self.route} {self.status or ''}"


class ErrorLog(Observed):
    """A request that ended with a 5xx, or work in the background that failed: no message, no values, no body."""

    #: The exception's class, or nothing when a view answered 5xx by itself.
    error = models.CharField(max_length=150, blank=True)
    #: Where it was raised, outermost call first: one "path:line function" a line.
    trace = models.TextField(blank=True)


class ApiTiming(Observed):
    """One request to the API: what it cost."""

    duration_ms = models.FloatField()
    queries = models.PositiveIntegerField(default=0)
    queries_ms = models.FloatField(default=0)
