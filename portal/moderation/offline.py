"""What editors do to publications besides deciding on a submission: correct them, take them offline, unschedule them.

Each runs under the lock of the publication's row, which the caller holds.
"""

from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState

from portal.core.errors import Conflict
from portal.core.models import AuditLog
from portal.jobs import projection
from portal.jobs.errors import AlreadyEnded
from portal.jobs.models import Publication, Status

from . import rules


class NeverValidated(Conflict):
    code = "never_validated"
    message = _("This publication was never approved: its recruiter submits it, then you decide on it.")


class NotOnline(Conflict):
    code = "not_online"
    message = _("This publication is not online.")


def restart_review(publication: Publication, actor) -> None:
    """Cancel the review and start it with the latest revision: who still reads the old text cannot decide on it.

    An editor's correction does not cost the recruiter their place in the queue.
    """
    state = publication.current_workflow_state
    since = state.current_task_state.started_at
    state.cancel(user=actor)
    state = publication.get_workflow().start(publication, actor)
    TaskState.objects.filter(pk=state.current_task_state_id).update(started_at=since)
    projection.refresh(publication)
    AuditLog.record(actor, "publication.corrected_in_review", publication)


def may_publish_edit(row: Publication) -> bool:
    """Whether an editor's correction may go online without a review: it was validated before and has not ended."""
    return row.status in (Status.VALIDATED, Status.EXPIRED)


def publish_edit(row: Publication, revision, actor) -> None:
    """Publish an editor's correction of what was validated before; the revision is the one just saved.

    Raises NotYours, AlreadyEnded, NeverValidated.
    """
    if not rules.may_review(actor):
        raise rules.NotYours
    if row.withdrawn_at is not None or row.closed_at is not None:
        raise AlreadyEnded
    if not may_publish_edit(row):
        raise NeverValidated
    revision.publish(user=actor)
    projection.clear_refusal(row)
    AuditLog.record(actor, "publication.corrected", row)


def take_offline(publication: Publication, actor, code: str, words: str) -> None:
    """The public no longer sees it; its recruiter reads why, corrects and submits it again: a refusal after the fact.

    Raises NotYours, ReasonMissing, NotOnline.
    """
    if not rules.may_review(actor):
        raise rules.NotYours
    code, words = rules.refusal(comment=words, code=code)
    if not publication.live:
        raise NotOnline
    if publication.workflow_in_progress is False:
        publication.get_workflow().start(publication, actor)
    publication.unpublish(user=actor)
    state = publication.current_workflow_task_state
    state.task.specific.on_action(state, actor, "reject", code=code, comment=words)
    AuditLog.record(actor, "publication.taken_offline", publication, code=code)


def unschedule(publication: Publication, revision, actor) -> None:
    """The approved text no longer goes online by itself. Raises NotYours."""
    if not rules.may_review(actor):
        raise rules.NotYours
    revision.approved_go_live_at = None
    revision.save(user=actor, update_fields=["approved_go_live_at"])
    projection.refresh(publication)
    AuditLog.record(actor, "publication.unscheduled", publication)
