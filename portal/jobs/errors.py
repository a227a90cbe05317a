"""What the services of publications and applications refuse with."""

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Conflict, Forbidden, Invalid


class NotVerified(Forbidden):
    code = "not_verified"
    message = _(
        "Your account is not verified yet: you can save drafts, and submit them once an editor has verified it."
    )


class QuotaReached(Forbidden):
    code = "quota_reached"
    message = _("You have reached your number of publications for this month.")


class EmailNotConfirmed(Forbidden):
    code = "email_not_confirmed"
    message = _("Please confirm your email address first: we have sent you a link.")


class WrongAudience(Forbidden):
    code = "wrong_audience"
    message = _("This kind of publication is not open to your kind of account.")


class NotOpen(Conflict):
    code = "not_open"
    message = _("This publication no longer takes applications.")


class AlreadyApplied(Conflict):
    code = "already_applied"
    message = _("You have already applied.")


class AlreadySubmitted(Conflict):
    code = "already_submitted"
    message = _("This publication is already waiting for review.")


class NothingToSubmit(Conflict):
    code = "nothing_to_submit"
    message = _("This publication is online and has not been changed: there is nothing to submit.")


class NotPublished(Conflict):
    code = "not_published"
    message = _("Only a publication that is online can be closed.")


class AlreadyEnded(Conflict):
    code = "already_ended"
    message = _("This publication is closed, expired or withdrawn.")


class IllegalTransition(Conflict):
    """`allowed` lists the states that can be reached from where the application is."""

    code = "illegal_transition"
    message = _("The application cannot go to this state from where it is.")

    def __init__(self, allowed=(), **kwargs):
        self.allowed = list(allowed)
        super().__init__(**kwargs)


class ReasonRequired(Invalid):
    code = "reason_required"
    message = _("Please give the reason.")
