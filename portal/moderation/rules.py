"""The rules of a decision on a publication, called by the workflow's task and so by every way that leads there."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState

from portal.accounts.models import Role
from portal.core.errors import Conflict, Forbidden, Invalid
from portal.jobs.models import RefusalCode

MIN_REASON = 5


class NotYours(Forbidden):
    code = "not_a_moderator"
    message = _("Only editors decide on publications.")


class AlreadyDecided(Conflict):
    code = "already_decided"
    message = _("This publication was decided or changed in the meantime. Please read it again.")


class ReasonMissing(Invalid):
    code = "reason_missing"
    message = _("Please write the reason: the recruiter reads it and acts on it.")


def may_review(user) -> bool:
    return bool(user and user.is_authenticated and user.is_moderator)


def administers(user) -> bool:
    return bool(user and user.is_authenticated and user.is_active and user.role == Role.ADMIN)


def decidable(task_state: TaskState, user) -> TaskState:
    """The task state read again under the publication's lock, if this user may decide on what it shows.

    Wagtail publishes the latest revision, not the one that was read: a state whose revision is no longer the latest
    is refused.
    """
    if not may_review(user):
        raise NotYours
    state = TaskState.objects.select_for_update(of=("self",)).get(pk=task_state.pk)
    publication = state.workflow_state.content_object
    if state.status != TaskState.STATUS_IN_PROGRESS or publication is None:
        raise AlreadyDecided
    if state.workflow_state.current_task_state_id != state.pk or publication.withdrawn_at is not None:
        raise AlreadyDecided
    if state.revision_id != publication.latest_revision_id:
        raise AlreadyDecided
    return state


def refusal(*, comment: str = "", code: str = "", **_ignored) -> tuple[str, str]:
    """The coded reason and its words. Raises ReasonMissing."""
    words = (comment or "").strip()
    if len(words) < MIN_REASON:
        raise ReasonMissing(fields={"comment": [ReasonMissing.message]})
    return (code if code in RefusalCode.values else RefusalCode.OTHER), words
