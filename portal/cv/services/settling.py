"""What follows a change of a resume a moment later, so that who types waits for the rows of their resume alone.

- The state that the history kept on the resume's row becomes a row of the history (`history.file`).
- The vocabulary is asked which skills were named, gains those that an account names first, and the profile of the
  account follows its main resume (`skills.link_names`, `skills.tell_profile`).

Both are noted on the resume's own row by the statement that changes it (`unfiled`, `skills_told`) and done by
`portal.cv.tasks.settle_resume` once that is committed: in process without a broker, by a worker with one. The notes are
taken away under the row's lock by the transaction that did it, so that it may run twice, late and in any order. A
periodic job (`settle_resumes`) does what was never done, a process having died or a broker being down.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from portal.core import observing

from ..models import Resume
from . import history, resumes, skills

logger = logging.getLogger(__name__)

#: What is younger is probably being done.
OVERDUE = timedelta(minutes=1)
#: Of a periodic job's turn: the next one goes on.
MOST = 1000


def settle(pk: int) -> None:
    """Do what follows for this resume, if it is there and anything does."""
    _file(pk)
    _tell(pk)


def settle_overdue() -> int:
    """What should have been done a minute ago, the oldest first; returns how many were."""
    overdue = Resume.objects.unsettled().filter(updated_at__lt=timezone.now() - OVERDUE)
    done = 0
    for pk in list(overdue.values_list("pk", flat=True)[:MOST]):
        try:
            settle(pk)
        except Exception as error:
            # The others do not wait for it; the next turn tries again.
            logger.exception("resume %s: what follows its change failed", pk)
            observing.note_failure("settling resumes", error)
        else:
            done += 1
    return done


@transaction.atomic
def _file(pk: int) -> None:
    resume = Resume.objects.select_for_update(of=("self",)).filter(pk=pk, unfiled__isnull=False).first()
    if resume is not None:
        history.file(resume)
        Resume.objects.filter(pk=pk).update(unfiled=None)


def _tell(pk: int) -> None:
    """Under the account's lock and then the resume's, as everything that writes skills of both."""
    # A resume finds its account once in its life: if it just did, the second turn sees it.
    for _turn in range(2):
        seen = Resume.objects.select_related("user").only("user").filter(pk=pk, skills_told=False).first()
        if seen is None or _tell_of(pk, seen.user):
            return


@transaction.atomic
def _tell_of(pk: int, user) -> bool:
    """Whether it is still, or again, nobody's or this account's."""
    if user is not None:
        resumes.lock_account(user)
    resume = Resume.objects.select_for_update(of=("self",)).filter(pk=pk, user=user).first()
    if resume is None:
        return False
    if not resume.skills_told:
        skills.link_names([resume], make=user is not None)
        if user is not None:
            skills.tell_profile(user, resume)
        Resume.objects.filter(pk=pk).update(skills_told=True)
    return True
