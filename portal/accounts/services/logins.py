"""Logins and changes by administrators in the audit log (003 §16.1), whichever way in: site, admin or API."""

from portal.core.clients import client_address
from portal.core.errors import Forbidden
from portal.core.models import AuditLog

from ..models import Role, User
from .passwords import revoke_tokens


def record_login(user: User, request=None) -> None:
    AuditLog.record(user, "account.login", target=user, address=_address(request))


def record_logout(user: User, request=None) -> None:
    AuditLog.record(user, "account.logout", target=user, address=_address(request))


def record_login_failure(login: str, request=None) -> None:
    AuditLog.record(None, "account.login_failed", address=_address(request), login=login[:254])


def record_lockout(login: str, request=None) -> None:
    """Too many failures: the door is shut for this login and address for a while."""
    AuditLog.record(None, "account.locked_out", address=_address(request), login=login[:254])


def record_staff_change(actor: User, user: User, changed: list[str]) -> None:
    """An administrator saved an account in the Wagtail admin. Raises Forbidden for anybody else.

    A new password, role or a disabled account ends the sessions that refresh tokens keep alive.
    """
    if actor.role != Role.ADMIN:
        raise Forbidden
    if {"password1", "role", "is_active", "email"} & set(changed):
        revoke_tokens(user)
    names = sorted(set(changed) - {"password2"})
    AuditLog.record(actor, "account.changed_by_admin", target=user, fields=names, role=user.role)


def _address(request) -> str | None:
    return client_address(request) if request is not None else None
