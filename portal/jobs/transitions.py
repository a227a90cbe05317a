"""The one table of what may happen to an application, and the one function that obeys it.

`portal.jobs.services.applications.transition` calls `find`; no other code sets a status. The permission matrix test
is generated from this table.
"""

from collections.abc import Callable
from dataclasses import dataclass

from . import permissions
from .models import ApplicationStatus as S

ACTIVE = S.active()
#: The order of a selection; going back is allowed with a reason.
STEPS = (S.SUBMITTED, S.SCREENING, S.SHORTLISTED, S.PRESENTED, S.INTERVIEW, S.OFFERED, S.ACCEPTED)


def by_the_portal(user, application) -> bool:
    """Nobody: a periodic job does it."""
    return user is None


@dataclass(frozen=True)
class Transition:
    """`needs_reason`: the actor must say why; `hidden`: not offered in lists of choices."""

    name: str
    source: tuple
    target: str
    by: Callable
    needs_reason: bool = False
    hidden: bool = False


def _steps():
    for position, target in enumerate(STEPS[1:], start=1):
        yield Transition("advance", STEPS[:position], target, permissions.is_recruiter_of)
        later = tuple(step for step in STEPS[position + 1 :] if step in ACTIVE)
        if later:
            yield Transition("step_back", later, target, permissions.is_recruiter_of, needs_reason=True)


TRANSITIONS = (
    *_steps(),
    Transition("reject", ACTIVE, S.REJECTED, permissions.is_recruiter_of),
    Transition("reopen", (S.REJECTED, S.ACCEPTED), S.SCREENING, permissions.is_recruiter_of, needs_reason=True),
    Transition("withdraw", ACTIVE, S.WITHDRAWN, permissions.is_applicant, hidden=True),
    Transition("send_again", (S.WITHDRAWN,), S.SUBMITTED, permissions.is_applicant, hidden=True),
    Transition("expire", ACTIVE, S.EXPIRED, by_the_portal, hidden=True),
)


def find(source: str, target: str, actor, application) -> Transition | None:
    for transition in TRANSITIONS:
        if transition.target == target and source in transition.source and transition.by(actor, application):
            return transition
    return None


def targets(actor, application) -> list[str]:
    """The states this actor may put the application into, in the order of the table, without repeats."""
    found = [
        transition.target
        for transition in TRANSITIONS
        if not transition.hidden and application.status in transition.source and transition.by(actor, application)
    ]
    return list(dict.fromkeys(found))
