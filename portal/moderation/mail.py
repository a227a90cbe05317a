"""Wagtail's own mails about the workflow are switched off; ours leave through the outbox, on commit.

Wagtail's go out before the commit, twice to superusers, with admin links that recruiters cannot open.
"""

from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

#: `sender` and `dispatch_uid` as Wagtail connects them (wagtail/admin/signal_handlers.py).
_RECEIVERS = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
)


def _silent(**kwargs) -> None:
    """Takes the place of Wagtail's receiver."""


def disconnect_wagtail_mail() -> None:
    """Whichever app is ready first: what is connected goes, and Wagtail finds its `dispatch_uid` taken afterwards."""
    for signal, sender, uid in _RECEIVERS:
        signal.disconnect(sender=sender, dispatch_uid=uid)
        signal.connect(_silent, sender=sender, dispatch_uid=uid)
