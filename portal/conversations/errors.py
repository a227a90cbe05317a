"""What the services of messages refuse with."""

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Conflict, Forbidden, TooMany


class NotForYou(Forbidden):
    code = "no_messages"
    message = _("Messages are for recruiters and for those who apply.")


class NotReachable(Forbidden):
    """One answer for everybody who cannot be written to: it tells nobody that they were blocked, or who exists."""

    code = "not_reachable"
    message = _(
        "You cannot write to this person. Recruiters write to those who applied to them; those who apply write to the "
        "recruiters they applied to, or who wrote to them."
    )


class Blocked(Forbidden):
    code = "blocked"
    message = _("You have blocked this person: unblock them to write again.")


class NobodyToWriteTo(Conflict):
    code = "nobody"
    message = _("Nobody has applied here yet: there is nobody to write to.")


class AlreadyQueued(Conflict):
    """`bulk` is the one that was queued before."""

    code = "already_queued"
    message = _("You have just sent this message: it was not sent again.")

    def __init__(self, bulk):
        self.bulk = bulk
        super().__init__()


class AlreadyReported(Conflict):
    code = "already_reported"
    message = _("You have already reported this message: an editor will read it.")


class AlreadyHandled(Conflict):
    code = "already_handled"
    message = _("This report was handled in the meantime.")


class TooManyMessages(TooMany):
    code = "too_many_messages"
    message = _("You have sent many messages in a short time. Please go on a little later.")


class TooManyReports(TooMany):
    code = "too_many_reports"
    message = _("You have sent many reports today. Please go on tomorrow.")
