"""Who imports: recruiters whom the editors have verified, since everything they import goes to review."""

from portal.accounts.services import must_confirm_email
from portal.core.errors import DomainError, Forbidden
from portal.jobs.errors import EmailNotConfirmed, NotVerified
from portal.jobs.permissions import is_recruiter


def why_not_import(user) -> DomainError | None:
    """What keeps this person from importing anything, or None."""
    if user is None or not user.is_active or not is_recruiter(user):
        return Forbidden()
    if not user.recruiter.is_verified:
        return NotVerified()
    return EmailNotConfirmed() if must_confirm_email(user) else None


def why_not_use(user, feed) -> DomainError | None:
    """The same for one feed: it is the company's."""
    refusal = why_not_import(user)
    if refusal is None and user.recruiter.company_id != feed.company_id:
        return Forbidden()
    return refusal


def refuse(refusal: DomainError | None) -> None:
    if refusal is not None:
        raise refusal
