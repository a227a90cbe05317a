"""Wagtail's own pages of decisions on a snippet, with the portal's rules and messages instead of errors."""

from django.contrib.admin.utils import quote
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.snippets.views import snippets

from portal.core.errors import DomainError

from .. import offline
from ..decisions import locked
from ..forms import RefusalForm


class OwnTaskMixin:
    """The task state in the address is this publication's, or the address does not exist."""

    def get_task_state(self):
        state = super().get_task_state()
        same = state.workflow_state.object_id == str(self.object.pk)
        if not same or state.workflow_state.base_content_type_id != self.object.get_base_content_type().pk:
            raise Http404
        return state

    def answer(self, request):
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return self.render_modal_json(request, {"step": "success", "redirect": self.redirect_url})
        return redirect(self.redirect_url)


class WorkflowActionView(OwnTaskMixin, snippets.WorkflowActionView):
    """Approve or refuse without saving the text; a stale or second decision is a message."""

    def post(self, request, *args, **kwargs):
        modal = request.headers.get("x-requested-with") == "XMLHttpRequest"
        form = self.form_class(request.POST)
        if not form.is_valid() and not modal:
            messages.error(request, " ".join(error for found in form.errors.values() for error in found))
            return redirect(self.redirect_url)
        try:
            return super().post(request, *args, **kwargs)
        except DomainError as error:
            messages.error(request, error.message)
            return self.answer(request)


class CollectDataView(OwnTaskMixin, snippets.CollectWorkflowActionDataView):
    """The reason, asked before the edit form is sent with it."""


class TakeOfflineView(snippets.UnpublishView):
    """Take a publication offline, with the reason that its recruiter reads."""

    page_title = _("Take offline")
    success_message = _("“%(object)s” is offline; its recruiter is told.")
    template_name = "moderation/take_offline.html"

    def post(self, request, *args, **kwargs):
        form = RefusalForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            with transaction.atomic():
                row = locked(self.object.pk)
                words = form.cleaned_data
                offline.take_offline(row.specific, request.user, words["code"], words["comment"])
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, self.get_success_message())
        return redirect(self.get_next_url())

    def get_next_url(self):
        return reverse(self.edit_url_name, args=[quote(self.object.pk)])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"form": RefusalForm(), **kwargs})


class UnscheduleView(snippets.RevisionsUnscheduleView):
    """The status follows: Wagtail's own view only clears the date."""

    def post(self, request, *args, **kwargs):
        with transaction.atomic():
            offline.unschedule(locked(self.object.pk), self.revision, request.user)
        messages.success(request, self.get_success_message(), buttons=self.get_success_buttons())
        return redirect(self.get_next_url())
