"""`status` and `review_since` of a publication: projections of Wagtail's workflow, written here and nowhere else.

A test rebuilds them from Wagtail's rows with `closed_at` and `withdrawn_at` (`project` is that rebuilding).
"""

from wagtail.models import TaskState, WorkflowState

from portal.core import outbox

from .models import Publication, RefusalCode, Status

CHANGED = "publication.changed"


def current_state(publication: Publication) -> WorkflowState | None:
    """The latest workflow state of the publication, whatever its status."""
    states = WorkflowState.objects.for_instance(publication.specific)
    return states.order_by("-created_at", "-pk").first()


def project(publication: Publication) -> dict:
    """What `status` and `review_since` must be, from Wagtail's rows and the two dates of the row."""
    state = current_state(publication)
    in_progress = state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS
    review_since = None
    if in_progress and publication.withdrawn_at is None:
        # Not `current_task_state`: Wagtail sets it only after it has told that the task started.
        task_state = (
            state.task_states.filter(status=TaskState.STATUS_IN_PROGRESS).order_by("-started_at", "-pk").first()
        )
        review_since = task_state.started_at if task_state else state.created_at
    return {"status": _status(publication, state, in_progress), "review_since": review_since}


def _status(publication: Publication, state: WorkflowState | None, in_progress: bool) -> str:
    if publication.withdrawn_at is not None:
        return Status.WITHDRAWN
    if publication.closed_at is not None:
        return Status.CLOSED
    if publication.live:
        return Status.VALIDATED
    if in_progress:
        return Status.PENDING
    if publication.first_published_at is not None and publication.expired:
        return Status.EXPIRED
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return Status.REFUSED
    if state is not None and state.status == WorkflowState.STATUS_APPROVED and publication.specific.approved_schedule:
        return Status.VALIDATED
    return Status.DRAFT


def refresh(publication: Publication, **extra) -> None:
    """Write the projection of this publication (and `extra` columns of the row), and tell those who follow."""
    row = Publication.objects.get(pk=publication.pk)
    values = {**extra}
    for name, value in extra.items():
        setattr(row, name, value)
    values.update(project(row))
    Publication.objects.filter(pk=row.pk).update(**values)
    for name, value in values.items():
        setattr(publication, name, value)
    outbox.enqueue(CHANGED, {"id": row.pk})


def set_refusal(publication: Publication, code: str, words: str) -> None:
    Publication.objects.filter(pk=publication.pk).update(
        refusal_code=code if code in RefusalCode.values else RefusalCode.OTHER, refusal_reason=words
    )


def clear_refusal(publication: Publication) -> None:
    Publication.objects.filter(pk=publication.pk).update(refusal_code="", refusal_reason="")
