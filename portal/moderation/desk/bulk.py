"""Approve and refuse several publications at once, from the desk and from the listings of the four kinds."""

from django.shortcuts import redirect
from django.utils.functional import classproperty
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction

from portal.jobs.models import KINDS, Publication

from .. import queue, rules
from ..decisions import APPROVE, REFUSE, Reading, decide_each
from ..forms import ApprovalForm, RefusalForm

#: "Select all in listing" takes no more than this at once.
MAX_AT_ONCE = 200


class DecisionBulkAction(BulkAction):
    """Each publication is decided in a transaction of its own, on the text that was listed for confirmation."""

    template_name = "moderation/bulk_decision.html"
    action_type = APPROVE
    button_label = ""
    classes = set()

    @classproperty
    def models(cls):
        return [Publication, *KINDS.values()]

    @classmethod
    def get_queryset(cls, model, object_ids):
        ids = [int(pk) for pk in object_ids if str(pk).isdecimal()][:MAX_AT_ONCE]
        return Publication.objects.filter(pk__in=ids).select_related("latest_revision", "company")

    def get_all_objects_in_listing_query(self, parent_id):
        waiting = queue.publications()
        if self.model is not Publication:
            waiting = waiting.filter(kind=self.model.KIND)
        return waiting.values_list("pk", flat=True)[:MAX_AT_ONCE]

    def check_perm(self, obj):
        return obj.in_review and obj.withdrawn_at is None and rules.may_review(self.request.user)

    def object_context(self, obj):
        return {"item": queue.Waiting(obj)}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        return context | {"action_name": self.display_name, "button_label": self.button_label}

    def form_valid(self, form):
        readings = [
            Reading(int(pk), int(revision))
            for pk, _separator, revision in (value.partition(":") for value in self.request.POST.getlist("reading"))
            if pk.isdecimal() and revision.isdecimal()
        ]
        outcomes = decide_each(self.request.user, readings[:MAX_AT_ONCE], self.action_type, **form.cleaned_data)
        self.report(outcomes)
        return redirect(self.next_url)

    def report(self, outcomes):
        failed = [outcome for outcome in outcomes if outcome.error]
        if done := len(outcomes) - len(failed):
            messages.success(self.request, self.success(done))
        if failed:
            intro = ngettext("%d publication was not decided:", "%d publications were not decided:", len(failed))
            lines = format_html_join("", "<li>“{}”: {}</li>", ((found.title, found.error.message) for found in failed))
            messages.error(self.request, format_html("{}<ul>{}</ul>", intro % len(failed), lines))
        if not outcomes:
            messages.warning(
                self.request, _("Nothing was decided: none of the selected publications waits for review.")
            )


class ApproveBulkAction(DecisionBulkAction):
    display_name = _("Approve")
    button_label = _("Approve and publish")
    aria_label = _("Approve and publish the selected publications")
    action_priority = 10
    form_class = ApprovalForm

    def success(self, count):
        return ngettext("%d publication approved.", "%d publications approved.", count) % count


class RefuseBulkAction(DecisionBulkAction):
    display_name = _("Refuse")
    button_label = _("Refuse")
    action_type = REFUSE
    aria_label = _("Refuse the selected publications")
    action_priority = 20
    classes = {"serious"}
    form_class = RefusalForm

    def success(self, count):
        return ngettext("%d publication refused.", "%d publications refused.", count) % count
