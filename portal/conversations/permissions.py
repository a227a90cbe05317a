"""Who may write to whom, in one place (CONTRACTS "Applications and the rest": messages).

A recruiter writes to those who applied to the company's publications. Candidates, students and prestataires write to
the recruiters they applied to, and answer those who wrote to them. Both need a confirmed address where that is asked.
"""

from portal.accounts.models import Role
from portal.accounts.services import APPLICANTS, must_confirm_email
from portal.core.errors import DomainError
from portal.jobs.errors import EmailNotConfirmed
from portal.jobs.models import Application, ApplicationStatus
from portal.jobs.permissions import is_recruiter

from . import errors
from .models import Block, MessageCopy, MessageKind

WRITERS = (Role.RECRUITER, *APPLICANTS)


def has_messages(user) -> bool:
    """This kind of account writes and receives messages."""
    return user.is_authenticated and user.role in WRITERS


def why_not_begin(actor) -> DomainError | None:
    """What keeps this person from writing to anybody, or None."""
    if not has_messages(actor):
        return errors.NotForYou()
    return EmailNotConfirmed() if must_confirm_email(actor) else None


def why_not_write(actor, other) -> DomainError | None:
    """What keeps `actor` from writing to `other` (None: an account that is gone), or None."""
    refusal = why_not_begin(actor)
    if refusal is not None:
        return refusal
    if other is None or other.pk == actor.pk or not other.is_active or not has_messages(other):
        return errors.NotReachable()
    if Block.objects.filter(blocker=actor, blocked=other).exists():
        return errors.Blocked()
    if is_blocked(other, actor) or not (has_written(other, actor) or is_related(actor, other)):
        return errors.NotReachable()
    return None


def is_blocked(blocker, blocked) -> bool:
    return Block.objects.filter(blocker=blocker, blocked=blocked).exists()


def has_written(sender, recipient) -> bool:
    """The recipient was written to by this person, whatever became of the application or the copy."""
    written = MessageCopy.objects.filter(user=recipient, incoming=True, message__sender=sender)
    return written.exclude(message__kind=MessageKind.SYSTEM).exists()


def is_related(one, other) -> bool:
    """One of the two applied, and did not withdraw, to the company of the other."""
    if is_recruiter(one):
        return applications_between(one, other).exists()
    return is_recruiter(other) and applications_between(other, one).exists()


def applications_between(recruiter, applicant):
    """The applications that let these two write to each other."""
    found = Application.objects.received_by(recruiter).filter(candidate__user=applicant)
    return found.exclude(status=ApplicationStatus.WITHDRAWN)
