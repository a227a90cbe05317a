"""Logging in and knowing oneself (001 "Authentification", GET /me)."""

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_logged_in
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework_simplejwt.tokens import AccessToken

from portal.accounts.models import Role

from ..common.fields import moment
from .base import StagesView
from .errors import LoginFailed
from .words import ROLE


class LoginRequestSerializer(serializers.Serializer):
    email = serializers.CharField(max_length=254)
    password = serializers.CharField(max_length=500)


class TokenSerializer(serializers.Serializer):
    token = serializers.CharField(help_text="For 24 hours; it works under /api/ and /api/v1/ too")
    user_id = serializers.IntegerField()
    issued_at = serializers.DateTimeField()


class Login(StagesView):
    """Whatever is wrong with it, a missing parameter too, is 401. Failures count with those of the site."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_scope = "login"

    @extend_schema(
        request=LoginRequestSerializer, responses=TokenSerializer, operation_id="auth_login", summary="Log in"
    )
    def post(self, request):
        body = request.data if isinstance(request.data, dict) else {}
        email, password = body.get("email"), body.get("password")
        if not (_is_text(email, 254) and _is_text(password, 500)):
            raise LoginFailed
        # axes and the signals look at Django's request.
        user = authenticate(request._request, email=email.strip().lower(), password=password)
        if user is None:
            raise LoginFailed
        user_logged_in.send(sender=type(user), request=request._request, user=user)
        now = timezone.now()
        token = AccessToken.for_user(user)
        token.set_iat(at_time=now)
        token.set_exp(from_time=now, lifetime=settings.API_V3_TOKEN_LIFETIME)
        return Response({"token": str(token), "user_id": user.pk, "issued_at": moment(now)})


def _is_text(value, longest: int) -> bool:
    return isinstance(value, str) and 0 < len(value) <= longest


class MeSerializer(serializers.Serializer):
    """What is not known is left out."""

    type = serializers.ChoiceField(choices=["user"])
    id = serializers.CharField()
    email = serializers.CharField()
    first_name = serializers.CharField()
    last_name = serializers.CharField()
    role = serializers.ChoiceField(choices=list(ROLE.values()))
    phone = serializers.CharField(required=False, help_text="E.164")
    school_id = serializers.IntegerField(required=False, help_text="Of students")
    operator_id = serializers.IntegerField(required=False, help_text="Of user_operator: their organisation")


class Me(StagesView):
    @extend_schema(responses=MeSerializer, operation_id="me", summary="The signed-in account")
    def get(self, request):
        user = request.user
        known = {
            "type": "user",
            "id": str(user.pk),
            "email": user.email,
            "first_name": user.first_name,
            "last_name": user.last_name,
            "role": ROLE[user.role],
        }
        if user.phone:
            known["phone"] = user.phone
        if user.role == Role.STUDENT and getattr(user, "student", None) and user.student.school_id:
            known["school_id"] = user.student.school_id
        return Response(known)
