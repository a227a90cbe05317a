"""What is kept beside a resume: what it was before, the links that share it, the files made of it."""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.files import private_path, private_storage

from .querysets import ExportQuerySet, ImportQuerySet, ShareQuerySet


def new_token() -> str:
    """192 bits, as it stands in an address."""
    return secrets.token_urlsafe(24)


class ResumeVersion(models.Model):
    """What a resume said until it was changed; the present text is the resume itself."""

    resume = models.ForeignKey("cv.Resume", on_delete=models.CASCADE, related_name="versions")
    #: When it came to say that.
    said_at = models.DateTimeField(_("when"))
    #: `Resume.revision` then; by this number people and the API name it.
    revision = models.PositiveIntegerField()
    #: What `portal.cv.services.content.content_of` gives.
    content = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-revision"]
        verbose_name = _("version of a resume")
        verbose_name_plural = _("versions of resumes")
        constraints = [models.UniqueConstraint(fields=["resume", "revision"], name="resume_said_once")]

    def __str__(self):
        return f"#{self.resume_id} {self.said_at:%Y-%m-%d %H:%M}"


class ResumeShare(models.Model):
    """A link by which anybody reads the resume, until it is revoked."""

    resume = models.ForeignKey("cv.Resume", on_delete=models.CASCADE, related_name="shares")
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    #: Whom it is for, in its owner's words.
    label = models.CharField(_("for whom"), max_length=100, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)
    views = models.PositiveIntegerField(default=0, editable=False)
    last_viewed_at = models.DateTimeField(null=True, editable=False)

    objects = ShareQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = _("share link of a resume")
        verbose_name_plural = _("share links of resumes")

    def __str__(self):
        return self.label or f"#{self.pk}"


class ResumeExport(models.Model):
    """A PDF that was made, behind an address that nobody guesses, for a day."""

    resume = models.ForeignKey("cv.Resume", on_delete=models.CASCADE, related_name="exports")
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    file = models.FileField(upload_to=private_path, storage=private_storage, max_length=200)
    #: As its reader will find it among their downloads.
    name = models.CharField(max_length=150)
    has_watermark = models.BooleanField()
    created_at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("exported resume")
        verbose_name_plural = _("exported resumes")

    def __str__(self):
        return self.name


class ResumeImport(models.Model):
    """What was read in a file, until its owner confirms it. The file itself is never kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    #: As `Resume.session_id`.
    session_id = models.CharField(max_length=64, null=True, db_index=True, editable=False)  # noqa: DJ001
    #: pdf, docx, json or linkedin.
    source = models.CharField(max_length=10)
    #: As `portal.cv.services.create` takes it.
    values = models.JSONField()
    #: Sentences about what could not be kept.
    notes = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("imported draft")
        verbose_name_plural = _("imported drafts")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=False, session_id__isnull=True)
                | models.Q(user__isnull=True, session_id__isnull=False),
                name="resume_import_has_one_owner",
            )
        ]

    def __str__(self):
        return f"#{self.pk} {self.source}"
