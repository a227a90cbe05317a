"""Administrators look accounts up, shut them out, let them in and set quotas (003 §2.3, §12.1)."""

from django.db import transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from portal.accounts import services
from portal.accounts.models import User
from portal.payments.services import subscriptions

from ..common.fields import Flag, moment
from ..common.permissions import Administrators
from ..common.views import FrontendView
from . import words
from .people import PEOPLE, UserSerializer, present_user
from .publications.filters import Reader

ROLES = {word: role for role, word in words.ROLE.items()}
VERIFICATIONS = {word: state for state, word in words.VERIFICATION.items()}
YES_NO = {"true": True, "1": True, "oui": True, "false": False, "0": False, "non": False}
#: `tri`, by column; ids make the order stable.
SORTS = {
    "date_creation": "date_joined",
    "derniere_connexion": "last_login",
    "email": "email",
    "nom": "last_name",
    "type_compte": "role",
}
PARAMETERS = [
    OpenApiParameter("type_compte", str, enum=list(ROLES), description="A kind of account"),
    OpenApiParameter("is_active", bool, description="Whether the account may log in"),
    OpenApiParameter("statut_verification", str, enum=["en_attente", "verifie"], description="About the email"),
    OpenApiParameter(
        "statut_verification_admin",
        str,
        enum=list(VERIFICATIONS),
        description="The editors' decision: recruiters and prestataires",
    ),
    OpenApiParameter("q", str, description="A part of the name, email, phone or company; every word must be found"),
    OpenApiParameter("tri", str, description=f"{', '.join(SORTS)}, - for descending; newest first by default"),
]


class ManagedUserSerializer(UserSerializer):
    """A user as administrators see one."""

    derniere_connexion = serializers.DateTimeField(allow_null=True)


class UserBody(serializers.Serializer):
    """What an administrator changes; everything else is the person's own."""

    is_active = Flag(required=False, help_text="False shuts the account out at once")
    quota_publications_mensuel = serializers.IntegerField(
        required=False, allow_null=True, help_text="Recruiters only; null is the portal's own number"
    )


def present(user: User, request) -> dict:
    return {**present_user(user, request), "derniere_connexion": moment(user.last_login)}


class UsersView(FrontendView):
    permission_classes = (Administrators,)

    def people(self):
        people = User.objects.select_related(*PEOPLE).prefetch_related("candidate__skills").with_papers()
        return subscriptions.with_running(people)

    def field_name(self, name: str) -> str:
        return {"monthly_quota": "quota_publications_mensuel"}.get(name, name)


class Users(UsersView):
    """Every account, disabled ones too."""

    is_list = True

    @extend_schema(responses=ManagedUserSerializer(many=True), parameters=PARAMETERS, summary="Accounts")
    def get(self, request):
        reader = Reader(request.query_params)
        sort = reader.one_of("tri", (*SORTS, *(f"-{name}" for name in SORTS))) or "-date_creation"
        found = _narrowed(self.people(), reader)
        if reader.errors:
            raise ValidationError(reader.errors)
        sign, name = ("-", sort[1:]) if sort.startswith("-") else ("", sort)
        rows = found.order_by(f"{sign}{SORTS[name]}", f"{sign}pk")
        return self.paged(rows, lambda user: present(user, request))


def _narrowed(rows, reader: Reader):
    role = reader.one_of("type_compte", ROLES)
    active = reader.one_of("is_active", YES_NO)
    confirmed = reader.one_of("statut_verification", ("en_attente", "verifie"))
    decided = reader.one_of("statut_verification_admin", VERIFICATIONS)
    if role:
        rows = rows.filter(role=ROLES[role])
    if active:
        rows = rows.filter(is_active=YES_NO[active])
    if confirmed:
        rows = rows.filter(email_confirmed_at__isnull=confirmed == "en_attente")
    if decided:
        state = VERIFICATIONS[decided]
        rows = rows.filter(Q(recruiter__verification=state) | Q(prestataire__verification=state))
    for word in reader.text("q").split()[:10]:
        rows = rows.filter(
            Q(email__icontains=word)
            | Q(first_name__icontains=word)
            | Q(last_name__icontains=word)
            | Q(phone__icontains=word)
            | Q(recruiter__company__name__icontains=word)
        )
    return rows


class OneUser(UsersView):
    errors = {"PUT": (409,)}

    @extend_schema(responses=ManagedUserSerializer, summary="One account")
    def get(self, request, pk):
        return Response(present(get_object_or_404(self.people(), pk=pk), request))

    @extend_schema(request=UserBody, responses=ManagedUserSerializer, summary="Shut out, let in, set the quota")
    def put(self, request, pk):
        """A part of the body is enough. Oneself, or a quota for somebody who is no recruiter: 409."""
        user = get_object_or_404(User, pk=pk)
        sent = self.body(UserBody).validated_data
        with transaction.atomic():
            if "is_active" in sent:
                services.set_active(request.user, user, sent["is_active"])
            if "quota_publications_mensuel" in sent:
                services.set_quota(request.user, user, sent["quota_publications_mensuel"])
        return Response(present(self.people().get(pk=pk), request))
