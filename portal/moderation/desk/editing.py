"""Editing a publication in the admin.

Wagtail saves snippets by itself, in three steps that can part: here what was typed is saved, the review follows the
new text and the action is taken in one transaction, under the publication's lock, by the rules of every other way.
A refusal keeps what was typed in the form and writes nothing.
"""

import json

from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState
from wagtail.snippets.views.snippets import EditView

from portal.core.errors import DomainError, Forbidden, Invalid
from portal.jobs.errors import AlreadyEnded

from .. import offline, rules
from ..decisions import APPROVE, DECIDED, REFUSE, locked


class NotForEditors(Forbidden):
    code = "not_for_editors"
    message = _("Only the recruiter can do this.")


class PublicationEditView(EditView):
    #: A revision that somebody may be reading is never rewritten in place.
    overwrite_revision = None
    #: What Wagtail caches of the object's workflow.
    _cached = ("workflow_state", "current_workflow_task", "workflow_tasks", "latest_revision", "is_out_of_date")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        # Every save of a publication in review restarts the review: an editor does that, not a timer.
        self.autosave_enabled = False

    def get_available_actions(self):
        # Not "submit", "cancel-workflow" and "restart-workflow": those are the recruiter's, through jobs.services.
        return ["edit", "publish", "workflow-action"]

    @cached_property
    def asked_actions(self):
        return {name.removeprefix("action-") for name in self.request.POST if name.startswith("action-")}

    def form_valid(self, form):
        try:
            with transaction.atomic():
                self.row = locked(self.object.pk)
                self.check_may_save()
                return super().form_valid(form)
        except DomainError as error:
            return self.refuse(form, error)

    def check_may_save(self):
        if not rules.may_review(self.request.user):
            raise rules.NotYours
        if self.row.withdrawn_at is not None:
            raise AlreadyEnded
        if self.asked_actions - {"save", *self.get_available_actions()}:
            raise NotForEditors
        latest = self.row.latest_revision_id
        read = self.request.POST.get("loaded_revision_id") or latest
        if str(read) != str(latest) or self.object.latest_revision_id != latest:
            raise rules.AlreadyDecided
        if self.action == "workflow-action" and not self.row.in_review:
            raise rules.AlreadyDecided

    def refuse(self, form, error):
        """Show the form again as it was typed; what the rolled back transaction left in memory is read anew."""
        self.object = self.get_object()
        for name in self._cached:
            self.__dict__.pop(name, None)
        self.produced_error_code = error.code
        self.produced_error_message = str(error.message)
        return self.form_invalid(form)

    def save_instance(self):
        if self.action == "workflow-action" and not self.form.has_changed():
            self.new_revision = self.row.latest_revision
            return self.form.instance
        return super().save_instance()

    def get_success_message(self, instance=None):
        name = self.request.POST.get("workflow-action-name") if self.action == "workflow-action" else None
        if name not in DECIDED:
            return super().get_success_message(instance)
        return DECIDED[name] % {"title": (instance or self.object).title}

    # --- What follows the save, in the same transaction -------------------------------------------------------------
    def edit_action(self):
        if self.row.in_review:
            offline.restart_review(self.object, self.request.user)

    def publish_action(self):
        if self.row.in_review:
            self.decide(APPROVE, {})
        else:
            offline.publish_edit(self.row, self.new_revision, self.request.user)

    def workflow_action_action(self):
        name = self.request.POST.get("workflow-action-name")
        if name not in (APPROVE, REFUSE):
            raise Invalid
        try:
            data = json.loads(self.request.POST.get("workflow-action-extra-data") or "{}")
        except ValueError:
            data = {}
        self.decide(name, data if isinstance(data, dict) else {})

    def decide(self, name, data):
        state = self.object.current_workflow_task_state
        if state is None:
            raise rules.AlreadyDecided
        task = state.task.specific
        form = task.get_form_for_action(name)(data)
        if not form.is_valid():
            raise rules.ReasonMissing(fields=form.errors)
        # The decision is about the text that is saved with it.
        TaskState.objects.filter(pk=state.pk).update(revision=self.new_revision)
        task.on_action(state, self.request.user, name, **form.cleaned_data)
