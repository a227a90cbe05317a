"""Registering, logging in and out, the profile (002 §1, 003 §1.2)."""

from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.response import Response

from portal.accounts import services
from portal.accounts.models import Role, User
from portal.core.errors import Invalid
from portal.core.files import file_response
from portal.cv.services import claim_session

from ...common.views import FrontendView
from ..people import PEOPLE, UserSerializer, present_user
from .bodies import ProfileBody, ProfileWithNested, RegisterBody, RegisterWithNested, values_of
from .passwords import MessageSerializer
from .tokens import access_of, checked, pair


class Open(FrontendView):
    """For people without a token: whatever old one they send is not looked at."""

    authentication_classes = ()
    permission_classes = (AllowAny,)


class RegisteredSerializer(serializers.Serializer):
    user = UserSerializer()
    message = serializers.CharField()


class Register(Open):
    """002 §1.1, 003 §1.2: either document's body."""

    throttle_scope = "register"
    errors = {"POST": (409,)}

    def field_name(self, name: str) -> str:
        return {"role": "type_compte"}.get(name) or getattr(self, "names", {}).get(name, name)

    @extend_schema(request=RegisterWithNested, responses={201: RegisteredSerializer}, summary="Register")
    def post(self, request):
        sent = self.body(RegisterBody).validated_data
        role = sent["type_compte"]
        if not isinstance(role, Role):
            role = Role.CANDIDATE
        _same_passwords(sent)
        values, self.names = values_of(role, sent)
        company, cv = values.pop("company", None), values.pop("cv", None)
        person = {name: values.pop(name, None) or "" for name in ("first_name", "last_name", "phone")}
        with transaction.atomic():
            user = services.register(
                email=sent["email"],
                password=sent["password"],
                role=role,
                username=sent.get("username") or "",
                company=company,
                profile=values,
                **person,
            )
            if cv:
                services.update_profile(user, {"cv": cv})
            claim_session(user, request._request.session)
        body = {"user": present_user(_fresh(user), request), "message": _("User registered successfully")}
        return Response(body, status=201)


def _same_passwords(sent: dict) -> None:
    """Raises Invalid, with what else is wrong already (002 §1.1 shows the three together)."""
    if sent.get("password2", sent["password"]) == sent["password"]:
        return
    errors = {"password2": [_("Passwords must match.")]}
    if sent.get("username") and User.objects.filter(username__iexact=sent["username"].strip()).exists():
        errors["username"] = [_("This username is already taken.")]
    if User.objects.filter(email=sent["email"].strip().lower()).exists():
        errors["email"] = [_("This email is already registered.")]
    raise Invalid(fields=errors)


class LoginBody(serializers.Serializer):
    email = serializers.CharField(max_length=254)
    password = serializers.CharField(max_length=500, trim_whitespace=False, write_only=True)


class TokensSerializer(serializers.Serializer):
    access = serializers.CharField()
    refresh = serializers.CharField()


class Login(Open):
    """002 §1.2. The site, the admin and the API count failures together (django-axes): then 429."""

    throttle_scope = "login"
    errors = {"POST": (401,)}

    @extend_schema(request=LoginBody, responses=TokensSerializer, summary="Log in")
    def post(self, request):
        sent = self.body(LoginBody).validated_data
        # axes and the signals look at Django's request.
        user = authenticate(request._request, email=sent["email"].strip().lower(), password=sent["password"])
        if user is None:
            raise AuthenticationFailed(_("No active account found with the given credentials"))
        user_logged_in.send(sender=type(user), request=request._request, user=user)
        return Response(pair(user))


class RefreshBody(serializers.Serializer):
    refresh = serializers.CharField(max_length=2000)


class AccessSerializer(serializers.Serializer):
    access = serializers.CharField()


class Refresh(Open):
    """002 §1.3: exactly {"access"}; the refresh token stays the same."""

    errors = {"POST": (401,)}

    @extend_schema(request=RefreshBody, responses=AccessSerializer, summary="Refresh the access token")
    def post(self, request):
        return Response({"access": access_of(self.body(RefreshBody).validated_data["refresh"])})


class Logout(Open):
    """003 §1.2: the refresh token stops working. Whoever holds it may end it, also when the access token is over."""

    errors = {"POST": (401,)}

    @extend_schema(request=RefreshBody, responses=MessageSerializer, summary="Log out")
    def post(self, request):
        token = checked(self.body(RefreshBody).validated_data["refresh"])
        token.blacklist()
        user = User.objects.filter(pk=token.get("user_id")).first()
        if user is not None:
            services.record_logout(user, request._request)
        return Response({"message": _("You are logged out.")})


class Profile(FrontendView):
    """002 §1.4, §1.5, 003 §1.2: read and change one's own account; a part of it is enough."""

    permission_classes = (IsAuthenticated,)
    errors = {"PUT": (409,), "PATCH": (409,)}

    def field_name(self, name: str) -> str:
        return getattr(self, "names", {}).get(name, name)

    @extend_schema(responses=UserSerializer, summary="Read one's profile")
    def get(self, request):
        return Response(present_user(request.user, request))

    @extend_schema(request=ProfileWithNested, responses=UserSerializer, summary="Change one's profile")
    def put(self, request):
        values, self.names = values_of(request.user.role, self.body(ProfileBody).validated_data)
        services.update_profile(request.user, values)
        return Response(present_user(_fresh(request.user), request))

    @extend_schema(request=ProfileWithNested, responses=UserSerializer, summary="Change a part of one's profile")
    def patch(self, request):
        return self.put(request)


class ProfileCv(FrontendView):
    """The CV of one's profile, as a file."""

    permission_classes = (IsAuthenticated,)
    errors = {"GET": (404,)}

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY}, summary="Read one's CV")
    def get(self, request):
        person = getattr(request.user, "candidate", None)
        if person is None or not person.cv:
            raise Http404
        return file_response(person.cv, name=person.cv_name, content_type=person.cv_type)


def _fresh(user: User) -> User:
    return User.objects.select_related(*PEOPLE).get(pk=user.pk)
