"""What people are told about accounts (003 §14.1, §15.1)."""

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.notifications.registry import NotificationType, register
from portal.notifications.services import notify

from .models import Role, User, Verification, VerificationDecision, VerifiedProfile

DECISION = register(
    NotificationType(
        "compte_decision",
        _("Decisions on my account"),
        "notification",
        action_label=_("See my account"),
        mandatory=True,
    )
)
#: For editors and admins; a word of the portal's own, none of the contracts'.
TO_VERIFY = register(
    NotificationType(
        "compte_a_verifier",
        _("Accounts to verify"),
        "notification",
        action_label=_("Read the documents"),
        audience=lambda user: user.is_moderator,
    )
)

_VERIFIED = {
    Role.RECRUITER: _("You can now submit publications."),
    Role.PRESTATAIRE: _("Recruiters see that an editor has verified your account."),
}


def tell_decision(user: User, decision: VerificationDecision) -> None:
    if decision.decision == Verification.VERIFIED:
        title, message = _("Your account is verified"), _VERIFIED[user.role]
    else:
        title = _("Your account could not be verified")
        message = _("%(reason)s\n\nYou can send other documents: an editor will read them.")
    notify(
        [user],
        DECISION.name,
        title=title,
        message=message,
        values={"reason": decision.reason},
        link=reverse("space_verification"),
        key=f"decision-{decision.pk}",
    )


def tell_editors_of_papers(user: User, profile: VerifiedProfile) -> None:
    """Once for each time somebody begins to wait, however many papers they send."""
    notify(
        User.objects.moderators(),
        TO_VERIFY.name,
        title=_("%(person)s has sent documents"),
        message=_("This account waits to be verified."),
        values={"person": _name(user)},
        link=_review_path(user),
        key=f"papers-{user.pk}-{profile.waiting_since:%Y%m%d%H%M%S%f}",
    )


def tell_editors_of_new_identity(user: User, before: tuple[str, str], after: tuple[str, str]) -> None:
    notify(
        User.objects.moderators(),
        TO_VERIFY.name,
        title=_("%(person)s has changed a verified company"),
        message=_("Before: %(before)s\nNow: %(after)s"),
        values={"person": _name(user), "before": " ".join(before), "after": " ".join(after)},
        link=_review_path(user),
        key=f"identity-{user.pk}-{timezone.now():%Y%m%d%H%M%S%f}",
    )


def _name(user: User) -> str:
    company = user.recruiter.company.name if user.role == Role.RECRUITER else ""
    return company or str(user)


def _review_path(user: User) -> str:
    """Where an editor decides; the desk belongs to a higher room, which may not be there."""
    try:
        return reverse("verification", args=[user.pk])
    except NoReverseMatch:
        return "/admin/"
