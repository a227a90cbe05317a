"""Student internships (001): an offer's weeks with their seats, and what an application says of the student."""

import uuid

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from .. import weeks
from .application import Application
from .kinds import Offer

MAX_SEATS = 99
MAX_ADDRESS = 500


def validate_monday(value) -> None:
    if value.isoweekday() != 1:
        raise ValidationError(_("A week begins on a Monday."), code="monday")


class OfferWeek(models.Model):
    """A week that an offer proposes. Nothing points at the row: publishing an edit may write it anew."""

    offer = ParentalKey(Offer, on_delete=models.CASCADE, related_name="weeks")
    monday = models.DateField(_("Monday of the week"), validators=[validate_monday])
    seats = models.PositiveSmallIntegerField(
        _("seats"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MAX_SEATS)]
    )

    class Meta:
        verbose_name = _("week of an internship")
        verbose_name_plural = _("weeks of internships")
        ordering = ["monday"]
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "monday"],
                name="offer_week_once",
                violation_error_message=_("This week is there twice."),
            ),
            models.CheckConstraint(
                condition=models.Q(seats__gte=1, seats__lte=MAX_SEATS),
                name="offer_week_seats",
                violation_error_message=_("A week has between 1 and 99 seats."),
            ),
        ]

    def __str__(self):
        return weeks.label(self.monday)


class ApplicationWeek(models.Model):
    """A week that an application asks for, whatever becomes of the offer's, and a seat while it holds one."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="weeks")
    monday = models.DateField(validators=[validate_monday])

    class Meta:
        ordering = ["monday"]
        constraints = [models.UniqueConstraint(fields=["application", "monday"], name="application_week_once")]

    def __str__(self):
        return self.label

    @property
    def number(self) -> int:
        return weeks.number_of(self.monday)

    @property
    def label(self) -> str:
        return weeks.label(self.monday)


class Consent(models.TextChoices):
    """What the legal representative of a minor answered: a record beside the application, never a state of it."""

    NOT_NEEDED = "not_needed", _("Not needed: of age")
    ASKED = "asked", _("Not answered yet")
    GIVEN = "given", _("Consents")
    REFUSED = "refused", _("Does not consent")


class StudentDetails(models.Model):
    """What a student sent beside the letter, as it was sent."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="student_details")
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("email address"))
    address = models.CharField(_("postal address"), max_length=MAX_ADDRESS)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    school = models.CharField(_("school"), max_length=150, blank=True)
    class_name = models.CharField(_("class"), max_length=50, blank=True)
    representative_name = models.CharField(_("legal representative"), max_length=150, blank=True)
    representative_email = models.EmailField(_("email of the legal representative"), blank=True)
    representative_phone = models.CharField(_("phone of the legal representative"), max_length=20, blank=True)
    consent = models.CharField(_("consent"), max_length=10, choices=Consent, default=Consent.NOT_NEEDED)
    consent_at = models.DateTimeField(null=True, blank=True)
    #: Of the secret in the representative's link, which is in no table.
    consent_hash = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        verbose_name = _("student's details")
        verbose_name_plural = _("students' details")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(consent__in=(Consent.GIVEN, Consent.REFUSED), consent_at__isnull=False)
                | models.Q(consent__in=(Consent.NOT_NEEDED, Consent.ASKED), consent_at__isnull=True),
                name="consent_has_a_date",
            )
        ]

    def __str__(self):
        return f"{self.email} ({self.uuid})"

    @property
    def is_answered(self) -> bool:
        return self.consent in (Consent.GIVEN, Consent.REFUSED)
