"""The logs of 003 §16.1 as a report of the Wagtail admin, for administrators."""

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.widgets import AdminDateInput

from portal.core.errors import DomainError
from portal.core.logs import Asked, Entry, Kind, Level, Log
from portal.core.models import AuditLog
from portal.core.statistics import Period
from portal.core.text import clean_text

from .access import AdministratorMixin


class LogFilter(WagtailFilterSet):
    """Asked of four tables at once: `LogView` reads the form, no filter touches a queryset."""

    kind = django_filters.ChoiceFilter(label=_("Log"), choices=Kind.choices)
    level = django_filters.ChoiceFilter(label=_("Level"), choices=Level.choices)
    since = django_filters.DateFilter(label=_("From"), widget=AdminDateInput)
    until = django_filters.DateFilter(label=_("Until"), widget=AdminDateInput)
    user = django_filters.CharFilter(label=_("Email of the account"), widget=forms.TextInput)

    class Meta:
        model = AuditLog
        fields = []


#: What the acts note beside their target, in words; what is not here is shown by its own name.
DETAILS = {
    "after": _("After"),
    "agreed": _("Agrees"),
    "before": _("Before"),
    "code": _("Code of the reason"),
    "consents": _("Consents"),
    "count": _("How many"),
    "fields": _("Fields"),
    "gone": _("No longer there"),
    "kind": _("Kind"),
    "login": _("Login tried"),
    "note": _("Note"),
    "paper": _("Document"),
    "purpose": _("Purpose"),
    "reason": _("Reason"),
    "recipients": _("Recipients"),
    "role": _("Role"),
    "run": _("Import"),
    "title": _("Title"),
    "type": _("Type"),
    "user": _("Account"),
}


class DetailColumn(Column):
    cell_template_name = "moderation/log_detail_cell.html"


class LogView(AdministratorMixin, BaseListingView):
    """Newest first. Errors and timings appear a few seconds after the request."""

    page_title = _("Logs")
    header_icon = "history"
    paginate_by = 50
    index_url_name = "logs"
    index_results_url_name = "logs_results"
    filterset_class = LogFilter
    is_searchable = True
    verbose_name = _("line")
    verbose_name_plural = _("lines")
    table_classname = "listing moderation-listing"
    columns = [
        Column("at", label=_("When"), accessor=lambda entry: date_format(localtime(entry.at), "d/m/Y H:i:s")),
        Column("kind", label=_("Log"), accessor=lambda entry: entry.kind.label),
        StatusTagColumn(
            "level",
            label=_("Level"),
            accessor=lambda entry: entry.level.label,
            primary=lambda entry: entry.level != Level.INFO,
        ),
        Column("message", label=_("What")),
        Column("user", label=_("Who"), accessor=lambda entry: entry.user.email if entry.user else entry.address),
        DetailColumn("details", label=_("Details"), accessor=lambda entry: details_of(entry)),
    ]

    def get_base_queryset(self):
        return Log(Asked())

    def search_queryset(self, queryset):
        return queryset

    def filter_queryset(self, queryset):
        form = self.filters.form
        sent = form.cleaned_data if form.is_valid() else {}
        try:
            period = Period(sent.get("since"), sent.get("until"))
        except DomainError as error:
            for name, messages in error.fields.items():
                form.add_error(name, messages)
            period = Period()
        return Log(
            Asked(
                kinds=(Kind(sent["kind"]),) if sent.get("kind") else tuple(Kind),
                period=period,
                user=account_of(sent.get("user")),
                level=sent.get("level") or "",
                words=clean_text(self.search_query),
            )
        )

    @cached_property
    def no_results_message(self):
        return _("No line matches.")


def account_of(email: str | None) -> int | None:
    """The account of this address; one that nobody has finds nothing."""
    if not email:
        return None
    found = get_user_model().objects.filter(Q(email=clean_text(email).lower()))
    return found.values_list("pk", flat=True).first() or 0


def details_of(entry: Entry) -> dict:
    """Pairs for the cell, and the trace apart."""
    pairs = {
        _("Address"): entry.address if entry.user else None,
        _("What it concerns"): f"{entry.target_type} {entry.target_id}" if entry.target_type else None,
        _("Request"): entry.request_id,
        _("Duration"): None if entry.duration_ms is None else f"{entry.duration_ms:g} ms",
        _("Database statements"): None if entry.queries is None else f"{entry.queries}, {entry.queries_ms:g} ms",
        **{DETAILS.get(name, name): _readable(value) for name, value in (entry.details or {}).items()},
    }
    return {
        "pairs": [(name, value) for name, value in pairs.items() if value not in (None, "", [], {})],
        "trace": entry.trace,
    }


def _readable(value):
    """Yes and no in words, lists as people write them."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return value
