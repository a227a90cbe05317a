"""What the services of publications and applications refuse with."""

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Conflict, Forbidden, Invalid, TooMany


class NotVerified(Forbidden):
    code = "not_verified"
    message = _(
        "Your account is not verified yet: you can save drafts, and submit them once an editor has verified it."
    )


class CandidatesNotShown(NotVerified):
    message = _("Candidates are shown to recruiters whom an editor has verified.")


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


class WeekFull(Conflict):
    code = "week_full"
    message = _("No seat is left in a week you chose.")


class NoWeekLeft(Conflict):
    code = "no_week_left"
    message = _("No week is open any more: every seat is taken, or the weeks are past.")


class ConsentRefused(Conflict):
    code = "consent_refused"
    message = _("The legal representative does not consent to this internship: it cannot be accepted.")


class ConsentAnswered(Conflict):
    code = "consent_answered"
    message = _("This was answered already, or the application is over.")


class AlreadySubmitted(Conflict):
    code = "already_submitted"
    message = _("This publication is already waiting for review.")


class NothingToSubmit(Conflict):
    code = "nothing_to_submit"
    message = _("This publication is online and has not been changed: there is nothing to submit.")


class NotPublished(Conflict):
    code = "not_published"
    message = _("Only a publication that is online can be closed.")


class ChangedMeanwhile(Conflict):
    code = "changed_meanwhile"
    message = _(
        "Somebody changed this publication while you were writing. Nothing was saved: your text is below. "
        "Compare it with the present version, then save again to replace that version."
    )


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


class NoInterview(Conflict):
    code = "no_interview"
    message = _("No interview can be planned from where this application is.")


class InterviewOver(Conflict):
    code = "interview_over"
    message = _("This interview is over, or was cancelled.")


class TimeTaken(Conflict):
    code = "time_taken"
    message = _("Another interview about this application is planned at this time.")


class TooManyChanges(TooMany):
    code = "too_many_changes"
    message = _("Much has been done with this application in a short time. Please go on a little later.")


class ReasonRequired(Invalid):
    code = "reason_required"
    message = _("Please give the reason.")
