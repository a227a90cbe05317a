"""What each kind's readers look for (DESIGN "The domain"; 003 §3.1, §5.1, §6.1, §7.1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.html import clean_html

from .publication import Kind, Publication


class Contract(models.TextChoices):
    CDI = "cdi", _("Permanent contract (CDI)")
    CDD = "cdd", _("Fixed-term contract (CDD)")
    INTERIM = "interim", _("Temporary work")
    APPRENTICESHIP = "alternance", _("Work-study")
    INTERNSHIP = "stage", _("Internship")
    STUDENT_INTERNSHIP = "stage_eleve", _("Internship for pupils")
    FREELANCE = "freelance", _("Freelance")
    SEASONAL = "saisonnier", _("Seasonal work")
    PUBLIC = "fonction_publique", _("Public service")
    CIVIC = "service_civique", _("Civic service")


class Experience(models.TextChoices):
    BEGINNER = "beginner", _("Beginners welcome")
    JUNIOR = "1-3", _("1 to 3 years")
    CONFIRMED = "3-5", _("3 to 5 years")
    SENIOR = "5+", _("More than 5 years")


class WorkingTime(models.TextChoices):
    FULL = "full", _("Full time")
    PART = "part", _("Part time")


class StudyLevel(models.TextChoices):
    SECONDARY = "secondary", _("Secondary school")
    BAC = "bac", _("Baccalauréat")
    BAC2 = "bac+2", _("Two years of higher education")
    LICENCE = "licence", _("Bachelor (licence)")
    MASTER = "master", _("Master")
    DOCTORATE = "doctorat", _("Doctorate")
    POSTDOC = "postdoc", _("Postdoctorate")


class FinancementType(models.TextChoices):
    GRANT = "subvention", _("Grant")
    LOAN = "pret", _("Loan")
    ADVANCE = "avance", _("Repayable advance")
    GUARANTEE = "garantie", _("Guarantee")
    PRIZE = "prix", _("Prize")


class BourseType(models.TextChoices):
    MERIT = "merite", _("On merit")
    SOCIAL = "sociale", _("On social criteria")
    MOBILITY = "mobilite", _("Mobility abroad")
    RESEARCH = "recherche", _("Research")
    PROJECT = "projet", _("For a project")


class ConsultationType(models.TextChoices):
    EXPERTISE = "expertise", _("Expertise")
    STUDY = "etude", _("Study")
    AUDIT = "audit", _("Audit")
    TRAINING = "formation", _("Training")
    SUPPORT = "accompagnement", _("Support")
    DELIVERY = "realisation", _("Delivery")


class Offer(Publication):
    KIND = Kind.OFFER

    contract = models.CharField(_("contract"), max_length=20, choices=Contract, blank=True, db_index=True)
    working_time = models.CharField(_("working time"), max_length=5, choices=WorkingTime, blank=True)
    experience = models.CharField(_("experience"), max_length=10, choices=Experience, blank=True)
    starts_on = models.DateField(_("start"), null=True, blank=True)
    openings = models.PositiveSmallIntegerField(_("positions"), default=1)
    address = models.CharField(_("address"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("job offer")
        verbose_name_plural = _("job offers")


class Conditions(models.Model):
    """What bourses and financements ask of those who apply."""

    eligibility = models.TextField(_("conditions"), blank=True)
    documents_asked = models.JSONField(_("documents asked"), default=list, blank=True)

    class Meta:
        abstract = True

    def clean(self):
        self.eligibility = clean_html(self.eligibility)
        super().clean()


class Bourse(Conditions, Publication):
    KIND = Kind.BOURSE

    bourse_type = models.CharField(_("type of grant"), max_length=10, choices=BourseType, blank=True)
    level = models.CharField(_("level of studies"), max_length=10, choices=StudyLevel, blank=True)
    field_of_study = models.CharField(_("field of study"), max_length=150, blank=True)
    residence = models.CharField(_("nationality or residence"), max_length=150, blank=True)
    host_country = models.CharField(_("host country"), max_length=100, blank=True)
    age_limit = models.PositiveSmallIntegerField(_("age limit"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=100, blank=True)
    covers = models.TextField(_("what it covers"), blank=True)
    duration = models.CharField(_("duration"), max_length=100, blank=True)
    renewals = models.PositiveSmallIntegerField(_("renewals"), null=True, blank=True)
    number = models.PositiveSmallIntegerField(_("number of grants"), null=True, blank=True)
    results_on = models.DateField(_("results"), null=True, blank=True)

    class Meta:
        verbose_name = _("grant for studies")
        verbose_name_plural = _("grants for studies")


class Financement(Conditions, Publication):
    KIND = Kind.FINANCEMENT

    financement_type = models.CharField(_("type of funding"), max_length=10, choices=FinancementType, blank=True)
    rate = models.DecimalField(_("share funded, in %"), max_digits=5, decimal_places=2, null=True, blank=True)
    envelope = models.DecimalField(_("total envelope"), max_digits=14, decimal_places=2, null=True, blank=True)
    recurrence = models.CharField(_("recurrence"), max_length=100, blank=True)
    audiences = models.CharField(_("audiences"), max_length=200, blank=True)
    territory = models.CharField(_("territory"), max_length=150, blank=True)

    class Meta:
        verbose_name = _("funding")
        verbose_name_plural = _("fundings")


class Consultation(Publication):
    KIND = Kind.CONSULTATION

    consultation_type = models.CharField(_("type of consultation"), max_length=15, choices=ConsultationType, blank=True)
    duration = models.CharField(_("duration"), max_length=100, blank=True)
    starts_on = models.DateField(_("start"), null=True, blank=True)

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")


KINDS = {model.KIND.value: model for model in (Offer, Bourse, Financement, Consultation)}
