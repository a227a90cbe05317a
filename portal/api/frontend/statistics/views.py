"""003 §10: recruiters see their company's figures, applicants their own, administrators all."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from portal.accounts import statistics as people
from portal.accounts.models import Role
from portal.core.errors import Invalid
from portal.jobs import services
from portal.jobs import statistics as jobs
from portal.jobs.models import Application, Publication
from portal.moderation.statistics import moderation

from ...common.fields import moment
from ...common.permissions import Administrators, Applicants, ByRole, Recruiters
from .. import words
from . import bodies
from .asking import PARAMETERS, StatisticsView, read_period


class RecruitersAndAdministrators(ByRole):
    roles = (Role.RECRUITER, Role.ADMIN)


class QuotaSerializer(serializers.Serializer):
    maximum = bodies.whole("First submissions a month")
    utilise = bodies.whole("Submitted this month, in Paris")
    restant = bodies.whole("Left this month")


class RecruiterStatisticsSerializer(bodies.ApplicationFigures):
    """At the top: the applications received; then the company's publications."""

    periode = bodies.PeriodSerializer()
    publications = bodies.PublicationFigures()
    quota = QuotaSerializer(allow_null=True)


class CandidateStatisticsSerializer(bodies.ApplicationFigures):
    """One's own applications."""

    periode = bodies.PeriodSerializer()


class UserFigures(serializers.Serializer):
    """Accounts made in the period."""

    total = bodies.whole("Accounts")
    actifs = bodies.whole("Accounts that may log in")
    courriel_confirme = bodies.whole("Whose email is confirmed")
    connectes_30_jours = bodies.whole("Who logged in during the last 30 days")
    entreprises = bodies.whole("Companies made in the period")
    par_type = bodies.counts("UtilisateursParTypeSerializer", words.ROLE.values(), help_text="By kind of account")
    par_mois, evolution = bodies.in_time("Accounts by the day they were made").values()


class VerificationFigures(bodies.AccountStatisticsSerializer):
    periode = None


class ModerationFigures(serializers.Serializer):
    """What waits now, and what editors decided in the period."""

    publications_a_valider = bodies.whole("New publications and edits that wait now")
    comptes_a_verifier = bodies.whole("Recruiters and prestataires who wait now")
    publications_validees = bodies.whole("Decisions to publish")
    publications_refusees = bodies.whole("Decisions to refuse")
    delai_moyen_decision_heures = bodies.mean("Hours from a submission to its decision")
    comptes_verifies = bodies.whole("Decisions to verify an account")
    comptes_refuses = bodies.whole("Decisions to refuse an account")


class GlobalStatisticsSerializer(bodies.ApplicationFigures):
    """At the top: every application; then publications, accounts and the editors' work."""

    periode = bodies.PeriodSerializer()
    publications = bodies.PublicationFigures()
    utilisateurs = UserFigures()
    verifications = VerificationFigures()
    moderation = ModerationFigures()


class ReadPublicationSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    titre = serializers.CharField()
    type_publication = serializers.ChoiceField(choices=list(words.KIND.values()))
    statut_validation = serializers.ChoiceField(choices=list(words.VALIDATION_WORDS))
    date_publication = serializers.DateTimeField(allow_null=True)
    vues = bodies.whole("Views since ever")
    candidatures = bodies.whole("Applications, withdrawn ones left out")
    taux_conversion = bodies.share("Applications per view")


class OfferAnalyticsSerializer(bodies.PublicationFigures):
    periode = bodies.PeriodSerializer()
    par_offre = ReadPublicationSerializer(many=True, help_text="The ten with the most views")


class StepSerializer(serializers.Serializer):
    etape = serializers.CharField(
        help_text="submitted, screening, shortlisted, presented, interview, offered, accepted"
    )
    statut = serializers.ChoiceField(choices=list(words.APPLICATION_WORDS))
    total = bodies.whole("Applications that reached this step or a later one")
    taux = bodies.share("Among all that were sent")


class AppliedPublicationSerializer(serializers.Serializer):
    id = serializers.IntegerField()
    titre = serializers.CharField()
    type_publication = serializers.ChoiceField(choices=list(words.KIND.values()))
    total = bodies.whole("Applications of the period")
    acceptees = bodies.whole("Of these, accepted")
    refusees = bodies.whole("Of these, refused")


class ApplicationAnalyticsSerializer(bodies.ApplicationFigures):
    periode = bodies.PeriodSerializer()
    entonnoir = StepSerializer(many=True, help_text="How far applications came, step by step")
    par_offre = AppliedPublicationSerializer(many=True, help_text="The ten publications with the most applications")


def owned(user):
    """The publications whose figures this person reads."""
    rows = Publication.objects
    return rows.filter(withdrawn_at__isnull=True) if user.role == Role.ADMIN else rows.owned_by(user)


def received(user):
    rows = Application.objects
    return rows.all() if user.role == Role.ADMIN else rows.received_by(user)


class RecruiterStatistics(StatisticsView):
    permission_classes = (Recruiters,)

    @extend_schema(responses=RecruiterStatisticsSerializer, parameters=PARAMETERS, summary="A recruiter's figures")
    def get(self, request):
        period = read_period(request)
        quota = services.publications.quota(request.user) if hasattr(request.user, "recruiter") else None
        return Response(
            {
                "periode": bodies.present_period(period),
                **bodies.present_applications(jobs.applications(received(request.user), period)),
                "publications": bodies.present_publications(jobs.publications(owned(request.user), period)),
                "quota": quota and {"maximum": quota.limit, "utilise": quota.used, "restant": quota.remaining},
            }
        )


class CandidateStatistics(StatisticsView):
    permission_classes = (Applicants,)

    @extend_schema(
        responses=CandidateStatisticsSerializer, parameters=PARAMETERS, summary="The figures of one's applications"
    )
    def get(self, request):
        period = read_period(request)
        found = jobs.applications(Application.objects.sent_by(request.user), period)
        return Response({"periode": bodies.present_period(period), **bodies.present_applications(found)})


class GlobalStatistics(StatisticsView):
    """`admin/statistiques/` and `admin/statistiques-globales/` are one."""

    permission_classes = (Administrators,)

    @extend_schema(responses=GlobalStatisticsSerializer, parameters=PARAMETERS, summary="The whole portal's figures")
    def get(self, request):
        return Response(global_figures(request.user, read_period(request)))


def global_figures(user, period) -> dict:
    verifications = bodies.present_accounts(people.verifications(period), period)
    verifications.pop("periode")
    return {
        "periode": bodies.present_period(period),
        **bodies.present_applications(jobs.applications(received(user), period)),
        "publications": bodies.present_publications(jobs.publications(owned(user), period)),
        "utilisateurs": _users(people.accounts(period)),
        "verifications": verifications,
        "moderation": present_moderation(moderation(period)),
    }


def _users(found: dict) -> dict:
    return {
        "total": found["total"],
        "actifs": found["active"],
        "courriel_confirme": found["confirmed"],
        "connectes_30_jours": found["present"],
        "entreprises": found["companies"],
        "par_type": bodies.by_word(found["by_role"], words.ROLE),
        **bodies.present_time(found),
    }


def present_moderation(found: dict) -> dict:
    return {
        "publications_a_valider": found["publications_waiting"],
        "comptes_a_verifier": found["people_waiting"],
        "publications_validees": found["approved"],
        "publications_refusees": found["refused"],
        "delai_moyen_decision_heures": found["decision_hours"],
        "comptes_verifies": found["people_verified"],
        "comptes_refuses": found["people_refused"],
    }


KIND = OpenApiParameter(
    "type_publication", str, description="offre, bourse, financement, consultation or toutes (every kind)"
)


def _kind(request, default: str) -> str | None:
    """The kind asked for, None for all. Raises ValidationError."""
    word = request.query_params.get("type_publication", "").strip().lower() or default
    if word == "toutes":
        return None
    if word not in words.KIND_OF:
        known = ", ".join((*words.KIND.values(), "toutes"))
        raise ValidationError({"type_publication": [str(Invalid.message), known]})
    return words.KIND_OF[word]


class OfferAnalytics(StatisticsView):
    """The company's offers, an administrator's all. Other kinds with `type_publication`."""

    permission_classes = (RecruitersAndAdministrators,)

    @extend_schema(responses=OfferAnalyticsSerializer, parameters=[*PARAMETERS, KIND], summary="Offers in figures")
    def get(self, request):
        period, kind = read_period(request), _kind(request, "offre")
        rows = owned(request.user)
        rows = rows.filter(kind=kind) if kind else rows
        return Response(
            {
                "periode": bodies.present_period(period),
                **bodies.present_publications(jobs.publications(rows, period)),
                "par_offre": [_read(row) for row in jobs.most_read(rows, period)],
            }
        )


class ApplicationAnalytics(StatisticsView):
    """The applications the company received, an administrator's all, to every kind of publication."""

    permission_classes = (RecruitersAndAdministrators,)

    @extend_schema(
        responses=ApplicationAnalyticsSerializer, parameters=[*PARAMETERS, KIND], summary="Applications in figures"
    )
    def get(self, request):
        period, kind = read_period(request), _kind(request, "toutes")
        rows = received(request.user)
        rows = rows.filter(publication__kind=kind) if kind else rows
        return Response(
            {
                "periode": bodies.present_period(period),
                **bodies.present_applications(jobs.applications(rows, period)),
                "entonnoir": _steps(jobs.funnel(rows, period)),
                "par_offre": [_applied(row) for row in jobs.most_applied(rows, period)],
            }
        )


def _read(row: dict) -> dict:
    return {
        "id": row["pk"],
        "titre": row["title"],
        "type_publication": words.KIND[row["kind"]],
        "statut_validation": words.VALIDATION[row["status"]],
        "date_publication": moment(row["first_published_at"]),
        "vues": row["views_count"],
        "candidatures": row["applications_count"],
        "taux_conversion": row["conversion"],
    }


def _applied(row: dict) -> dict:
    return {
        "id": row["publication_id"],
        "titre": row["name"],
        "type_publication": words.KIND[row["kind"]],
        "total": row["total"],
        "acceptees": row["accepted"],
        "refusees": row["rejected"],
    }


def _steps(found) -> list[dict]:
    return [
        {"etape": row["step"], "statut": words.APPLICATION[row["step"]], "total": row["total"], "taux": row["rate"]}
        for row in found
    ]
