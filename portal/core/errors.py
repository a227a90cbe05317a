"""What the domain says when it refuses. Services raise these; each edge turns them into its own answer, in one place.

The site: `portal.core.middleware.DomainErrorMiddleware`. A contract of the API: its error handler in `portal.api`.
"""

from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """A refusal with a word for programs (`code`), one for people (`message`) and the HTTP status that fits.

    `fields` maps field names of the domain to lists of messages, when the refusal is about what was sent.
    """

    status = 400
    code = "invalid"
    message = _("This cannot be done.")

    def __init__(self, message=None, *, code: str | None = None, fields: dict[str, list] | None = None):
        self.message = message or self.message
        self.code = code or self.code
        self.fields = fields or {}
        super().__init__(str(self.message))


class Invalid(DomainError):
    """What was sent cannot be accepted, now or later."""


class Forbidden(DomainError):
    """This person may not do it, or not yet."""

    status = 403
    code = "forbidden"
    message = _("You are not allowed to do this.")


class Conflict(DomainError):
    """The thing is not in a state that allows it."""

    status = 409
    code = "conflict"
    message = _("This is no longer possible: it was changed in the meantime.")


class TooMany(DomainError):
    """Asked too often; `retry_after` says in how many seconds it may be tried again."""

    status = 429
    code = "too_many"
    message = _("Too many requests. Please try again later.")

    def __init__(self, message=None, *, retry_after: int = 3600, **kwargs):
        self.retry_after = retry_after
        super().__init__(message, **kwargs)
