"""The listings of the four kinds: indexed columns, one query for the rows, filters and search by title."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn
from wagtail.snippets.views.snippets import IndexView

from portal.accounts.models import Company
from portal.jobs.models import Status

from .columns import CappedPaginator, StatusColumn, WaitingColumn
from .companies import company_chooser


class PublicationFilter(WagtailFilterSet):
    status = django_filters.MultipleChoiceFilter(
        label=_("Status"), choices=Status.choices, widget=django_filters.widgets.forms.CheckboxSelectMultiple
    )
    waiting = django_filters.ChoiceFilter(
        label=_("Review"), choices=[("true", _("Waiting for review"))], method="filter_waiting"
    )
    company = django_filters.ModelChoiceFilter(
        label=_("Company"), queryset=Company.objects.all(), widget=company_chooser.widget_class
    )
    created_at = django_filters.DateFromToRangeFilter(label=_("Created"), widget=DateRangePickerWidget)
    first_published_at = django_filters.DateFromToRangeFilter(label=_("Published"), widget=DateRangePickerWidget)
    deadline = django_filters.DateFromToRangeFilter(label=_("Deadline"), widget=DateRangePickerWidget)

    def filter_waiting(self, queryset, name, value):
        return queryset.filter(review_since__isnull=False, withdrawn_at__isnull=True)


def filterset_for(model, *fields):
    """The filters that all kinds share, with those of this kind."""
    names = ["status", "waiting", *fields, "sector", "company", "created_at", "first_published_at", "deadline"]
    meta = type("Meta", (), {"model": model, "fields": names})
    return type(f"{model.__name__}FilterSet", (PublicationFilter,), {"Meta": meta})


class PublicationIndexView(IndexView):
    list_display = [
        "title",
        StatusColumn(label=_("Status")),
        WaitingColumn("review_since", label=_("Waiting for"), sort_key="review_since"),
        Column("company", label=_("Company"), accessor="company_name"),
        NumberColumn("applications_count", label=_("Applications"), classname="moderation-wide"),
        DateColumn("created_at", label=_("Created"), sort_key="created_at"),
    ]
    default_ordering = ["-created_at", "-id"]
    paginator_class = CappedPaginator
    table_classname = "listing moderation-listing"
    #: The search index is filled outside requests; titles are read from the table itself.
    search_backend_name = None
    search_fields = ["title"]
    show_other_searches = False

    def get_base_queryset(self):
        return self.model.objects.defer("description", "refusal_reason")

    def _get_title_column(self, *args, **kwargs):
        column = super()._get_title_column(*args, **kwargs)
        # No index carries an order by title.
        column.sort_key = None
        return column

    def get_valid_orderings(self):
        return ["created_at", "-created_at", "review_since", "-review_since"]

    def order_queryset(self, queryset):
        name = self.request.GET.get("ordering", "")
        if name not in self.get_valid_orderings():
            return queryset.order_by(*self.default_ordering)
        return queryset.order_by(name, "-id" if name.startswith("-") else "id")
