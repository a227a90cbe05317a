"""Payments and subscriptions in the Wagtail admin: to read for editors; administrators give money back."""

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin

from portal.core.days import day
from portal.core.errors import DomainError

from .. import permissions
from ..display import money
from ..forms import RefundForm
from ..models import Payment, PaymentStatus, Subscription, SubscriptionStatus
from ..plans import PlanName
from ..services import refunds
from .access import ReadersMixin

HOME = {"url": reverse_lazy("wagtailadmin_home"), "label": _("Home")}


def payer(row) -> str:
    return str(row.user) if row.user else row.email or "–"


class PersonFilter(WagtailFilterSet):
    person = django_filters.CharFilter(label=_("Email address"), method="by_person")

    def by_person(self, queryset, name, value):
        return queryset.filter(Q(email__icontains=value) | Q(user__email__icontains=value))


class PaymentFilter(PersonFilter):
    status = django_filters.ChoiceFilter(label=_("Status"), choices=PaymentStatus.choices)
    plan = django_filters.ChoiceFilter(label=_("Plan"), choices=PlanName.choices)

    class Meta:
        model = Payment
        fields = ["person", "status", "plan"]


class SubscriptionFilter(PersonFilter):
    status = django_filters.ChoiceFilter(label=_("Status"), choices=SubscriptionStatus.choices)

    class Meta:
        model = Subscription
        fields = ["person", "status"]


class PaymentListView(ReadersMixin, BaseListingView):
    page_title = _("Payments")
    header_icon = "calendar-check"
    paginate_by = 30
    index_url_name = "payments_desk"
    index_results_url_name = "payments_desk_results"
    filterset_class = PaymentFilter
    verbose_name_plural = _("payments")
    no_results_message = _("No payment.")
    columns = [
        TitleColumn(
            "amount",
            label=_("Amount"),
            accessor=lambda row: money(row.amount),
            get_url=lambda row: reverse("payments_desk_one", args=[row.pk]),
        ),
        Column("plan", label=_("Plan"), accessor="get_plan_display"),
        Column("payer", label=_("Paid by"), accessor=payer),
        StatusTagColumn(
            "status",
            label=_("Status"),
            accessor="get_status_display",
            primary=lambda row: row.status == PaymentStatus.SUCCEEDED,
        ),
        DateColumn("created_at", label=_("Begun")),
    ]

    def get_base_queryset(self):
        return Payment.objects.for_list()


class SubscriptionListView(ReadersMixin, BaseListingView):
    page_title = _("Subscriptions")
    header_icon = "calendar-alt"
    paginate_by = 30
    index_url_name = "payments_desk_subscriptions"
    index_results_url_name = "payments_desk_subscriptions_results"
    filterset_class = SubscriptionFilter
    verbose_name_plural = _("subscriptions")
    no_results_message = _("No subscription.")
    columns = [
        Column("payer", label=_("Paid by"), accessor=payer),
        Column("plan", label=_("Plan"), accessor="get_plan_display"),
        StatusTagColumn("status", label=_("Status"), accessor="get_status_display", primary=lambda row: row.is_running),
        DateColumn("started_at", label=_("Since")),
        # Wagtail's column tells how long ago something was, and this is often to come.
        Column("access_until", label=_("Access until"), accessor=lambda row: day(row.access_until, year=True)),
        Column("stripe_id", label=_("At Stripe")),
    ]

    def get_base_queryset(self):
        return Subscription.objects.select_related("user").order_by("-created_at", "-id")


class PaymentView(ReadersMixin, WagtailAdminTemplateMixin, TemplateView):
    """One payment with its invoices and refunds; the POST of an administrator gives money back."""

    template_name = "payments/desk/payment.html"
    header_icon = "calendar-check"
    page_title = _("Payment")

    def dispatch(self, request, *args, pk, **kwargs):
        self.pk = pk
        return super().dispatch(request, *args, **kwargs)

    def load(self):
        rows = Payment.objects.select_related("user", "subscription", "checkout", "resume")
        self.payment = get_object_or_404(rows, pk=self.pk)

    def get(self, request, *args, **kwargs):
        self.load()
        return self.show(self.form())

    def post(self, request, *args, **kwargs):
        if not permissions.may_administer_payments(request.user):
            raise PermissionDenied
        self.load()
        form = RefundForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        try:
            refunds.refund(request.user, self.payment, form.cents, reason=form.cleaned_data["reason"])
        except DomainError as error:
            messages.error(request, error.message)
            self.load()
            return self.show(form, status=error.status)
        messages.success(request, _("The money is on its way back."))
        return redirect("payments_desk_one", self.pk)

    def form(self) -> RefundForm | None:
        may = permissions.may_administer_payments(self.request.user) and self.payment.left
        return RefundForm(initial={"amount": refunds.left_euros(self.payment)}) if may else None

    def show(self, form, status=200):
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def get_breadcrumbs_items(self):
        back = {"url": reverse("payments_desk"), "label": _("Payments")}
        return [HOME, back, {"url": "", "label": str(self.payment)}]

    def get_page_subtitle(self):
        return str(self.payment)

    def get_context_data(self, **kwargs):
        context = {
            "payment": self.payment,
            "payer": payer(self.payment),
            "invoices": self.payment.invoices.order_by("id"),
            "refunds": self.payment.refunds.select_related("made_by").order_by("id"),
        }
        return super().get_context_data(**kwargs) | context
