"""Payments in Wagtail's admin (`portal.payments.desk`)."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem

from .desk import events, payments
from .desk.access import AdministratorsItem, ReadersItem


@hooks.register("register_admin_urls")
def register_urls():
    one, results = "payments/<int:pk>/", {"results_only": True}
    return [
        path("payments/", payments.PaymentListView.as_view(), name="payments_desk"),
        path("payments/results/", payments.PaymentListView.as_view(**results), name="payments_desk_results"),
        path(one, payments.PaymentView.as_view(), name="payments_desk_one"),
        path("subscriptions/", payments.SubscriptionListView.as_view(), name="payments_desk_subscriptions"),
        path(
            "subscriptions/results/",
            payments.SubscriptionListView.as_view(**results),
            name="payments_desk_subscriptions_results",
        ),
        path("stripe-events/", events.EventListView.as_view(), name="payments_desk_events"),
        path("stripe-events/results/", events.EventListView.as_view(**results), name="payments_desk_events_results"),
        path("stripe-events/<int:pk>/", events.EventView.as_view(), name="payments_desk_event"),
    ]


@hooks.register("register_admin_menu_item")
def menu_item():
    items = [
        ReadersItem(_("Payments"), reverse_lazy("payments_desk"), name="payments-list", icon_name="calendar-check"),
        ReadersItem(
            _("Subscriptions"),
            reverse_lazy("payments_desk_subscriptions"),
            name="subscriptions",
            icon_name="calendar-alt",
        ),
        AdministratorsItem(
            _("Events of Stripe"), reverse_lazy("payments_desk_events"), name="stripe-events", icon_name="history"
        ),
    ]
    return SubmenuMenuItem(_("Payments"), Menu(items=items), name="payments", icon_name="calendar-check", order=260)
