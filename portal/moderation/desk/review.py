"""The desk: everything that waits for review, and one page to decide on each."""

import django_filters
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin
from wagtail.models import TaskState

from portal.core.errors import DomainError
from portal.jobs.models import Kind, Publication

from .. import queue
from ..decisions import APPROVE, DECIDED, REFUSE, Reading, decide
from ..forms import ApprovalForm, RefusalForm
from .access import ModeratorMixin
from .columns import WaitingColumn

HOME = {"url": "/admin/", "label": _("Home")}


class QueueFilter(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=Kind.choices)
    live = django_filters.ChoiceFilter(
        label=_("Nature"),
        choices=[("false", _("New publication")), ("true", _("Edit of a published one"))],
        method="filter_live",
    )

    class Meta:
        model = Publication
        fields = ["kind", "live"]

    def filter_live(self, queryset, name, value):
        return queryset.filter(live=value == "true")


class QueueView(ModeratorMixin, BaseListingView):
    """What waits, oldest first, a page at a time."""

    template_name = "moderation/queue.html"
    table_classname = "listing moderation-listing"
    results_template_name = "moderation/queue_results.html"
    page_title = _("To review")
    header_icon = "clipboard-list"
    paginate_by = 20
    index_url_name = "moderation_queue"
    index_results_url_name = "moderation_queue_results"
    filterset_class = QueueFilter
    verbose_name = _("publication")
    verbose_name_plural = _("publications")
    columns = [
        BulkActionsCheckboxColumn("bulk_actions", obj_type="publication"),
        TitleColumn(
            "title",
            label=_("Title"),
            get_url=lambda line: line.review_url,
            get_title_id=lambda line: f"publication_{line.pk}_title",
        ),
        WaitingColumn("since", label=_("Waiting for")),
        Column("kind", label=_("Kind"), accessor="publication.get_kind_display"),
        Column("company", label=_("Company"), accessor="publication.company"),
        StatusTagColumn("nature", label=_("Nature"), primary=lambda line: line.is_edit),
        Column("refusals", label=_("Earlier refusals"), accessor=lambda line: line.refusals or None),
        Column("compare", label=_("Changes"), classname="w-whitespace-nowrap"),
    ]
    columns[-1].cell_template_name = "moderation/compare_cell.html"

    def get_base_queryset(self):
        return queue.publications()

    def get_table(self, object_list):
        return super().get_table(queue.lines(object_list))

    @cached_property
    def no_results_message(self):
        if self.is_filtering:
            return _("Nothing of this kind waits for review.")
        return _("Nothing waits for review. New publications and edits appear here.")

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "model_opts": Publication._meta}


class ReviewView(ModeratorMixin, WagtailAdminTemplateMixin, TemplateView):
    """One publication as it was submitted, what was decided before, and the two decisions."""

    template_name = "moderation/review.html"
    header_icon = "clipboard-list"
    page_title = _("Review")
    form_classes = {APPROVE: ApprovalForm, REFUSE: RefusalForm}

    def setup(self, request, *args, pk, **kwargs):
        super().setup(request, *args, **kwargs)
        self.line = None
        self.pk = pk

    def load(self):
        rows = Publication.objects.select_related("company", "recruiter", "recruiter__recruiter", "latest_revision")
        row = get_object_or_404(rows, pk=self.pk)
        self.line = queue.lines([row])[0]
        self.publication = row.latest_revision.as_object() if row.latest_revision else row.specific

    def get_breadcrumbs_items(self):
        desk = {"url": reverse("moderation_queue"), "label": _("To review")}
        return [HOME, desk, {"url": "", "label": self.line.title}]

    def get_page_subtitle(self):
        return self.line.title

    def get(self, request, *args, **kwargs):
        self.load()
        return self.show({action: form() for action, form in self.form_classes.items()})

    def post(self, request, *args, **kwargs):
        self.load()
        action = request.POST.get("action", "")
        if action not in self.form_classes:
            action = REFUSE
        forms = {name: form() for name, form in self.form_classes.items()}
        form = forms[action] = self.form_classes[action](request.POST)
        if not form.is_valid():
            messages.error(request, _("Nothing was decided: please correct the error below."))
            return self.show(forms)
        return self.decide(action, form, forms)

    def decide(self, action, form, forms):
        revision = self.request.POST.get("revision", "")
        reading = Reading(self.pk, int(revision) if revision.isdecimal() else 0)
        try:
            title = decide(self.request.user, reading, action, **form.cleaned_data)
        except DomainError as error:
            messages.error(self.request, error.message)
            return self.show(forms, status=error.status)
        messages.success(self.request, DECIDED[action] % {"title": title})
        return redirect("moderation_queue")

    def show(self, forms, status=200):
        context = self.get_context_data(approval=forms[APPROVE], refusal=forms[REFUSE])
        return self.render_to_response(context, status=status)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context |= {"line": self.line, "publication": self.publication, "decisions": self.earlier_decisions()}
        return context

    def earlier_decisions(self):
        finished = (TaskState.STATUS_APPROVED, TaskState.STATUS_REJECTED)
        states = TaskState.objects.for_instance(self.publication).filter(status__in=finished)
        return states.select_related("finished_by").order_by("-finished_at", "-pk")[:10]
