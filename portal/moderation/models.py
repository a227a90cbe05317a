"""The editors' task in Wagtail's workflow."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask

from portal.core.errors import Invalid
from portal.core.models import AuditLog
from portal.jobs import notifications, projection
from portal.jobs.models import Publication

from . import rules
from .forms import ApprovalForm, RefusalForm


class PublicationReview(AbstractGroupApprovalTask):
    """An editor approves a publication or refuses it with a coded reason and words."""

    class Meta:
        verbose_name = _("publication review")
        verbose_name_plural = _("publication reviews")

    @classmethod
    def get_description(cls):
        return _("An editor approves the publication, or refuses it with a reason that its recruiter reads.")

    def get_actions(self, obj, user):
        if not rules.may_review(user):
            return []
        return [("reject", _("Refuse"), True), ("approve", _("Approve and publish"), False)]

    def get_form_for_action(self, action):
        return {"reject": RefusalForm, "approve": ApprovalForm}.get(action) or super().get_form_for_action(action)

    def user_can_access_editor(self, obj, user):
        return rules.may_review(user)

    def locked_for_user(self, obj, user):
        # The owner's edits go through `jobs.services`, which restart the review; in the admin only editors edit.
        return not rules.may_review(user)

    def get_task_states_user_can_moderate(self, user, **kwargs):
        from wagtail.models import TaskState

        states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task=self.task_ptr)
        return states if rules.may_review(user) else states.none()

    def on_action(self, task_state, user, action_name, **kwargs):
        """Decide. The row of the publication is locked first, so that two editors decide one after the other.

        Raises NotYours (no right), AlreadyDecided (somebody was faster, or the text changed since), ReasonMissing,
        Invalid (no such decision).
        """
        if action_name not in ("approve", "reject"):
            raise Invalid
        with transaction.atomic():
            publication = task_state.workflow_state.content_object
            Publication.objects.select_for_update(of=("self",)).get(pk=publication.pk)
            state = rules.decidable(task_state, user)
            if action_name == "reject":
                code, words = rules.refusal(**kwargs)
                answer = super().on_action(state, user, action_name, comment=words)
                projection.set_refusal(publication, code, words)
            else:
                code, words = "", ""
                answer = super().on_action(state, user, action_name, comment=kwargs.get("comment", ""))
            AuditLog.record(user, f"publication.{action_name}", publication, code=code)
            decided = Publication.objects.get(pk=publication.pk).specific
            notifications.publication_decided(
                decided, approved=action_name != "reject", reason=words, task_state_id=state.pk
            )
            return answer
