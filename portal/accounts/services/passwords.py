"""Passwords, and the refresh tokens that a new one revokes."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from rest_framework_simplejwt.token_blacklist.models import BlacklistedToken, OutstandingToken

from portal.core.errors import Invalid
from portal.core.models import AuditLog

from ..models import User

#: Hashing is slow on purpose; what is hashed has an end.
MAX_LENGTH = 500


def password_errors(password, user: User, name: str = "password") -> dict[str, list]:
    """What is wrong with a new password, by field; empty when nothing is."""
    if not isinstance(password, str) or not password:
        return {name: [_("A password is needed.")]}
    if len(password) > MAX_LENGTH or not _is_text(password):
        return {name: [_("This password cannot be used.")]}
    try:
        validate_password(password, user)
    except ValidationError as error:
        return {name: list(error.messages)}
    return {}


def _is_text(password: str) -> bool:
    """Lone surrogates come through JSON and cannot be hashed."""
    try:
        password.encode()
    except UnicodeEncodeError:
        return False
    return True


def change_password(actor: User, old: str, new: str) -> None:
    """Change one's own password (002 §1.6). Raises Invalid with fields "old_password" or "new_password"."""
    if not isinstance(old, str) or not _is_text(old) or not actor.check_password(old):
        message = _("This is not your current password.")
        raise Invalid(message, fields={"old_password": [message]}, code="wrong_password")
    errors = password_errors(new, actor, "new_password")
    if errors:
        raise Invalid(errors["new_password"][0], fields=errors)
    set_password(actor, new, actor=actor)


def set_password(user: User, password: str, *, actor: User | None = None) -> None:
    """Give a checked password: after a change, a reset, or by an admin. Refresh tokens stop working."""
    with transaction.atomic():
        user.set_password(password)
        user.save(update_fields=["password", "updated_at"])
        revoke_tokens(user)
        AuditLog.record(actor or user, "account.password_changed", target=user)


def revoke_tokens(user: User) -> int:
    """Blacklist every refresh token of the user; returns how many still worked."""
    tokens = OutstandingToken.objects.filter(user=user, blacklistedtoken__isnull=True)
    revoked = [BlacklistedToken(token=token) for token in tokens]
    BlacklistedToken.objects.bulk_create(revoked, ignore_conflicts=True)
    return len(revoked)
