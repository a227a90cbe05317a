"""Student internships in the words of `/api/`: an offer's weeks, and what a pupil's application says beside the letter.

001 has a contract of its own under `/api/v3/`; the same offers and applications are shown here.
"""

from datetime import date

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from portal.jobs.internships import Week, weeks_of
from portal.jobs.models import Application, Consent, Offer
from portal.jobs.models.internship import MAX_SEATS

from ..common.fields import moment

CONSENT = {
    Consent.NOT_NEEDED: "inutile",
    Consent.ASKED: "en_attente",
    Consent.GIVEN: "donne",
    Consent.REFUSED: "refuse",
}
#: Field of the domain → its name here, for the bodies and the errors of services.
NAMES = {
    "weeks": "semaines",
    "phone": "telephone",
    "email": "email",
    "address": "adresse",
    "birth_date": "date_naissance",
    "representative_name": "representant_nom",
    "representative_email": "representant_email",
    "representative_phone": "representant_telephone",
}


class OfferWeekSerializer(serializers.Serializer):
    """A week of an offer, Monday to Friday."""

    id = serializers.IntegerField(help_text="The same week has the same id in every offer")
    lundi = serializers.DateField()
    libelle = serializers.CharField()
    places = serializers.IntegerField()
    places_restantes = serializers.IntegerField()


class OfferWeekBody(serializers.Serializer):
    lundi = serializers.DateField(help_text="A Monday")
    places = serializers.IntegerField(min_value=1, max_value=MAX_SEATS, default=1)


def present_week(week: Week) -> dict:
    return {
        "id": week.number,
        "lundi": week.monday.isoformat(),
        "libelle": week.label,
        "places": week.seats,
        "places_restantes": week.left,
    }


def present_weeks(offer: Offer) -> list[dict]:
    """Those of a student internship; of any other offer none, without a statement."""
    return [present_week(week) for week in weeks_of(offer)] if offer.is_student_internship else []


def weeks_to_write(sent: list[dict] | None) -> list[dict]:
    return [{"monday": week["lundi"], "seats": week["places"]} for week in sent or ()]


class AskedWeekSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    lundi = serializers.DateField()
    libelle = serializers.CharField()


class InternshipSerializer(serializers.Serializer):
    """What a pupil sent, as it was sent."""

    semaines = AskedWeekSerializer(many=True)
    telephone = serializers.CharField()
    email = serializers.CharField()
    adresse = serializers.CharField()
    date_naissance = serializers.DateField(allow_null=True)
    etablissement = serializers.CharField()
    classe = serializers.CharField()
    representant_nom = serializers.CharField()
    representant_email = serializers.CharField()
    representant_telephone = serializers.CharField()
    accord = serializers.ChoiceField(choices=list(CONSENT.values()), help_text="Of the representative of a minor")
    date_accord = serializers.DateTimeField(allow_null=True)


def with_weeks(rows: list[Application]) -> list[Application]:
    """A page of applications, the weeks of pupils' read in one statement; in none where there are no pupils."""
    prefetch_related_objects([row for row in rows if getattr(row, "student_details", None)], "weeks")
    return rows


def present_internship(row: Application) -> dict | None:
    """Needs `student_details` selected; of several rows, `with_weeks`."""
    details = getattr(row, "student_details", None)
    if details is None:
        return None
    return {
        "semaines": [
            {"id": week.number, "lundi": week.monday.isoformat(), "libelle": week.label} for week in row.weeks.all()
        ],
        "telephone": details.phone,
        "email": details.email,
        "adresse": details.address,
        "date_naissance": details.birth_date.isoformat() if details.birth_date else None,
        "etablissement": details.school,
        "classe": details.class_name,
        "representant_nom": details.representative_name,
        "representant_email": details.representative_email,
        "representant_telephone": details.representative_phone,
        "accord": CONSENT[details.consent],
        "date_accord": moment(details.consent_at),
    }


class InternshipBody(serializers.Serializer):
    """Of an application to a student internship; what is not sent comes from the profile."""

    semaines = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=10**18),
        required=False,
        max_length=60,
        help_text="Ids of the offer's weeks; required of a student internship",
    )
    telephone = serializers.CharField(required=False, allow_blank=True, max_length=40)
    email = serializers.CharField(required=False, allow_blank=True, max_length=254)
    adresse = serializers.CharField(required=False, allow_blank=True, max_length=500)
    date_naissance = serializers.DateField(required=False, allow_null=True)
    representant_nom = serializers.CharField(required=False, allow_blank=True, max_length=150)
    representant_email = serializers.CharField(required=False, allow_blank=True, max_length=254)
    representant_telephone = serializers.CharField(required=False, allow_blank=True, max_length=40)

    def validate_date_naissance(self, value: date | None) -> date | None:
        if value is not None and value.year < 1900:
            raise serializers.ValidationError(_("This date of birth is not possible."))
        return value


def student_values(sent: dict) -> dict:
    """As `jobs.services.applications.apply` takes them."""
    return {field: sent[name] for field, name in NAMES.items() if name in sent}
