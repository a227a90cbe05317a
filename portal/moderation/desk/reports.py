"""Messages that people reported: who waits, the message with the few around it, handling it with a note."""

import django_filters
from django import forms
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin

from portal.conversations import services
from portal.conversations.display import author_name
from portal.conversations.models import Report, ReportReason
from portal.core.errors import DomainError
from portal.core.models import AuditLog

from .access import ModeratorMixin
from .columns import CappedPaginator, WaitingColumn
from .review import HOME

STATES = (
    ("open", pgettext_lazy("report", "To handle")),
    ("handled", pgettext_lazy("report", "Handled")),
)


class HandleForm(forms.Form):
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you did, for editors only. The person who reported is told that the message was read."),
    )


class ReportFilter(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="by_state")
    reason = django_filters.ChoiceFilter(label=_("Reason"), choices=ReportReason.choices)

    class Meta:
        model = Report
        fields = ["state", "reason"]

    def by_state(self, queryset, name, value):
        return queryset.filter(handled_at__isnull=value == "open")


class ReportListView(ModeratorMixin, BaseListingView):
    """Those that wait, oldest first; a filter shows the handled ones."""

    page_title = _("Reports of messages")
    header_icon = "warning"
    paginate_by = 20
    paginator_class = CappedPaginator
    index_url_name = "report_list"
    index_results_url_name = "report_list_results"
    filterset_class = ReportFilter
    verbose_name = _("report")
    verbose_name_plural = _("reports")
    table_classname = "listing moderation-listing"
    columns = [
        TitleColumn(
            "reason",
            label=_("Reason"),
            accessor="get_reason_display",
            get_url=lambda row: reverse("report", args=[row.pk]),
        ),
        Column("author", label=_("Written by"), accessor=lambda row: author_name(row.message)),
        Column("reporter", label=_("Reported by"), accessor=lambda row: row.reporter or _("Closed account")),
        WaitingColumn(
            "created_at", label=_("Waiting for"), accessor=lambda row: row.created_at if row.is_open else None
        ),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor=lambda row: dict(STATES)["open" if row.is_open else "handled"],
            primary=lambda row: row.is_open,
        ),
    ]

    def get_base_queryset(self):
        return Report.objects.for_list().order_by("created_at", "pk")

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        if self.filters and self.filters.is_valid() and self.filters.form.cleaned_data.get("state"):
            return queryset
        return queryset.open()

    @cached_property
    def no_results_message(self):
        return _("No report matches.") if self.is_filtering else _("No report waits.")


class ReportView(ModeratorMixin, WagtailAdminTemplateMixin, TemplateView):
    """One report: the message and the few around it (nothing else of the correspondence), the note, the history."""

    template_name = "moderation/report.html"
    header_icon = "warning"
    page_title = _("The report")

    def get_breadcrumbs_items(self):
        back = {"url": reverse("report_list"), "label": _("Reports of messages")}
        return [HOME, back, {"url": "", "label": self.report.get_reason_display()}]

    def get_page_subtitle(self):
        return self.report.get_reason_display()

    def dispatch(self, request, *args, pk, **kwargs):
        self.pk = pk
        return super().dispatch(request, *args, **kwargs)

    def load(self):
        rows = Report.objects.for_list().select_related("message__conversation")
        self.report = get_object_or_404(rows, pk=self.pk)

    def get(self, request, *args, **kwargs):
        self.load()
        return self.show(HandleForm())

    def post(self, request, *args, **kwargs):
        self.load()
        form = HandleForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            services.reports.handle(request.user, self.report, form.cleaned_data["note"])
        except DomainError as error:
            messages.error(request, error.message)
            self.load()
            return self.show(HandleForm(), status=error.status)
        messages.success(request, _("The report is handled."))
        return redirect("report_list")

    def show(self, form, status=200):
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def get_context_data(self, **kwargs):
        history = AuditLog.objects.filter(
            target_type=Report._meta.label_lower, target_id=str(self.report.pk)
        ).select_related("actor")
        context = {
            "report": self.report,
            "around": services.reports.context_of(self.report),
            "history": history.order_by("at", "id"),
        }
        return super().get_context_data(**kwargs) | context
