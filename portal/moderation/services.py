"""An editor's decision, for the desk, the bulk actions, the API and the commands alike."""

from django.db import transaction

from portal.jobs.models import Publication

from . import rules


def approve(actor, publication, comment: str = ""):
    """Publish what waits. Raises NotYours, AlreadyDecided."""
    return _decide(actor, publication, "approve", comment=comment)


def refuse(actor, publication, code: str, comment: str):
    """Refuse with a coded reason and words. Raises NotYours, AlreadyDecided, ReasonMissing."""
    return _decide(actor, publication, "reject", code=code, comment=comment)


def _decide(actor, publication, action: str, **kwargs):
    if not rules.may_review(actor):
        raise rules.NotYours
    with transaction.atomic():
        row = Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
        task_state = row.specific.current_workflow_task_state
        if task_state is None or not row.in_review:
            raise rules.AlreadyDecided
        task_state.task.specific.on_action(task_state, actor, action, **kwargs)
    return Publication.objects.get(pk=publication.pk).specific
