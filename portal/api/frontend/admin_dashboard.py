"""The administration's dashboard (003 §2.3, §16.2): what waits, what is new, how the portal is."""

from datetime import timedelta

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from portal.accounts import statistics as people
from portal.core.logs import Asked, Kind, Log, recent_counts
from portal.core.performance import performance
from portal.core.statistics import Period, preset
from portal.jobs import statistics as jobs
from portal.jobs.models import Application, Publication
from portal.moderation.statistics import moderation

from ..common.fields import moment
from ..common.permissions import Administrators
from ..common.views import FrontendView
from . import words
from .admin_logs import LogSerializer, present_entry
from .statistics import bodies
from .statistics.views import ModerationFigures, present_moderation

SHOWN = 10


class NumbersSerializer(serializers.Serializer):
    """The portal as it is now, and what the last 30 days brought (today included)."""

    utilisateurs = bodies.whole("Accounts")
    utilisateurs_actifs = bodies.whole("Accounts that may log in")
    utilisateurs_30_jours = bodies.whole("Accounts made in 30 days")
    connectes_30_jours = bodies.whole("Accounts that logged in during the last 30 days")
    publications = bodies.whole("Publications, withdrawn ones left out")
    publications_en_ligne = bodies.whole("What the public sees")
    publications_30_jours = bodies.whole("Publications created in 30 days")
    candidatures = bodies.whole("Applications")
    candidatures_30_jours = bodies.whole("Applications sent in 30 days")


class WaitingSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    titre = serializers.CharField()
    type_publication = serializers.ChoiceField(choices=list(words.KIND.values()))
    entreprise = serializers.CharField()
    depuis = serializers.DateTimeField()


class RouteSerializer(serializers.Serializer):
    methode = serializers.CharField()
    chemin = serializers.CharField()
    requetes = bodies.whole("Requests")
    duree_moyenne_ms = serializers.FloatField()
    requetes_sql_moyennes = serializers.FloatField()


class MonitoringSerializer(serializers.Serializer):
    """The last 24 hours (003 §16.2)."""

    requetes = bodies.whole("Requests to the API")
    utilisateurs = bodies.whole("Accounts that made them")
    duree_moyenne_ms = bodies.mean("Mean time of an answer, in milliseconds")
    duree_p95_ms = bodies.mean("95 answers in 100 took at most this long")
    duree_max_ms = bodies.mean("The slowest")
    requetes_sql_moyennes = bodies.mean("Database statements a request")
    part_base_de_donnees = bodies.share("Time spent in the database, among all")
    erreurs_4xx = bodies.whole("Refused requests to the API")
    erreurs_5xx = bodies.whole("Requests to the API that broke")
    taux_4xx = bodies.share("Refused, among all")
    taux_5xx = bodies.share("Broken, among all")
    erreurs_systeme = bodies.whole("Errors noted: pages, API and background work")
    connexions_echouees = bodies.whole("Failed logins")
    connexions_bloquees = bodies.whole("Logins blocked after too many failures")
    chemins_lents = RouteSerializer(many=True, help_text="The ten slowest on average")


class DashboardSerializer(serializers.Serializer):
    chiffres = NumbersSerializer()
    moderation = ModerationFigures(help_text="Decisions of the last 30 days")
    publications_en_attente = WaitingSerializer(many=True, help_text="The ten that have waited longest")
    par_mois = bodies.MonthSerializer(many=True, help_text="Applications by month, the last twelve")
    surveillance = MonitoringSerializer()
    dernieres_actions = LogSerializer(many=True, help_text="The ten latest acts")


class Dashboard(FrontendView):
    permission_classes = (Administrators,)

    @extend_schema(responses=DashboardSerializer, summary="The administration's dashboard")
    def get(self, request):
        month = preset("30j")
        since_ever = jobs.applications(Application.objects.all(), Period())
        waiting = Publication.objects.pending().only("title", "kind", "company_name", "review_since")
        return Response(
            {
                "chiffres": _numbers(month, since_ever["total"]),
                "moderation": present_moderation(moderation(month)),
                "publications_en_attente": [_waiting(row) for row in waiting[:SHOWN]],
                "par_mois": bodies.present_time(since_ever)["par_mois"],
                "surveillance": _monitoring(),
                "dernieres_actions": [present_entry(entry) for entry in Log(Asked(kinds=(Kind.ACTION,)))[:SHOWN]],
            }
        )


def _numbers(month: Period, applications: int) -> dict:
    publications = Publication.objects.filter(withdrawn_at__isnull=True)
    accounts, published = people.accounts(Period()), jobs.publications(publications, Period())
    return {
        "utilisateurs": accounts["total"],
        "utilisateurs_actifs": accounts["active"],
        "utilisateurs_30_jours": people.User.objects.filter(month.of("date_joined")).count(),
        "connectes_30_jours": accounts["present"],
        "publications": published["total"],
        "publications_en_ligne": published["online"],
        "publications_30_jours": publications.filter(month.of("created_at")).count(),
        "candidatures": applications,
        "candidatures_30_jours": Application.objects.filter(month.of("sent_at")).count(),
    }


def _waiting(row: Publication) -> dict:
    return {
        "id": row.pk,
        "titre": row.title,
        "type_publication": words.KIND[row.kind],
        "entreprise": row.company_name,
        "depuis": moment(row.review_since),
    }


def _monitoring() -> dict:
    since = timezone.now() - timedelta(days=1)
    found, counts = performance(since), recent_counts(since)
    return {
        "requetes": found["requests"],
        "utilisateurs": found["users"],
        "duree_moyenne_ms": found["mean_ms"],
        "duree_p95_ms": found["p95_ms"],
        "duree_max_ms": found["slowest_ms"],
        "requetes_sql_moyennes": found["mean_queries"],
        "part_base_de_donnees": found["database_share"],
        "erreurs_4xx": found["refused"],
        "erreurs_5xx": found["broken"],
        "taux_4xx": found["refused_rate"],
        "taux_5xx": found["broken_rate"],
        "erreurs_systeme": counts["errors"],
        "connexions_echouees": counts["account.login_failed"],
        "connexions_bloquees": counts["account.locked_out"],
        "chemins_lents": [
            {
                "methode": row["method"],
                "chemin": row["route"],
                "requetes": row["requests"],
                "duree_moyenne_ms": row["mean_ms"],
                "requetes_sql_moyennes": row["mean_queries"],
            }
            for row in found["routes"]
        ],
    }
