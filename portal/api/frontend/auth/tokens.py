"""Tokens of a person: made at login, refreshed, taken back."""

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from rest_framework.exceptions import AuthenticationFailed
from rest_framework_simplejwt.exceptions import TokenError
from rest_framework_simplejwt.settings import api_settings
from rest_framework_simplejwt.tokens import RefreshToken
from rest_framework_simplejwt.utils import get_md5_hash_password


def pair(user) -> dict:
    """002 §1.2: {"access", "refresh"}."""
    refresh = RefreshToken.for_user(user)
    return {"access": str(refresh.access_token), "refresh": str(refresh)}


def access_of(raw: str) -> str:
    """A new access token. Raises AuthenticationFailed: not valid, taken back, account disabled, password changed."""
    refresh = checked(raw)
    user = get_user_model().objects.filter(pk=refresh.get(api_settings.USER_ID_CLAIM), is_active=True).first()
    if user is None or refresh.get(api_settings.REVOKE_TOKEN_CLAIM) != get_md5_hash_password(user.password):
        raise AuthenticationFailed(_("Token is invalid or expired"))
    return str(refresh.access_token)


def checked(raw: str) -> RefreshToken:
    try:
        return RefreshToken(raw)
    except TokenError as error:
        raise AuthenticationFailed(_("Token is invalid or expired")) from error
