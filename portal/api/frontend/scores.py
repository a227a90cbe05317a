"""`score_compatibilite` with its parts, and lists sorted by it (003 §4.1)."""

from django.db.models import F
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from portal.jobs import scoring
from portal.jobs.models import Application

from ..common.schema import parameters

#: What the score of an application is made of.
PARTS = {"skills": "competences", "experience": "experience", "place": "localisation"}
#: What received applications are sorted by, equals the newest first; without a score they come last either way.
ORDERS = {"score_compatibilite": "score", "date_candidature": "sent_at"}
ORDER = parameters(tri=f"{', '.join(ORDERS)}, with - for descending")


class ScorePartSerializer(serializers.Serializer):
    """One part of the score; `points` is null when it does not count, and the others share its `poids`."""

    critere = serializers.ChoiceField(choices=list(PARTS.values()))
    poids = serializers.IntegerField(help_text="In percent")
    points = serializers.IntegerField(allow_null=True, min_value=0, max_value=100)
    explication = serializers.CharField()


def score_field() -> serializers.IntegerField:
    return serializers.IntegerField(
        allow_null=True,
        min_value=0,
        max_value=100,
        help_text="How what the applicant said when applying matches what is asked; null: nothing to compare. "
        "It helps to read and decides nothing",
    )


def present_score(row: Application) -> dict:
    parts = [
        {"critere": PARTS[part.name], "poids": part.weight, "points": part.points, "explication": part.text}
        for part in scoring.explained(row)
    ]
    return {"score_compatibilite": row.score, "detail_score": parts}


def sort(rows, request):
    """The rows in the order that `tri` asks for. Raises ValidationError."""
    asked = request.query_params.get("tri", "").strip().lower()
    if not asked:
        return rows
    name = ORDERS.get(asked.removeprefix("-"))
    if name is None:
        known = ", ".join(ORDERS)
        raise ValidationError({"tri": [_("This value is not known. Known: %(known)s.") % {"known": known}]})
    column = F(name).desc(nulls_last=True) if asked.startswith("-") else F(name).asc(nulls_last=True)
    return rows.order_by(column, "-created_at", "-id")
