"""What administrators do with accounts (003 §2.3 "gestion utilisateurs", §12.1), each act in the audit log."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Conflict, Forbidden, Invalid
from portal.core.models import AuditLog

from ..models import RecruiterProfile, Role, User
from .passwords import revoke_tokens

#: More submissions a month than anybody could read.
MOST_QUOTA = 10_000


def set_active(actor: User, user: User, active: bool) -> User:
    """Let an account in, or shut it out: its tokens and sessions end. The same again changes nothing.

    Raises Forbidden (not an administrator), Conflict (oneself).
    """
    with transaction.atomic():
        row = _locked(actor, user)
        if row.pk == actor.pk:
            raise Conflict(_("You cannot disable your own account."), code="own_account")
        if row.is_active != active:
            row.is_active = active
            row.save(update_fields=["is_active", "updated_at"])
            if not active:
                revoke_tokens(row)
            AuditLog.record(actor, "account.enabled" if active else "account.disabled", target=row)
    user.is_active = row.is_active
    return row


def set_quota(actor: User, user: User, quota: int | None) -> User:
    """How many publications this recruiter may submit a month; None is the portal's own number.

    Raises Forbidden, Conflict (not a recruiter), Invalid.
    """
    if quota is not None and not 0 <= quota <= MOST_QUOTA:
        message = _("Ensure this value is between %(least)s and %(most)s.") % {"least": 0, "most": MOST_QUOTA}
        raise Invalid(message, fields={"monthly_quota": [message]})
    with transaction.atomic():
        row = _locked(actor, user)
        if row.role != Role.RECRUITER or not hasattr(row, "recruiter"):
            raise Conflict(_("Only recruiters have a number of publications a month."), code="not_a_recruiter")
        before = row.recruiter.monthly_quota
        if before != quota:
            RecruiterProfile.objects.filter(pk=row.recruiter.pk).update(monthly_quota=quota)
            AuditLog.record(actor, "account.quota_changed", target=row, before=before, after=quota)
    return row


def _locked(actor: User, user: User) -> User:
    """The account under its lock; the administrator is read again too: two cannot shut each other out at once."""
    pks = {actor.pk, user.pk}
    rows = {row.pk: row for row in User.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")}
    administrator = rows.get(actor.pk)
    if administrator is None or not administrator.is_active or administrator.role != Role.ADMIN:
        raise Forbidden(_("Only administrators do this."))
    return rows[user.pk]
