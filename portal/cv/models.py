"""Resumes as 002 §2 and §3 describe them; their field names are that document's."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.files import private_path, private_storage
from portal.core.models import TimeStamped

from . import sections
from .layout import check as check_layout
from .querysets import ResumeQuerySet, TemplateQuerySet
from .records import ResumeExport, ResumeImport, ResumeShare, ResumeVersion

__all__ = [
    "Education",
    "Experience",
    "Level",
    "PaymentType",
    "Resume",
    "ResumeExport",
    "ResumeImport",
    "ResumeShare",
    "ResumeSkill",
    "ResumeTemplate",
    "ResumeVersion",
]

MAX_TEXT = 5000
#: The template of a resume that nobody chose one for (002 §2: free).
FIRST_TEMPLATE = 1


class ResumeTemplate(models.Model):
    """A layout of the PDF. Ids 1, 2 and 3 are 002's by name (a migration makes them)."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    description = models.TextField(_("description"), blank=True)
    thumbnail = models.FileField(_("thumbnail"), upload_to="templates/", blank=True)
    is_premium = models.BooleanField(_("premium"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    template_html = models.TextField(blank=True)
    template_css = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = _("resume template")
        verbose_name_plural = _("resume templates")

    def __str__(self):
        return self.name


class PaymentType(models.TextChoices):
    """What let its owner use the template (002 annex C)."""

    FREE = "free", _("Free")
    SINGLE = "single", _("Paid once")
    SUBSCRIPTION = "subscription", _("Subscription")


class Resume(TimeStamped):
    """A resume of an account, or of an anonymous visitor's session until they log in (002 §3)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="resumes"
    )
    #: Names an anonymous session; never the key of its cookie.
    session_id = models.CharField(max_length=64, null=True, blank=True, db_index=True, editable=False)  # noqa: DJ001
    template = models.ForeignKey(
        ResumeTemplate, on_delete=models.PROTECT, default=FIRST_TEMPLATE, related_name="resumes"
    )
    full_name = models.CharField(_("full name"), max_length=301, blank=True)
    email = models.EmailField(_("email address"), blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    linkedin_url = models.URLField("LinkedIn", max_length=300, blank=True)
    github_url = models.URLField("GitHub", max_length=300, blank=True)
    photo = models.FileField(
        _("photo"), upload_to=private_path, storage=private_storage, blank=True, max_length=200, db_index=True
    )
    title = models.CharField(_("title"), max_length=150, blank=True)
    summary = models.TextField(_("summary"), blank=True, validators=[MaxLengthValidator(MAX_TEXT)])
    languages_data = models.JSONField(_("languages"), default=list, blank=True, validators=[sections.languages])
    certifications_data = models.JSONField(
        _("certifications"), default=list, blank=True, validators=[sections.certifications]
    )
    projects_data = models.JSONField(_("projects"), default=list, blank=True, validators=[sections.projects])
    custom_sections = models.JSONField(_("other sections"), default=list, blank=True, validators=[sections.custom])
    #: Colours, fonts, the order of sections…: portal.cv.layout.
    layout = models.JSONField(_("layout"), default=dict, blank=True, validators=[check_layout])
    #: One more with each change: what a tab last saw (ETag).
    revision = models.PositiveIntegerField(default=1, editable=False)
    #: When its history last kept a state of it (portal.cv.services.history).
    kept_at = models.DateTimeField(null=True, editable=False)
    #: States that its history kept and that are no rows of it yet, or null (the same).
    unfiled = models.JSONField(null=True, editable=False)
    #: False until the vocabulary and the profile know the skills last written (portal.cv.services.settling).
    skills_told = models.BooleanField(default=True, editable=False)
    is_paid = models.BooleanField(_("paid"), default=False, editable=False)
    payment_type = models.CharField(max_length=12, choices=PaymentType, default=PaymentType.FREE, editable=False)
    last_accessed = models.DateTimeField(default=timezone.now, editable=False)

    objects = ResumeQuerySet.as_manager()

    #: Known where it was read with the row (`portal.cv.entitlements`).
    owner_has_premium: bool | None = None

    class Meta:
        verbose_name = _("resume")
        verbose_name_plural = _("resumes")
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(fields=["user", "created_at", "id"], name="resume_oldest_first"),
            # Next to nothing, most of the time.
            models.Index(
                fields=["updated_at"],
                condition=models.Q(skills_told=False) | models.Q(unfiled__isnull=False),
                name="resume_unsettled",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=False, session_id__isnull=True)
                | models.Q(user__isnull=True, session_id__isnull=False),
                name="resume_has_one_owner",
            )
        ]

    def __str__(self):
        return self.full_name or f"#{self.pk}"


class Entry(models.Model):
    """A line of a resume, at its place (`order`, from 0)."""

    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["order", "id"]


class Stay(Entry):
    """Time spent somewhere, from one day to another; either may be unknown."""

    location = models.CharField(_("place"), max_length=150, blank=True)
    start_date = models.DateField(_("start"), null=True, blank=True)
    end_date = models.DateField(_("end"), null=True, blank=True)
    is_current = models.BooleanField(_("still there"), default=False)
    description = models.TextField(_("description"), blank=True, validators=[MaxLengthValidator(MAX_TEXT)])

    class Meta(Entry.Meta):
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(start_date__isnull=True)
                | models.Q(end_date__isnull=True)
                | models.Q(start_date__lte=models.F("end_date")),
                name="%(class)s_end_after_start",
                violation_error_message=_("The end is before the start."),
            ),
            models.CheckConstraint(
                condition=models.Q(is_current=False) | models.Q(end_date__isnull=True),
                name="%(class)s_current_has_no_end",
                violation_error_message=_("What still goes on has no end."),
            ),
        ]


class Experience(Stay):
    """A job (002 §3.1 `experiences`; 000)."""

    resume = models.ForeignKey(Resume, on_delete=models.CASCADE, related_name="experiences")
    company = models.CharField(_("company"), max_length=150)
    position = models.CharField(_("position"), max_length=150)

    class Meta(Stay.Meta):
        verbose_name = _("experience")
        verbose_name_plural = _("experiences")

    def __str__(self):
        return f"{self.position}, {self.company}"


class Education(Stay):
    """Studies (002 §3.1 `education`)."""

    resume = models.ForeignKey(Resume, on_delete=models.CASCADE, related_name="education")
    institution = models.CharField(_("school or university"), max_length=150)
    degree = models.CharField(_("degree"), max_length=150, blank=True)
    field_of_study = models.CharField(_("field of study"), max_length=150, blank=True)
    grade = models.CharField(_("grade"), max_length=100, blank=True)

    class Meta(Stay.Meta):
        verbose_name = _("education")
        verbose_name_plural = _("education")

    def __str__(self):
        return self.degree or self.institution


class Level(models.TextChoices):
    """How well (002 annex A)."""

    BEGINNER = "beginner", _("Beginner")
    INTERMEDIATE = "intermediate", _("Intermediate")
    ADVANCED = "advanced", _("Advanced")
    EXPERT = "expert", _("Expert")


class ResumeSkill(Entry):
    """A skill as its owner writes it, and the vocabulary's skill it is (002 §3.1 `skills`)."""

    resume = models.ForeignKey(Resume, on_delete=models.CASCADE, related_name="skills")
    name = models.CharField(_("skill"), max_length=80)
    skill = models.ForeignKey("vocabulary.Skill", null=True, on_delete=models.SET_NULL, related_name="+")
    level = models.CharField(_("level"), max_length=12, choices=Level, blank=True)
    category = models.CharField(_("category"), max_length=100, blank=True)

    class Meta(Entry.Meta):
        verbose_name = _("skill")
        verbose_name_plural = _("skills")

    def __str__(self):
        return self.name
