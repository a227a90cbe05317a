"""What the accounts' own room puts in the personal space."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.notifications.models import Notification
from portal.notifications.services import unread_count

from . import services
from .models import Candidate, Role, Verification
from .services import APPLICANTS
from .space import Card, MenuItem, register_card, register_menu

RECENT = 5


@register_menu
def own_entries(user):
    entries = [
        MenuItem(_("Overview"), reverse("space_home"), order=0),
        MenuItem(_("My profile"), reverse("space_profile"), order=70),
        MenuItem(_("Notifications"), reverse("notification_list"), order=80, count=unread_count(user)),
        MenuItem(_("Email address"), reverse("account_email"), order=90),
        MenuItem(_("Password"), reverse("account_change_password"), order=91),
    ]
    if user.role in APPLICANTS:
        entries.append(MenuItem(_("My documents"), reverse("space_documents"), order=72))
    if user.verified_profile is not None:
        entries.append(MenuItem(_("Verification"), reverse("space_verification"), order=60))
    return entries


@register_card
def unconfirmed(request):
    user = request.user
    if user.email_confirmed_at is not None:
        return None
    context = {"email": user.email, "required": services.must_confirm_email(user)}
    return Card("accounts/cards/unconfirmed.html", context, order=1)


@register_card
def verification(request):
    user = request.user
    profile = user.verified_profile
    if profile is None or profile.verification == Verification.VERIFIED:
        return None
    context = {
        "state": profile.verification,
        "reason": profile.verification_reason,
        "papers": user.papers.exists(),
        "recruiter": user.role == Role.RECRUITER,
    }
    return Card("accounts/cards/verification.html", context, order=2)


@register_card
def what_happened(request):
    recent = list(Notification.objects.of(request.user).unread()[:RECENT])
    return Card("accounts/cards/notifications.html", {"notifications": recent}, order=30) if recent else None


@register_card
def missing_cv(request):
    user = request.user
    if user.role not in APPLICANTS or Candidate.objects.filter(user=user).exclude(cv="").exists():
        return None
    return Card("accounts/cards/profile.html", order=60)
