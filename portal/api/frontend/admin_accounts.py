"""Editors and administrators decide on recruiters and prestataires (003 §2.1). Ids are users' ids."""

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from portal.accounts import services
from portal.accounts.models import Verification
from portal.accounts.statistics import verifications, verified_people
from portal.payments.services import subscriptions

from ..common.permissions import Moderators
from ..common.views import FrontendView
from .people import PEOPLE, UserSerializer, present_user
from .statistics import bodies
from .statistics.asking import PARAMETERS, StatisticsView, read_period


class AccountsView(FrontendView):
    permission_classes = (Moderators,)

    def people(self):
        """Whoever the editors decide on."""
        people = verified_people().select_related(*PEOPLE).prefetch_related("candidate__skills").with_papers()
        return subscriptions.with_running(people)

    def field_name(self, name: str) -> str:
        return {"reason": "motif"}.get(name, name)


class Waiting(AccountsView):
    """Recruiters and prestataires who wait for a decision, the longest first."""

    is_list = True

    @extend_schema(responses=UserSerializer(many=True), summary="Accounts to verify")
    def get(self, request):
        waiting = Q(recruiter__verification=Verification.PENDING) | Q(prestataire__verification=Verification.PENDING)
        since = Coalesce("recruiter__waiting_since", "prestataire__waiting_since")
        rows = self.people().active().filter(waiting).order_by(since, "pk")
        return self.paged(rows, lambda user: present_user(user, request))


class AccountRefusalBody(serializers.Serializer):
    motif = serializers.CharField(max_length=2000, help_text="The person reads it")


class Verify(AccountsView):
    """A second decision is a 409."""

    errors = {"PUT": (409,)}

    @extend_schema(request=None, responses=UserSerializer, summary="Verify an account")
    def put(self, request, pk):
        services.verify(request.user, get_object_or_404(self.people(), pk=pk))
        return Response(present_user(self.people().get(pk=pk), request))


class Refuse(AccountsView):
    """With the reason, which the person reads; new papers put the person back among those who wait."""

    errors = {"PUT": (409,)}

    @extend_schema(request=AccountRefusalBody, responses=UserSerializer, summary="Refuse an account")
    def put(self, request, pk):
        user = get_object_or_404(self.people(), pk=pk)
        services.refuse(request.user, user, self.body(AccountRefusalBody).validated_data["motif"])
        return Response(present_user(self.people().get(pk=pk), request))


class Statistics(StatisticsView):
    permission_classes = (Moderators,)

    @extend_schema(
        responses=bodies.AccountStatisticsSerializer, parameters=PARAMETERS, summary="Verifications in figures"
    )
    def get(self, request):
        period = read_period(request)
        return Response(bodies.present_accounts(verifications(period), period))
