"""What Stripe sent, for administrators: what failed first, with a button that applies it again."""

import json

import django_filters
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin

from ..models import EventState, StripeEvent
from ..services import events
from .access import AdministratorsMixin
from .payments import HOME


class EventFilter(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=EventState.choices)
    type = django_filters.CharFilter(label=_("Type"), lookup_expr="icontains")

    class Meta:
        model = StripeEvent
        fields = ["state", "type"]


class EventListView(AdministratorsMixin, BaseListingView):
    page_title = _("Events of Stripe")
    header_icon = "history"
    paginate_by = 30
    index_url_name = "payments_desk_events"
    index_results_url_name = "payments_desk_events_results"
    filterset_class = EventFilter
    verbose_name_plural = _("events of Stripe")
    no_results_message = _("No event.")
    columns = [
        TitleColumn("type", label=_("Type"), get_url=lambda row: reverse("payments_desk_event", args=[row.pk])),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor="get_state_display",
            primary=lambda row: row.state == EventState.FAILED,
        ),
        Column("attempts", label=_("Attempts")),
        Column("error", label=_("Error")),
        DateColumn("received_at", label=_("Received")),
    ]

    def get_base_queryset(self):
        return StripeEvent.objects.defer("payload").order_by("-received_at", "-id")


class EventView(AdministratorsMixin, WagtailAdminTemplateMixin, TemplateView):
    template_name = "payments/desk/event.html"
    header_icon = "history"
    page_title = _("Event of Stripe")

    def setup(self, request, *args, pk, **kwargs):
        super().setup(request, *args, **kwargs)
        self.pk = pk

    @cached_property
    def event(self) -> StripeEvent:
        return get_object_or_404(StripeEvent, pk=self.pk)

    def post(self, request, *args, **kwargs):
        row = events.replay(request.user, self.event)
        if row.state == EventState.FAILED:
            messages.error(request, _("It failed again: %(error)s") % {"error": row.error})
        else:
            messages.success(request, _("The event is applied."))
        return redirect("payments_desk_event", self.pk)

    def get_breadcrumbs_items(self):
        back = {"url": reverse("payments_desk_events"), "label": _("Events of Stripe")}
        return [HOME, back, {"url": "", "label": self.event.type}]

    def get_page_subtitle(self):
        return self.event.type

    def get_context_data(self, **kwargs):
        shown = json.dumps(self.event.payload, indent=2, ensure_ascii=False, sort_keys=True)
        return super().get_context_data(**kwargs) | {"event": self.event, "payload": shown}
