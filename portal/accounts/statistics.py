"""Accounts in figures, for administrators and editors (003 §2.1, §2.3, §10)."""

from datetime import timedelta

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from portal.core.statistics import Period, crossed, in_time, summed

from .models import Company, Role, User, Verification

VERIFIED_ROLES = (Role.RECRUITER, Role.PRESTATAIRE)
#: Who came back so lately counts as present.
PRESENT = timedelta(days=30)


def verified_people():
    """Whoever the editors decide on."""
    profiles = Q(role=Role.RECRUITER, recruiter__isnull=False) | Q(role=Role.PRESTATAIRE, prestataire__isnull=False)
    return User.objects.filter(profiles)


def accounts(period: Period) -> dict:
    """Every account by role; those of the period by registration. Three queries, four when grouped otherwise."""
    rows = User.objects.filter(period.of("date_joined"))
    groups = crossed(
        rows,
        "role",
        "is_active",
        confirmed=Count("email_confirmed_at"),
        present=Count("pk", filter=Q(last_login__gte=timezone.now() - PRESENT)),
    )
    return {
        "total": summed(groups),
        "active": summed(groups, is_active=True),
        "confirmed": summed(groups, "confirmed"),
        "present": summed(groups, "present"),
        "by_role": {role: summed(groups, role=role) for role in Role},
        "companies": Company.objects.filter(period.of("created_at")).count(),
        **in_time(User.objects.all(), "date_joined", period),
    }


def verifications(period: Period) -> dict:
    """Recruiters and prestataires by what was decided. Two queries, three when grouped otherwise."""
    rows = verified_people()
    state = Coalesce("recruiter__verification", "prestataire__verification")
    groups = crossed(rows.filter(period.of("date_joined")).annotate(state=state), "state", "role")
    return {
        "total": summed(groups),
        "by_state": {state: summed(groups, state=state) for state in Verification},
        "by_role": {role: summed(groups, role=role) for role in VERIFIED_ROLES},
        **in_time(rows, "date_joined", period),
    }
