"""An application to any publication, its notes and every change of its state."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.files import private_path, private_storage
from portal.core.models import AppendOnly, TimeStamped

from ..querysets import ApplicationQuerySet
from .publication import Publication


class ApplicationStatus(models.TextChoices):
    """The states of the one machine that the three contracts name (CONTRACTS "three vocabularies")."""

    SUBMITTED = "submitted", _("Sent")
    SCREENING = "screening", _("Being read")
    SHORTLISTED = "shortlisted", _("Selected")
    PRESENTED = "presented", _("Presented")
    INTERVIEW = "interview", _("Interview")
    OFFERED = "offered", _("Offer made")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Not selected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")

    @classmethod
    def active(cls) -> tuple:
        """Those in which an answer is still to come."""
        return (cls.SUBMITTED, cls.SCREENING, cls.SHORTLISTED, cls.PRESENTED, cls.INTERVIEW, cls.OFFERED)

    @classmethod
    def holding(cls) -> tuple:
        """Those that keep the seats of an internship: rejection, withdrawal and expiry free them."""
        return (*cls.active(), cls.ACCEPTED)


class Application(TimeStamped):
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="applications")
    candidate = models.ForeignKey("accounts.Candidate", on_delete=models.CASCADE, related_name="applications")
    status = models.CharField(
        _("state"), max_length=12, choices=ApplicationStatus, default=ApplicationStatus.SUBMITTED, db_index=True
    )
    #: The publication's title when it was sent.
    title = models.CharField(max_length=150)
    letter = models.TextField(_("letter"), blank=True)
    answers = models.JSONField(_("answers"), default=list, blank=True)
    cv = models.FileField(_("CV"), upload_to=private_path, storage=private_storage, blank=True, max_length=200)
    cv_name = models.CharField(max_length=120, blank=True)
    cv_type = models.CharField(max_length=100, blank=True)
    #: 0 to 100, or None; a help for reading, never a decision (`portal.jobs.scoring`).
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    #: What the score was made of: `{"person": …, "parts": […]}`, as they were.
    score_details = models.JSONField(default=dict, blank=True, editable=False)
    #: Changes with what the publication asks.
    score_basis = models.CharField(max_length=64, blank=True, editable=False)
    read_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "publication"],
                name="one_application",
                violation_error_message=_("You have already applied."),
            ),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__lte=100), name="score_up_to_100"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=ApplicationStatus.values), name="known_application_status"
            ),
        ]
        indexes = [
            models.Index(fields=["publication", "-created_at", "-id"], name="application_received"),
            models.Index(fields=["candidate", "-created_at", "-id"], name="application_sent"),
        ]

    def __str__(self):
        return f"{self.candidate}, {self.title}"

    @property
    def is_active(self) -> bool:
        return self.status in ApplicationStatus.active()

    @property
    def holds_seats(self) -> bool:
        return self.status in ApplicationStatus.holding()


class ApplicationFile(models.Model):
    """A letter or document as it was sent: a copy, whatever becomes of the upload."""

    class Kind(models.TextChoices):
        LETTER = "letter", _("Cover letter")
        DOCUMENT = "document", _("Document")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=10, choices=Kind)
    file = models.FileField(upload_to=private_path, storage=private_storage, max_length=200)
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.name


class ApplicationTransition(AppendOnly):
    """One change of state: from, to, who, when, why. `message` was sent to the applicant, `reason` was not."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="transitions")
    source = models.CharField(max_length=12, blank=True)
    target = models.CharField(max_length=12, choices=ApplicationStatus)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.TextField(blank=True)
    message = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.source} → {self.target}"


class ApplicationNote(TimeStamped):
    """What recruiters write for themselves; the applicant never reads it."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(_("note"), max_length=5000)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self):
        return self.text[:50]
