"""Passwords: changed with the old one, or given anew through a mail (002 §1.6, 003 §1.2)."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import url_str_to_user_pk
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import Throttled
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.response import Response

from portal.accounts import services
from portal.accounts.forms.entrance import ResetPasswordForm
from portal.accounts.services.passwords import password_errors
from portal.core import limits
from portal.core.errors import Invalid

from ...common.views import FrontendView


class MessageSerializer(serializers.Serializer):
    message = serializers.CharField()


class Password(serializers.CharField):
    def __init__(self, **kwargs):
        super().__init__(**{"max_length": 500, "trim_whitespace": False, "write_only": True, **kwargs})


class ChangeBody(serializers.Serializer):
    old_password = Password()
    new_password = Password()
    new_password2 = Password(required=False)

    def validate(self, attrs):
        errors = {}
        if not self.context["request"].user.check_password(attrs["old_password"]):
            errors["old_password"] = [_("Wrong password.")]
        if attrs.get("new_password2", attrs["new_password"]) != attrs["new_password"]:
            errors["new_password2"] = [_("New passwords must match.")]
        if errors:
            raise serializers.ValidationError(errors)
        return attrs


class ChangePassword(FrontendView):
    """002 §1.6. Every token of the account stops working: log in again."""

    permission_classes = (IsAuthenticated,)
    throttle_scope = "login"

    @extend_schema(request=ChangeBody, responses=MessageSerializer, summary="Change one's password")
    def post(self, request):
        sent = self.body(ChangeBody).validated_data
        services.change_password(request.user, sent["old_password"], sent["new_password"])
        return Response({"message": _("Password changed successfully")})


class ResetBody(serializers.Serializer):
    email = serializers.EmailField()


class ResetPassword(FrontendView):
    """003 §1.2: mails a one-time link; the answer never says whether the address is known."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_scope = "reset"

    @extend_schema(request=ResetBody, responses=MessageSerializer, summary="Ask for a new password")
    def post(self, request):
        email = self.body(ResetBody).validated_data["email"]
        if wait := limits.too_often("mailbox", limits.mailbox(email)):
            raise Throttled(wait)
        form = ResetPasswordForm({"email": email})
        if form.is_valid():
            form.save(request._request)
        return Response({"message": _("If an account has this address, a link has been sent to it.")})


class ConfirmBody(serializers.Serializer):
    uid = serializers.CharField(max_length=40)
    token = serializers.CharField(max_length=200)
    new_password = Password()
    new_password2 = Password(required=False)


class ConfirmReset(FrontendView):
    """The end of a reset: `uid` and `token` are the two parts of the link's last segment, "<uid>-<token>"."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    throttle_scope = "reset"

    @extend_schema(request=ConfirmBody, responses=MessageSerializer, summary="Give a new password")
    def post(self, request):
        sent = self.body(ConfirmBody).validated_data
        user = _user_of(sent["uid"])
        if user is None or not default_token_generator.check_token(user, sent["token"]):
            raise Invalid(fields={"token": [_("This link is no longer valid: ask for another.")]})
        if sent.get("new_password2", sent["new_password"]) != sent["new_password"]:
            raise Invalid(fields={"new_password2": [_("New passwords must match.")]})
        errors = password_errors(sent["new_password"], user, "new_password")
        if errors:
            raise Invalid(fields=errors)
        services.set_password(user, sent["new_password"])
        return Response({"message": _("Password changed successfully")})


def _user_of(uid: str):
    try:
        pk = int(url_str_to_user_pk(uid))
    except (ValueError, TypeError, OverflowError, get_user_model().DoesNotExist):
        return None
    return get_user_model().objects.filter(pk=pk, is_active=True).first() if 0 < pk < 2**63 else None
