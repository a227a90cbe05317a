"""People and organisations."""

from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.files import private_path, private_storage
from portal.core.models import AppendOnly, TimeStamped
from portal.core.text import without_contacts

from .students import School, StudentProfile  # noqa: F401 - models are found here
from .uploads import Upload, VerificationPaper  # noqa: F401 - models are found here
from .validators import validate_siret


class Role(models.TextChoices):
    CANDIDATE = "candidate", _("Candidate")
    RECRUITER = "recruiter", _("Recruiter")
    PRESTATAIRE = "prestataire", _("Service provider")
    STUDENT = "student", _("Student")
    CONSULTANT = "consultant", _("Consultant")
    EDITOR = "editor", _("Editor")
    READER = "reader", _("Reader")
    ADMIN = "admin", _("Administrator")


#: Roles that people choose when they sign up; the others are given by an admin.
PUBLIC_ROLES = (Role.CANDIDATE, Role.RECRUITER, Role.PRESTATAIRE, Role.STUDENT)
STAFF_ROLES = (Role.CONSULTANT, Role.EDITOR, Role.READER, Role.ADMIN)


class Verification(models.TextChoices):
    """What the editors decided of a recruiter or a prestataire (003 `statut_verification_admin`)."""

    PENDING = "pending", _("Waiting for verification")
    VERIFIED = "verified", _("Verified")
    REFUSED = "refused", pgettext_lazy("account", "Refused")


class UserQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def moderators(self):
        """Who decides on publications and recruiters."""
        return self.active().filter(role__in=(Role.EDITOR, Role.ADMIN))

    def with_papers(self):
        """`sent_papers` without one query a row."""
        return self.prefetch_related(models.Prefetch("uploads", VerificationPaper.objects.all(), to_attr="sent_papers"))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields):
        """Make an account without any of the portal's own rules (`services.register` has them)."""
        email = self.normalize_email(email).lower()
        user = self.model(email=email, **{"username": email, **fields})
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields):
        return self.create_user(
            email, password, **{"role": Role.ADMIN, "is_staff": True, "is_superuser": True, **fields}
        )

    def get_by_natural_key(self, email: str):
        return self.get(email=(email or "").lower())


class User(AbstractUser):
    """An account. The email, in lower case, is the login; `username` is what 002's documents show."""

    username = models.CharField(_("username"), max_length=150, unique=True)
    email = models.EmailField(_("email address"), unique=True)
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.CANDIDATE, db_index=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email_confirmed_at = models.DateTimeField(_("email confirmed"), null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="email_once", violation_error_message=_("This email is already registered.")
            ),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="known_role"),
        ]

    def __str__(self):
        return self.get_full_name() or self.email

    def save(self, *args, **kwargs):
        """The flags Django and Wagtail know follow the role; nothing else sets them."""
        self.email = (self.email or "").lower()
        self.is_staff = self.role in STAFF_ROLES
        self.is_superuser = self.role == Role.ADMIN
        if kwargs.get("update_fields") and "role" in kwargs["update_fields"]:
            kwargs["update_fields"] = {*kwargs["update_fields"], "is_staff", "is_superuser"}
        super().save(*args, **kwargs)

    @property
    def is_moderator(self) -> bool:
        return self.is_active and self.role in (Role.EDITOR, Role.ADMIN)

    @property
    def papers(self):
        """The verification papers among the uploads."""
        return VerificationPaper.objects.of(self)

    @cached_property
    def sent_papers(self) -> list[VerificationPaper]:
        return list(self.papers)

    @property
    def verified_profile(self) -> "VerifiedProfile | None":
        """The profile the editors decide on, for the two roles that have one."""
        name = {Role.RECRUITER: "recruiter", Role.PRESTATAIRE: "prestataire"}.get(self.role)
        return getattr(self, name, None) if name else None


class CompanySize(models.TextChoices):
    MICRO = "1-9", _("1 to 9 people")
    SMALL = "10-49", _("10 to 49 people")
    MEDIUM = "50-249", _("50 to 249 people")
    LARGE = "250-999", _("250 to 999 people")
    VERY_LARGE = "1000+", _("1,000 people or more")


class Company(TimeStamped):
    """An organisation. Its recruiters share its publications."""

    name = models.CharField(_("name"), max_length=150)
    siret = models.CharField(_("SIRET"), max_length=14, blank=True, validators=[validate_siret])
    sector = models.ForeignKey(
        "vocabulary.Sector", null=True, blank=True, on_delete=models.SET_NULL, verbose_name=_("sector")
    )
    size = models.CharField(_("size"), max_length=10, choices=CompanySize, blank=True)
    website = models.URLField(_("website"), blank=True)
    description = models.TextField(_("presentation"), blank=True)

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        ordering = ["name", "id"]

    def __str__(self):
        return self.name


class VerifiedProfileQuerySet(models.QuerySet):
    def waiting(self):
        """Those the editors have to decide on, oldest first."""
        return self.filter(verification=Verification.PENDING, user__is_active=True).order_by("waiting_since", "pk")


class VerifiedProfile(TimeStamped):
    """A profile on which the editors decide, with papers."""

    verification = models.CharField(
        _("verification"), max_length=10, choices=Verification, default=Verification.PENDING, db_index=True
    )
    verification_reason = models.TextField(_("reason"), blank=True)
    waiting_since = models.DateTimeField(default=timezone.now)

    objects = VerifiedProfileQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_verified(self) -> bool:
        return self.verification == Verification.VERIFIED


class RecruiterProfile(VerifiedProfile):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recruiter")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="recruiters", verbose_name=_("company"))
    position = models.CharField(_("position"), max_length=100, blank=True)
    #: None: settings.DEFAULT_MONTHLY_QUOTA.
    monthly_quota = models.PositiveIntegerField(_("publications a month"), null=True, blank=True)

    class Meta:
        verbose_name = _("recruiter")
        verbose_name_plural = _("recruiters")

    def __str__(self):
        return f"{self.user}, {self.company}"

    @property
    def quota(self) -> int:
        return settings.DEFAULT_MONTHLY_QUOTA if self.monthly_quota is None else self.monthly_quota


class PrestataireProfile(VerifiedProfile):
    """A service provider, who answers consultations (003 §1.1 Prestataire)."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="prestataire")
    specialty = models.CharField(_("specialty"), max_length=150, blank=True)
    services = models.TextField(_("services offered"), blank=True)
    rates = models.CharField(_("rates"), max_length=150, blank=True)
    availability = models.CharField(_("availability"), max_length=150, blank=True)
    portfolio = models.URLField(_("portfolio"), blank=True)
    references = models.TextField(_("references"), blank=True)
    siret = models.CharField(_("SIRET"), max_length=14, blank=True, validators=[validate_siret])

    class Meta:
        verbose_name = _("service provider")
        verbose_name_plural = _("service providers")

    def __str__(self):
        return str(self.user)


class CandidateQuerySet(models.QuerySet):
    def findable(self):
        """Those whom recruiters may find: candidates with an account who agreed to it."""
        return self.filter(searchable=True, user__is_active=True, user__role=Role.CANDIDATE)


class Candidate(TimeStamped):
    """A person known to the portal, with or without an account; what they say of themselves (003 §1.1 Candidat)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="candidate"
    )
    first_name = models.CharField(_("first name"), max_length=150, blank=True)
    last_name = models.CharField(_("last name"), max_length=150, blank=True)
    email = models.EmailField(_("email address"), blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    headline = models.CharField(_("title"), max_length=150, blank=True)
    location = models.CharField(_("town"), max_length=150, blank=True)
    experience = models.TextField(_("experience"), blank=True)
    experience_years = models.PositiveSmallIntegerField(
        _("years of experience"), null=True, blank=True, validators=[MaxValueValidator(70)]
    )
    education = models.TextField(_("education"), blank=True)
    availability = models.CharField(_("availability"), max_length=150, blank=True)
    desired_salary = models.PositiveIntegerField(
        _("desired yearly salary"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    cover_letter = models.TextField(_("usual cover letter"), blank=True)
    skills = models.ManyToManyField("vocabulary.Skill", blank=True, verbose_name=_("skills"))
    cv = models.FileField(_("CV"), upload_to=private_path, storage=private_storage, blank=True, max_length=200)
    cv_name = models.CharField(max_length=120, blank=True)
    cv_type = models.CharField(max_length=100, blank=True)
    #: Nobody is found who did not say so.
    searchable = models.BooleanField(_("recruiters may find me"), default=False)

    objects = CandidateQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        indexes = [
            models.Index(fields=["-updated_at", "-id"], name="candidate_findable", condition=models.Q(searchable=True))
        ]

    def __str__(self):
        return f"{self.first_name} {self.last_name}".strip() or self.email or f"#{self.pk}"

    @property
    def short_name(self) -> str:
        """ "Léa M.": what people are called before they choose to say more."""
        initial = f"{self.last_name.strip()[:1].upper()}." if self.last_name.strip() else ""
        return f"{without_contacts(self.first_name)} {initial}".strip() or str(_("A candidate"))


class VerificationDecision(AppendOnly):
    """What was decided of a recruiter or prestataire, by whom, why."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="verification_decisions")
    decision = models.CharField(max_length=10, choices=Verification)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-decided_at", "-id"]

    def __str__(self):
        return f"{self.user} {self.decision}"
