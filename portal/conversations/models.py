"""Conversations between people, and what each person has of them (003 §8.1, 004 Messaging).

A message belongs to a conversation; everyone in it has a copy of their own to read and to hide. Accounts come and go:
a message whose sender is gone stays with those who received it.
"""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.models import TimeStamped

from .querysets import BulkMessageQuerySet, CopyQuerySet, ParticipantQuerySet, ReportQuerySet

MAX_SUBJECT = 150
MAX_BODY = 5_000


class Conversation(TimeStamped):
    subject = models.CharField(_("subject"), max_length=MAX_SUBJECT)
    publication = models.ForeignKey(
        "jobs.Publication", null=True, blank=True, on_delete=models.SET_NULL, related_name="conversations"
    )
    #: What makes it the only one: two people and a publication. None for a conversation of several.
    key = models.CharField(max_length=80, null=True, blank=True, unique=True, editable=False)
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Participant", related_name="conversations")

    class Meta:
        verbose_name = _("conversation")
        verbose_name_plural = _("conversations")
        ordering = ["-updated_at", "-id"]

    def __str__(self):
        return self.subject

    def get_absolute_url(self) -> str:
        return f"/mon-espace/messages/{self.pk}/"


class MessageKind(models.TextChoices):
    """003 `type_message`."""

    INDIVIDUAL = "individual", _("Message")
    BULK = "bulk", _("Bulk message")
    SYSTEM = "system", _("Message of the portal")


class Message(models.Model):
    """Plain text. `sender` is None for the portal, and for somebody whose account is gone."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="messages_sent"
    )
    kind = models.CharField(max_length=10, choices=MessageKind, default=MessageKind.INDIVIDUAL)
    subject = models.CharField(_("subject"), max_length=MAX_SUBJECT)
    body = models.TextField(_("message"), max_length=MAX_BODY)
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=MessageKind.values), name="known_message_kind"),
        ]
        indexes = [
            models.Index(fields=["conversation", "id"], name="message_of_conversation"),
            models.Index(fields=["sender", "-sent_at"], name="message_lately_sent"),
        ]

    def __str__(self):
        return self.subject


class Participant(models.Model):
    """Somebody in a conversation. `last_message` is the newest they see there: without one it is not listed."""

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="participants")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="participations")
    last_message = models.ForeignKey(Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["conversation", "user"], name="participates_once")]
        indexes = [models.Index(fields=["user", "-last_message"], name="participant_inbox")]

    def __str__(self):
        return f"{self.user_id} in {self.conversation_id}"


class MessageCopy(models.Model):
    """One person's own copy of a message: read or not, hidden or not. The sender's is not `incoming`."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="copies")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="message_copies")
    incoming = models.BooleanField()
    read_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)

    objects = CopyQuerySet.as_manager()

    class Meta:
        ordering = ["-message_id"]
        constraints = [models.UniqueConstraint(fields=["message", "user"], name="one_copy_each")]
        indexes = [
            models.Index(fields=["user", "incoming", "-message"], name="copy_box"),
            models.Index(
                fields=["user"],
                condition=models.Q(incoming=True, read_at__isnull=True, hidden_at__isnull=True),
                name="copy_unread",
            ),
        ]

    def __str__(self):
        return f"{self.message_id} of {self.user_id}"


class BulkMessage(models.Model):
    """One text for many applicants, sent a few at a time; its recipients are fixed when it is queued."""

    sender = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bulk_messages")
    publication = models.ForeignKey("jobs.Publication", null=True, blank=True, on_delete=models.SET_NULL)
    subject = models.CharField(_("subject"), max_length=MAX_SUBJECT)
    body = models.TextField(_("message"), max_length=MAX_BODY)
    created_at = models.DateTimeField(default=timezone.now)

    objects = BulkMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("bulk message")
        verbose_name_plural = _("bulk messages")
        ordering = ["-id"]
        indexes = [models.Index(fields=["sender", "-created_at"], name="bulk_lately_sent")]

    def __str__(self):
        return self.subject


class BulkRecipient(models.Model):
    """Somebody a bulk message is for. Done once, whatever is run again."""

    bulk = models.ForeignKey(BulkMessage, on_delete=models.CASCADE, related_name="recipients")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    message = models.OneToOneField(Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["bulk", "user"], name="bulk_once_each")]
        indexes = [
            models.Index(fields=["bulk", "id"], condition=models.Q(done_at__isnull=True), name="bulk_waiting"),
        ]

    def __str__(self):
        return f"{self.bulk_id} to {self.user_id}"


class Block(models.Model):
    """Somebody wants no more messages from somebody else; neither can then write to the other."""

    blocker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="blocked_once"),
            models.CheckConstraint(condition=~models.Q(blocker=models.F("blocked")), name="not_oneself_blocked"),
        ]

    def __str__(self):
        return f"{self.blocker_id} blocks {self.blocked_id}"


class ReportReason(models.TextChoices):
    INSULT = "insult", _("Insult, threat or harassment")
    DISCRIMINATION = "discrimination", _("Discrimination")
    FRAUD = "fraud", _("Fraud, or money asked for")
    SPAM = "spam", _("Advertising, or not about a publication")
    OTHER = "other", _("Something else")


class Report(models.Model):
    """A message somebody received and shows to the editors. Handled once."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reports")
    #: None once the account is gone: the report stays.
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(_("reason"), max_length=15, choices=ReportReason)
    text = models.TextField(_("what happened"), max_length=2_000, blank=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    handled_at = models.DateTimeField(null=True, blank=True)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    note = models.TextField(_("note"), max_length=2_000, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["message", "reporter"], name="reported_once"),
            models.CheckConstraint(condition=models.Q(reason__in=ReportReason.values), name="known_report_reason"),
        ]

    def __str__(self):
        return f"{self.get_reason_display()}: {self.message_id}"

    @property
    def is_open(self) -> bool:
        return self.handled_at is None
