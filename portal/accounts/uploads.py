"""Files that people keep with their account: CVs and letters to send, documents, papers for the editors."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.files import CheckedFile, private_path, private_storage
from portal.core.models import TimeStamped


class Purpose(models.TextChoices):
    CV = "cv", _("CV")
    LETTER = "letter", _("Cover letter")
    DOCUMENT = "document", _("Document")
    PAPER = "paper", _("Verification document")


class PaperKind(models.TextChoices):
    KBIS = "kbis", _("Company registration (Kbis)")
    IDENTITY = "identity", _("Proof of identity")
    MANDATE = "mandate", _("Mandate or power of attorney")
    OTHER = "other", _("Other document")


class UploadQuerySet(models.QuerySet):
    def of(self, user):
        """A person's own."""
        return self.filter(user_id=user.pk)

    def kept(self):
        """What people keep for themselves, without the papers they sent to the editors."""
        return self.exclude(purpose=Purpose.PAPER)

    def readable_by(self, user):
        """A person's own; verification papers for editors too, everything for administrators.

        Recruiters read copies, with the application they were sent with.
        """
        if not user.is_moderator:
            return self.of(user)
        return self.all() if user.is_superuser else self.filter(models.Q(user=user) | models.Q(purpose=Purpose.PAPER))


class Upload(TimeStamped):
    """A private file. One id space over all purposes, so that an address needs no kind (003 §11.1)."""

    Purpose = Purpose
    Kind = PaperKind

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="uploads")
    purpose = models.CharField(max_length=10, choices=Purpose)
    #: Which paper it is; empty for all the others.
    kind = models.CharField(_("kind"), max_length=10, choices=PaperKind, blank=True)
    file = models.FileField(upload_to=private_path, storage=private_storage, max_length=200)
    name = models.CharField(_("name"), max_length=120)
    content_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self):
        return self.name

    def keep(self, checked: CheckedFile) -> None:
        """Write the file and the row."""
        self.name, self.content_type, self.size = checked.name, checked.content_type, checked.size
        self.file.save(checked.name, checked.content)


class PaperManager(models.Manager.from_queryset(UploadQuerySet)):
    def get_queryset(self):
        return super().get_queryset().filter(purpose=Purpose.PAPER)


class VerificationPaper(Upload):
    """A document a recruiter or prestataire sent to be verified (Kbis…); read by them and by editors only."""

    objects = PaperManager()

    class Meta:
        proxy = True
        ordering = ["-created_at", "-id"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def save(self, *args, **kwargs):
        self.purpose = Purpose.PAPER
        super().save(*args, **kwargs)
