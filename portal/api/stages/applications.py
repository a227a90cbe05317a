"""A pupil's applications to internships: the form, sending one, the list (001)."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from portal.accounts.services import must_confirm_email, student_of
from portal.jobs import errors, services
from portal.jobs.internships import coming_weeks
from portal.jobs.models import Application, ApplicationWeek, Offer
from portal.jobs.models.kinds import Contract
from portal.jobs.services.internships import MAX_MOTIVATION

from ..common.fields import moment
from .base import StagesView
from .errors import NO_TEXT, MissingParameter, Unprocessable
from .words import PARAMETERS, STATE, STATES

ONLY_STUDENTS = _("Only students can apply for internship offers")


class WeekSerializer(serializers.Serializer):
    id = serializers.IntegerField(help_text="The same week has the same id in every offer")
    label = serializers.CharField(help_text="Semaine du 16 mars au 20 mars")
    selected = serializers.BooleanField()


class FormSerializer(serializers.Serializer):
    student_phone = serializers.CharField(allow_null=True)
    student_email = serializers.CharField()
    representative_full_name = serializers.CharField(allow_null=True)
    representative_email = serializers.CharField(allow_null=True)
    representative_phone = serializers.CharField(allow_null=True)
    motivation = serializers.CharField()
    weeks = WeekSerializer(many=True)


class ApplicationRequestSerializer(serializers.Serializer):
    """All eight are required; the same under `internship_application` is accepted too. Phones in any usual form."""

    student_phone = serializers.CharField()
    student_email = serializers.CharField()
    week_ids = serializers.ListField(child=serializers.IntegerField(), min_length=1)
    motivation = serializers.CharField(max_length=MAX_MOTIVATION)
    student_address = serializers.CharField(max_length=500)
    student_legal_representative_full_name = serializers.CharField(max_length=150)
    student_legal_representative_email = serializers.CharField()
    student_legal_representative_phone = serializers.CharField()


class CreatedSerializer(serializers.Serializer):
    uuid = serializers.UUIDField()
    internship_offer_id = serializers.IntegerField()
    student_id = serializers.IntegerField()
    state = serializers.ChoiceField(choices=STATES)
    submitted_at = serializers.DateTimeField()
    motivation = serializers.CharField()
    student_phone = serializers.CharField(help_text="E.164")
    student_email = serializers.CharField()
    student_address = serializers.CharField()
    student_legal_representative_full_name = serializers.CharField()
    student_legal_representative_email = serializers.CharField()
    student_legal_representative_phone = serializers.CharField(help_text="E.164")
    weeks = WeekSerializer(many=True)
    createdAt = serializers.DateTimeField()
    updatedAt = serializers.DateTimeField()


class ListedSerializer(CreatedSerializer):
    employer_name = serializers.CharField()
    internship_offer_title = serializers.CharField()
    internship_offer_address = serializers.CharField()


def present(row: Application) -> dict:
    details = row.student_details
    return {
        "uuid": str(details.uuid),
        "internship_offer_id": row.publication_id,
        "student_id": row.candidate.user_id,
        "state": STATE[row.status],
        "submitted_at": moment(row.sent_at),
        "motivation": row.letter,
        "student_phone": details.phone,
        "student_email": details.email,
        "student_address": details.address,
        "student_legal_representative_full_name": details.representative_name,
        "student_legal_representative_email": details.representative_email,
        "student_legal_representative_phone": details.representative_phone,
        "weeks": [{"id": week.number, "label": week.label, "selected": True} for week in row.weeks.all()],
        "createdAt": moment(row.created_at),
        "updatedAt": moment(row.updated_at),
    }


def present_listed(row: Application) -> dict:
    offer = row.publication.offer
    return present(row) | {
        "employer_name": offer.company_name,
        "internship_offer_title": row.title,
        "internship_offer_address": offer.address or "; ".join(place.label for place in row.publication.places.all()),
    }


OFFER_ID = OpenApiParameter("internship_offer_id", OpenApiTypes.INT64, OpenApiParameter.PATH)


class OfferView(StagesView):
    """Views under one internship: unknown, or not open to the public, is 404 before anything is said of the caller."""

    def offer(self, raw: str) -> Offer:
        known = Offer.objects.visible().filter(contract=Contract.STUDENT_INTERNSHIP)
        offer = known.filter(pk=int(raw)).first() if raw.isascii() and raw.isdigit() and len(raw) < 19 else None
        if offer is None:
            raise NotFound(_("Internship offer not found"))
        return offer


class New(OfferView):
    """`/new` and `/nouveau`: what is known of the pupil, and the weeks that can be asked for."""

    refusals = {"GET": (403, 404)}

    @extend_schema(responses=FormSerializer, parameters=[OFFER_ID], summary="The form of an application")
    def get(self, request, internship_offer_id):
        offer = self.offer(internship_offer_id)
        self.must_be_student(ONLY_STUDENTS)
        user, student = request.user, student_of(request.user)
        person = getattr(user, "candidate", None)
        return Response(
            {
                "student_phone": user.phone or None,
                "student_email": user.email,
                "representative_full_name": student.representative_name or None,
                "representative_email": student.representative_email or None,
                "representative_phone": student.representative_phone or None,
                "motivation": person.cover_letter[:MAX_MOTIVATION] if person else "",
                "weeks": _choices(offer, user),
            }
        )


def _choices(offer: Offer, user) -> list[dict]:
    """The weeks to come with a seat left, and those that the pupil holds already."""
    mine = ApplicationWeek.objects.filter(
        application__in=Application.objects.sent_by(user).holding().filter(publication_id=offer.pk)
    )
    selected = set(mine.values_list("monday", flat=True))
    return [
        {"id": week.number, "label": week.label, "selected": week.monday in selected}
        for week in coming_weeks(offer)
        if week.left or week.monday in selected
    ]


class Applications(OfferView):
    refusals = {"POST": (403, 404, 422)}

    @extend_schema(
        request=ApplicationRequestSerializer,
        responses={201: CreatedSerializer},
        parameters=[OFFER_ID],
        operation_id="internship_applications_create",
        summary="Apply",
    )
    def post(self, request, internship_offer_id):
        """The profile says whether the pupil is a minor; whoever gave no date of birth is taken for one."""
        offer = self.offer(internship_offer_id)
        self.must_be_student(ONLY_STUDENTS)
        if must_confirm_email(request.user):
            raise errors.EmailNotConfirmed
        sent = _parameters(request.data)
        letter = sent.pop("letter")
        application = services.applications.apply(request.user, offer, letter=letter, student=sent)
        return Response(present(Application.objects.prefetch_related("weeks").get(pk=application.pk)), status=201)


def _parameters(data) -> dict:
    """The eight values by field of the domain. Raises MissingParameter for the first that is missing,
    Unprocessable for what is of another type."""
    if hasattr(data, "getlist"):
        data = {**data.dict(), "week_ids": data.getlist("week_ids") + data.getlist("week_ids[]")}
    data = data if isinstance(data, dict) else {}
    nested = data.get("internship_application")
    data = nested if isinstance(nested, dict) else data
    sent = {field: data.get(name) for field, name in PARAMETERS.items()}
    for field, value in sent.items():
        if value in (None, [], {}) or (isinstance(value, str) and not value.strip()):
            raise MissingParameter(PARAMETERS[field])
    numbers = _numbers(sent["weeks"])
    wrong = [
        _("Week ids are invalid") if field == "weeks" else NO_TEXT[field]
        for field, value in sent.items()
        if (numbers is None if field == "weeks" else not isinstance(value, str))
    ]
    if wrong:
        raise Unprocessable(wrong)
    return {**sent, "weeks": numbers}


def _numbers(value) -> list[int] | None:
    """Ids of weeks as integers, or as texts of digits; None when one is neither."""
    if not isinstance(value, list) or len(value) > 100:
        return None
    texts = [str(item) for item in value if isinstance(item, int | str) and not isinstance(item, bool)]
    if len(texts) != len(value) or not all(text.isascii() and text.isdigit() and len(text) < 19 for text in texts):
        return None
    return [int(text) for text in texts]


class Sent(StagesView):
    """The pupil's own applications, newest first, without pages."""

    is_list = True
    refusals = {"GET": (403,)}

    @extend_schema(
        responses=ListedSerializer(many=True), operation_id="internship_applications_list", summary="One's applications"
    )
    def get(self, request):
        self.must_be_student(_("Only students have internship applications"))
        rows = Application.objects.sent_by(request.user).filter(student_details__isnull=False)
        rows = rows.select_related("student_details", "candidate", "publication__offer")
        rows = rows.prefetch_related("weeks", "publication__places").order_by("-sent_at", "-id")
        return Response([present_listed(row) for row in rows])
