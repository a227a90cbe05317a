"""What a search box may propose while somebody types: the site's own completions, for clients."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import AllowAny
from rest_framework.response import Response

from search.query import Completes, Completion
from search.service import LONGEST_PREFIX, MOST_COMPLETIONS, SECONDS_OF_COMPLETIONS, remembered_completions

from ..common.schema import parameters
from ..common.views import FrontendView
from . import words
from .publications.filters import Reader, unknown

USUAL = 5
#: Word of the contract → (what it completes, the parameter of a search that takes its text).
TYPES = {
    "titre": (Completes.TITLE, "q"),
    "competence": (Completes.SKILL, "competences"),
    "entreprise": (Completes.COMPANY, "entreprise"),
    "lieu": (Completes.PLACE, "localisation"),
}
_WORD = {completes: (word, parameter) for word, (completes, parameter) in TYPES.items()}


class SuggestionSerializer(serializers.Serializer):
    type = serializers.ChoiceField(choices=list(TYPES))
    texte = serializers.CharField()
    parametre = serializers.ChoiceField(
        choices=[parameter for _type, parameter in TYPES.values()],
        help_text="The parameter of a search that takes `texte`",
    )


class SuggestionsSerializer(serializers.Serializer):
    suggestions = SuggestionSerializer(many=True)


class Suggestions(FrontendView):
    """Titles, skills and companies of what is public, and places, with a word that begins as `q` does.

    Case and accents do not matter; less than two letters or digits propose nothing.
    """

    permission_classes = (AllowAny,)
    throttle_scope = "completion"
    errors = {"GET": (400,)}

    @extend_schema(
        responses=SuggestionsSerializer,
        parameters=parameters(
            q="What is typed, from two letters on",
            type=f"What to propose, with commas: {', '.join(TYPES)}; everything unless said",
            type_publication="offre, bourse, financement or consultation: titles, skills and companies of these alone",
            nombre=f"Of each type, {USUAL} unless said, up to {MOST_COMPLETIONS}",
        ),
        operation_id="recherche_suggestions",
        summary="Finish what is typed",
    )
    def get(self, request):
        typed, types, kinds, most = _read(request.query_params)
        found = remembered_completions(typed, types, kinds, most)
        response = Response({"suggestions": [_present(each) for each in found]})
        if not request.user.is_authenticated:
            response["Cache-Control"] = f"public, max-age={SECONDS_OF_COMPLETIONS}"
        return response


def _present(completion: Completion) -> dict:
    word, parameter = _WORD[completion.type]
    return {"type": word, "texte": completion.text, "parametre": parameter}


def _read(params) -> tuple[str, tuple[Completes, ...], tuple[str, ...], int]:
    """Raises ValidationError with every parameter that is wrong."""
    reader = Reader(params)
    typed = reader.text("q", LONGEST_PREFIX)
    asked = [name.lower() for name in reader.names("type")]
    if strange := [name for name in asked if name not in TYPES]:
        reader.errors["type"] = [unknown(", ".join(TYPES)) for _name in strange[:1]]
    kind = words.KIND_OF.get(reader.one_of("type_publication", words.KIND_OF), "")
    most = reader.parsed("nombre", _number)
    if reader.errors:
        raise ValidationError(reader.errors)
    types = tuple(TYPES[name][0] for name in TYPES if name in asked or not asked)
    return typed, types, (str(kind),) if kind else (), USUAL if most is None else most


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 3 and 1 <= int(text) <= MOST_COMPLETIONS):
        raise ValueError(text)
    return int(text)
