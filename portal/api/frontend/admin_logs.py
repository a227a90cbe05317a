"""The logs of 003 §16.1 for administrators: logins, acts, errors and API timings."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from portal.accounts.models import User
from portal.core.logs import Asked, Entry, Kind, Level, Log

from ..common.fields import moment
from ..common.permissions import Administrators
from .publications.filters import Reader
from .statistics.asking import DAYS, StatisticsView, read_days

KINDS = {"connexion": Kind.LOGIN, "action": Kind.ACTION, "erreur": Kind.ERROR, "performance": Kind.TIMING}
LEVELS = {"info": Level.INFO, "avertissement": Level.WARNING, "erreur": Level.ERROR}
KIND_CHOICES = tuple(KINDS)
KIND_WORDS = {kind: word for word, kind in KINDS.items()}
LEVEL_WORDS = {level: word for word, level in LEVELS.items()}
PARAMETERS = [
    OpenApiParameter("type", str, enum=list(KINDS), description="All of them by default"),
    OpenApiParameter("niveau", str, enum=list(LEVELS), description="How much it should be looked at"),
    OpenApiParameter("utilisateur", str, description="An account's id or email"),
    OpenApiParameter("q", str, description="A part of the action, the address or the error, or a request's id"),
    *DAYS,
]


class LogUserSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    email = serializers.EmailField()


class DetailSerializer(serializers.Serializer):
    """What an act concerned: names and values differ by action, so that they are shown as pairs of texts."""

    nom = serializers.CharField()
    valeur = serializers.CharField()


class LogSerializer(serializers.Serializer):
    """One line; what its type does not have is null. Errors and timings never hold what people sent."""

    id = serializers.IntegerField(help_text="Unique within its type (connexion and action share one)")
    type = serializers.ChoiceField(choices=list(KIND_CHOICES))
    niveau = serializers.ChoiceField(choices=list(LEVELS))
    date = serializers.DateTimeField()
    message = serializers.CharField(help_text="In words")
    utilisateur = LogUserSerializer(allow_null=True)
    adresse_ip = serializers.CharField(allow_null=True)
    action = serializers.CharField(allow_null=True, help_text="Such as account.login_failed")
    cible_type = serializers.CharField(allow_null=True, help_text="What the act concerned, such as jobs.offer")
    cible_id = serializers.CharField(allow_null=True)
    details = DetailSerializer(many=True)
    requete_id = serializers.CharField(allow_null=True, help_text="X-Request-ID of the answer")
    methode = serializers.CharField(allow_null=True)
    chemin = serializers.CharField(allow_null=True, help_text="The pattern of the address, or the name of a job")
    statut_http = serializers.IntegerField(allow_null=True)
    duree_ms = serializers.FloatField(allow_null=True)
    requetes_sql = serializers.IntegerField(allow_null=True)
    duree_sql_ms = serializers.FloatField(allow_null=True)
    erreur = serializers.CharField(allow_null=True, help_text="The class of the exception")
    trace = serializers.ListField(
        child=serializers.CharField(), allow_null=True, help_text="Where it was raised, outermost call first"
    )


def present_entry(entry: Entry) -> dict:
    return {
        "id": entry.pk,
        "type": KIND_WORDS[entry.kind],
        "niveau": LEVEL_WORDS[entry.level],
        "date": moment(entry.at),
        "message": entry.message,
        "utilisateur": {"id": entry.user.pk, "email": entry.user.email} if entry.user else None,
        "adresse_ip": entry.address,
        "action": entry.action,
        "cible_type": entry.target_type,
        "cible_id": entry.target_id,
        "details": [{"nom": name, "valeur": str(value)} for name, value in (entry.details or {}).items()],
        "requete_id": entry.request_id,
        "methode": entry.method,
        "chemin": entry.route,
        "statut_http": entry.status,
        "duree_ms": entry.duration_ms,
        "requetes_sql": entry.queries,
        "duree_sql_ms": entry.queries_ms,
        "erreur": entry.error,
        "trace": None if entry.trace is None else entry.trace.splitlines(),
    }


class Logs(StatisticsView):
    """Newest first. Errors and timings appear a few seconds after the request, and are kept for a time."""

    permission_classes = (Administrators,)
    is_list = True

    @extend_schema(responses=LogSerializer(many=True), parameters=PARAMETERS, summary="Logs")
    def get(self, request):
        log = Log(_asked(request))
        page = self.paginator
        number, size = page.read(request)
        page.counted(log.count())
        start = (number - 1) * size
        return Response(page.envelope([present_entry(entry) for entry in log[start : start + size]]))


def _asked(request) -> Asked:
    """Raises ValidationError, BadPeriod."""
    reader = Reader(request.query_params)
    kind, level = reader.one_of("type", KINDS), reader.one_of("niveau", LEVELS)
    user = reader.parsed("utilisateur", _user)
    if reader.errors:
        raise ValidationError(reader.errors)
    return Asked(
        kinds=(KINDS[kind],) if kind else tuple(Kind),
        period=read_days(request),
        user=user,
        level=LEVELS[level] if level else "",
        words=reader.text("q"),
    )


def _user(text: str) -> int:
    """An id as it is, an email's account; an email nobody has finds nothing. Raises ValueError."""
    if text.isascii() and text.isdigit() and len(text) < 18:
        return int(text)
    if "@" not in text:
        raise ValueError(text)
    return User.objects.filter(email=text.lower()).values_list("pk", flat=True).first() or 0
