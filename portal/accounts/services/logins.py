"""Logins in the audit log (003 §16.1), whichever way in: site, admin or API."""

from portal.core.models import AuditLog

from ..models import User


def record_login(user: User, request=None) -> None:
    AuditLog.record(user, "account.login", target=user, address=_address(request))


def record_logout(user: User, request=None) -> None:
    AuditLog.record(user, "account.logout", target=user, address=_address(request))


def record_login_failure(login: str, request=None) -> None:
    AuditLog.record(None, "account.login_failed", address=_address(request), login=login[:254])


def _address(request) -> str | None:
    from axes.helpers import get_client_ip_address

    return (get_client_ip_address(request) or None) if request is not None else None
