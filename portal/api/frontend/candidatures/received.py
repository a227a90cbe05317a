"""What a recruiter received, and the answers to it (003 §4.2, and the postulations of §5.2 to §7.2)."""

from django.db import transaction
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from portal.jobs import services
from portal.jobs.models import Application

from ...common.permissions import Recruiters
from ...common.views import FrontendView
from .. import internships, words
from ..publications.kinds import BY_KIND
from ..scores import ORDER, sort
from .narrowing import FILTERS, narrow, unknown
from .presenting import ReceivedSerializer, present_application


class RecruiterView(FrontendView):
    permission_classes = (Recruiters,)

    def received(self):
        rows = Application.objects.received_by(self.request.user).for_list().select_related("student_details")
        rows = rows.prefetch_related("notes", "files", "interviews")
        return rows.order_by("-created_at", "-id")

    def shown(self, row) -> dict:
        return present_application(row, self.request, received=True)


class Received(RecruiterView):
    """The applications to the company's publications of every kind, newest first unless `tri` says otherwise."""

    is_list = True

    @extend_schema(responses=ReceivedSerializer(many=True), parameters=FILTERS + ORDER, summary="Applications received")
    def get(self, request):
        return self.paged(sort(narrow(self.received(), request), request), self.shown, internships.with_weeks)


def received_view(name: str):
    """GET /api/recruteur/<kind>/postulations/"""
    kind = BY_KIND[name]

    class Postulations(RecruiterView):
        is_list = True

        @extend_schema(
            responses=ReceivedSerializer(many=True),
            parameters=FILTERS + ORDER,
            operation_id=f"recruteur_{kind.plural}_postulations",
            summary="Applications received for this kind",
        )
        def get(self, request):
            rows = self.received().filter(publication__kind=kind.kind)
            return self.paged(sort(narrow(rows, request), request), self.shown, internships.with_weeks)

    Postulations.__name__ = f"{kind.plural.capitalize()}Postulations"
    return Postulations


class ReceivedDetail(RecruiterView):
    @extend_schema(responses=ReceivedSerializer, operation_id="recruteur_candidatures_retrieve", summary="One of them")
    def get(self, request, pk):
        return Response(self.shown(get_object_or_404(self.received(), pk=pk)))


class StatusBody(serializers.Serializer):
    statut = serializers.CharField(max_length=20, help_text=", ".join(words.SETTABLE))
    motif = serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=2000)
    notes_recruteur = serializers.CharField(required=False, allow_blank=True, allow_null=True, max_length=5000)

    def validate_statut(self, value: str) -> str:
        value = value.strip().lower()
        if value not in words.SETTABLE:
            raise serializers.ValidationError(unknown(words.SETTABLE))
        return value


class ChangeStatus(RecruiterView):
    """003 §4.2: en_cours, acceptee, refusee. The same again is 200; what the state does not allow is 409."""

    errors = {"PUT": (409,)}

    def field_name(self, name: str) -> str:
        return {"reason": "motif", "text": "notes_recruteur"}.get(name, name)

    @extend_schema(request=StatusBody, responses=ReceivedSerializer, summary="Answer an application")
    def put(self, request, pk):
        row = get_object_or_404(self.received(), pk=pk)
        sent = self.body(StatusBody).validated_data
        with transaction.atomic():
            services.applications.open_by_recruiter(request.user, row)
            if words.APPLICATION[row.status] != sent["statut"]:
                target = words.SETTABLE[sent["statut"]]
                services.applications.transition(request.user, row, target, reason=sent.get("motif") or "")
            note = (sent.get("notes_recruteur") or "").strip()
            if note and note != self.shown(row)["notes_recruteur"]:
                services.applications.add_note(request.user, row, note)
        return Response(self.shown(self.received().get(pk=pk)))
