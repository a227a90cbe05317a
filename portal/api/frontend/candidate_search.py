"""Candidates for recruiters: only those who agreed, without contact details (003 §9.1)."""

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from portal.core.text import without_contacts
from portal.jobs import permissions
from portal.jobs.errors import CandidatesNotShown
from portal.jobs.models import Application
from portal.jobs.models.kinds import Experience
from portal.vocabulary.places import find_place
from search.candidates import DEFAULT_RADIUS_KM, MOST_FOUND, CandidateQuery, find
from search.query import LARGEST_RADIUS_KM

from ..common.fields import moment
from ..common.permissions import Recruiters
from ..common.schema import parameters
from ..common.views import FrontendView
from .publications import choices
from .publications.filters import Reader

#: Years that an experience asks for at least.
YEARS = {Experience.BEGINNER: 0, Experience.JUNIOR: 1, Experience.CONFIRMED: 3, Experience.SENIOR: 5}
SORTS = {
    "-date_modification": "recent",
    "date_modification": "oldest",
    "-experience": "experienced",
    "experience": "beginners",
    "distance": "near",
}
LONGEST_TEXT = 2_000


class FoundCandidateSerializer(serializers.Serializer):
    """What a candidate agreed to show. `id` is the user's; emails, telephones and links are taken out of the texts."""

    id = serializers.IntegerField()
    nom_affiche = serializers.CharField(help_text="First name and the initial of the last name")
    titre = serializers.CharField()
    localisation = serializers.CharField(help_text="The town, empty when it is not a known one")
    distance_km = serializers.IntegerField(allow_null=True)
    competences = serializers.ListField(child=serializers.CharField())
    experience = serializers.CharField()
    annees_experience = serializers.IntegerField(allow_null=True)
    formation = serializers.CharField()
    disponibilite = serializers.CharField()
    date_modification = serializers.DateTimeField()
    candidatures = serializers.ListField(
        child=serializers.IntegerField(),
        help_text="Applications of this person to your company, newest first: only to them you can write",
    )


def present(person, applications: dict) -> dict:
    def shown(text: str) -> str:
        return without_contacts(text)[:LONGEST_TEXT]

    return {
        "id": person.user_id,
        "nom_affiche": person.short_name,
        "titre": shown(person.headline),
        "localisation": person.search_document.area,
        "distance_km": None if person.distance_km is None else round(person.distance_km),
        "competences": [shown(skill.name) for skill in person.skills.all()],
        "experience": shown(person.experience),
        "annees_experience": person.experience_years,
        "formation": shown(person.education),
        "disponibilite": shown(person.availability),
        "date_modification": moment(person.updated_at),
        "candidatures": applications.get(person.pk, []),
    }


def read(params) -> CandidateQuery:
    """Raises ValidationError with every parameter that is wrong."""
    reader = Reader(params)
    town = "ville" if params.get("ville") else "localisation"
    place = reader.parsed(town, find_place)
    if reader.text(town) and place is None:
        reader.errors[town] = [_("This town is not known.")]
    experience = "experience" if params.get("experience") else "experience_requise"
    query = CandidateQuery(
        words=reader.text("q", 400),
        skills=reader.names("competences"),
        place=place,
        radius_km=reader.parsed("rayon", _radius) or DEFAULT_RADIUS_KM,
        years=reader.parsed(experience, _years),
        sort=SORTS.get(reader.one_of("tri", SORTS), "recent"),
    )
    if reader.errors:
        raise ValidationError(reader.errors)
    return query


def _radius(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= LARGEST_RADIUS_KM):
        raise ValueError(text)
    return int(text)


def _years(text: str) -> int:
    """A number of years, or an experience as publications ask for it."""
    if text.isascii() and text.isdigit() and len(text) < 3:
        return int(text)
    code = choices.code(Experience, text)
    if not code:
        raise ValueError(text)
    return YEARS[code]


class Candidates(FrontendView):
    """For verified recruiters. Not more than 500 are shown: narrower filters find more."""

    permission_classes = (Recruiters,)
    is_list = True

    @extend_schema(
        responses=FoundCandidateSerializer(many=True),
        parameters=parameters(
            q="Words of the title, skills, experience or education",
            competences="Skills, by commas: all of them",
            ville="A town or a postal code; localisation is another name for it",
            rayon=f"Kilometres around the town, {DEFAULT_RADIUS_KM} unless said",
            experience="Years at least, or "
            + ", ".join(choices.words(Experience))
            + "; experience_requise is another name for it",
            tri=", ".join(SORTS),
        ),
        operation_id="recherche_candidats",
        summary="Search candidates",
    )
    def get(self, request):
        if not permissions.may_search_candidates(request.user):
            raise CandidatesNotShown
        found = find(read(request.query_params))
        number, size = self.paginator.read(request)
        self.paginator.counted(found.order_by()[:MOST_FOUND].count())
        start = (number - 1) * size
        rows = list(found[start : min(start + size, MOST_FOUND)])
        applications = Application.objects.sent_to(request.user, rows)
        return Response(self.paginator.envelope([present(row, applications) for row in rows]))
