"""Editors and administrators decide on publications (003 §2.2). One id space over the four kinds."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from portal.jobs.internships import attach
from portal.jobs.models import Publication, RefusalCode
from portal.jobs.statistics import publications
from portal.moderation import services

from ..common.permissions import Moderators
from ..common.views import FrontendView
from . import words
from .publications import filters, narrowing
from .publications.presenting import OWNED, as_written, present, with_lists
from .statistics import bodies
from .statistics.asking import PARAMETERS, StatisticsView, read_period

ANY_KIND = PolymorphicProxySerializer(
    component_name="PublicationRecruteur",
    serializers={words.KIND[kind]: serializer for kind, serializer in OWNED.items()},
    resource_type_field_name="type_publication",
)
ANY_KINDS = PolymorphicProxySerializer(
    component_name="PublicationRecruteur",
    serializers={words.KIND[kind]: serializer for kind, serializer in OWNED.items()},
    resource_type_field_name="type_publication",
    many=True,
)
KINDS = ("offer", "bourse", "financement", "consultation")


class PublicationsView(FrontendView):
    permission_classes = (Moderators,)

    def all(self):
        """Every publication that was not withdrawn, with its kind's columns."""
        rows = Publication.objects.filter(withdrawn_at__isnull=True)
        return with_lists(rows).select_related(*KINDS, "latest_revision")

    def field_name(self, name: str) -> str:
        return {"comment": "motif"}.get(name, name)

    def shown(self, publication) -> dict:
        return present(as_written(publication), owner=True)


class Waiting(PublicationsView):
    """What waits for a decision, the longest first: new publications, and edits of validated ones as they were sent."""

    is_list = True

    @extend_schema(responses=ANY_KINDS, parameters=filters.PARAMETERS, summary="Publications to review")
    def get(self, request):
        asked = filters.read(request, sorts=narrowing.COLUMN_SORTS)
        return self.paged(narrowing.narrow(self.all().pending(), asked), self.shown, attach)


class CommentBody(serializers.Serializer):
    commentaire = serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=2000)


class PublicationRefusalBody(serializers.Serializer):
    motif = serializers.CharField(max_length=5000, help_text="The recruiter reads it")
    code = serializers.CharField(required=False, max_length=20, help_text=", ".join(RefusalCode.values))

    def validate_code(self, value: str) -> str:
        if value not in RefusalCode.values:
            known = ", ".join(RefusalCode.values)
            raise serializers.ValidationError(filters.unknown(known))
        return value


class Validate(PublicationsView):
    """Publishes it. A second decision is a 409."""

    errors = {"PUT": (409,)}

    @extend_schema(request=CommentBody, responses=ANY_KIND, summary="Validate a publication")
    def put(self, request, pk):
        publication = get_object_or_404(self.all(), pk=pk)
        comment = self.body(CommentBody).validated_data.get("commentaire") or ""
        services.approve(request.user, publication, comment)
        return Response(self.shown(self.all().get(pk=pk)))


class Refuse(PublicationsView):
    """With the reason, which the recruiter reads and acts on."""

    errors = {"PUT": (409,)}

    @extend_schema(request=PublicationRefusalBody, responses=ANY_KIND, summary="Refuse a publication")
    def put(self, request, pk):
        publication = get_object_or_404(self.all(), pk=pk)
        sent = self.body(PublicationRefusalBody).validated_data
        services.refuse(request.user, publication, sent.get("code", RefusalCode.OTHER), sent["motif"])
        return Response(self.shown(self.all().get(pk=pk)))


class Statistics(StatisticsView):
    permission_classes = (Moderators,)

    @extend_schema(
        responses=bodies.PublicationStatisticsSerializer, parameters=PARAMETERS, summary="Publications in figures"
    )
    def get(self, request):
        period = read_period(request)
        found = publications(Publication.objects.filter(withdrawn_at__isnull=True), period)
        return Response({"periode": bodies.present_period(period), **bodies.present_publications(found)})
