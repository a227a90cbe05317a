"""Experiences of a candidate: those of the main resume (000)."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from portal.cv import services
from portal.cv.models import MAX_TEXT, Experience, Resume

from ..common.fields import Flag
from ..common.permissions import Candidates
from ..common.views import FrontendView

#: 000's words for the fields of an experience.
FIELDS = {
    "poste_occupe": "position",
    "date_de_debut": "start_date",
    "date_de_fin": "end_date",
    "toujours_a_ce_poste": "is_current",
    "entreprise": "company",
    "description": "description",
}
WORDS = {domain: word for word, domain in FIELDS.items()}


class ExperienceSerializer(serializers.Serializer):
    """000 §1."""

    id = serializers.IntegerField()
    poste_occupe = serializers.CharField()
    date_de_debut = serializers.DateField(allow_null=True)
    date_de_fin = serializers.DateField(allow_null=True)
    toujours_a_ce_poste = serializers.BooleanField()
    entreprise = serializers.CharField()
    description = serializers.CharField()


def present_experience(row: Experience) -> dict:
    body = {"id": row.pk, **{word: getattr(row, name) for word, name in FIELDS.items()}}
    for word in ("date_de_debut", "date_de_fin"):
        body[word] = body[word].isoformat() if body[word] else None
    return body


def _day() -> serializers.DateField:
    return serializers.DateField(required=False, allow_null=True, input_formats=["%Y-%m-%d"], help_text="AAAA-MM-JJ")


class ExperienceBody(serializers.Serializer):
    poste_occupe = serializers.CharField(max_length=150)
    date_de_debut = _day()
    date_de_fin = _day()
    toujours_a_ce_poste = Flag(
        required=False, help_text="true alone clears the end; with an end in the same body it is refused"
    )
    entreprise = serializers.CharField(max_length=150)
    description = serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=MAX_TEXT)


class ExperiencePatch(ExperienceBody):
    """Only what is sent changes."""

    poste_occupe = serializers.CharField(max_length=150, required=False)
    entreprise = serializers.CharField(max_length=150, required=False)


def domain_values(sent: dict) -> dict:
    return {FIELDS[word]: value for word, value in sent.items()}


class ExperienceView(FrontendView):
    permission_classes = (Candidates,)

    def own(self, pk: int) -> Experience:
        """One of the main resume; another's is a 404."""
        rows = Experience.objects.filter(resume=Resume.objects.main_of(self.request.user))
        return get_object_or_404(rows.select_related("resume"), pk=pk)

    def field_name(self, name: str) -> str:
        return WORDS.get(name, name)


class Add(ExperienceView):
    @extend_schema(request=ExperienceBody, responses={201: ExperienceSerializer}, summary="Add an experience")
    def post(self, request):
        sent = self.body(ExperienceBody).validated_data
        resume = services.main_resume(request.user)
        row = services.add_experience(request.user, resume, domain_values(sent))
        return Response(present_experience(row), status=201)


class Update(ExperienceView):
    @extend_schema(request=ExperiencePatch, responses=ExperienceSerializer, summary="Change an experience")
    def patch(self, request, pk):
        row = self.own(pk)
        sent = self.body(ExperiencePatch).validated_data
        return Response(present_experience(services.change_experience(request.user, row, domain_values(sent))))


class Delete(ExperienceView):
    @extend_schema(responses={204: None}, summary="Take an experience off for good")
    def delete(self, request, pk):
        services.remove_experience(request.user, self.own(pk))
        return Response(status=204)
