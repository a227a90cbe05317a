from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.models import TimeStamped

from ..display import money
from ..plans import CURRENCY, PlanName
from ..querysets import PaymentQuerySet


class PaymentStatus(models.TextChoices):
    """002 annex D. A payment of which a part was given back stays `succeeded`."""

    PENDING = "pending", pgettext_lazy("payment", "Waiting")
    SUCCEEDED = "succeeded", pgettext_lazy("payment", "Paid")
    FAILED = "failed", pgettext_lazy("payment", "Failed")
    REFUNDED = "refunded", pgettext_lazy("payment", "Refunded")


class Payment(TimeStamped):
    """Money that came or should come: for one resume, or for one period of a subscription. `amount` in cents."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="payments"
    )
    checkout = models.ForeignKey(
        "payments.Checkout", null=True, blank=True, on_delete=models.SET_NULL, related_name="payments"
    )
    subscription = models.ForeignKey(
        "payments.Subscription", null=True, blank=True, on_delete=models.SET_NULL, related_name="payments"
    )
    resume = models.ForeignKey("cv.Resume", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    email = models.EmailField(_("email address"), blank=True, db_index=True)
    payer_name = models.CharField(_("name"), max_length=200, blank=True)
    payer_address = models.CharField(_("address"), max_length=300, blank=True)
    plan = models.CharField(_("plan"), max_length=10, choices=PlanName)
    amount = models.PositiveIntegerField(_("amount in cents"))
    refunded_amount = models.PositiveIntegerField(_("refunded, in cents"), default=0)
    currency = models.CharField(max_length=3, default=CURRENCY)
    status = models.CharField(_("status"), max_length=10, choices=PaymentStatus, default=PaymentStatus.PENDING)
    stripe_invoice = models.CharField(max_length=100, null=True, unique=True)  # noqa: DJ001 - unique where there is one
    stripe_payment_intent = models.CharField(max_length=100, null=True, unique=True)  # noqa: DJ001
    paid_at = models.DateTimeField(_("paid"), null=True, blank=True)
    #: The time of the latest event about an attempt: a failure that comes late undoes nothing.
    attempted_at = models.DateTimeField(null=True, editable=False)
    period_start = models.DateTimeField(null=True, blank=True)
    period_end = models.DateTimeField(null=True, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["user", "-created_at", "-id"], name="payment_of_user")]
        constraints = [
            models.CheckConstraint(condition=models.Q(status__in=PaymentStatus.values), name="payment_known_status"),
            models.CheckConstraint(
                condition=models.Q(refunded_amount__lte=models.F("amount")), name="payment_refund_at_most_all"
            ),
            models.CheckConstraint(
                condition=models.Q(paid_at__isnull=False) | ~models.Q(status__in=["succeeded", "refunded"]),
                name="payment_paid_has_a_date",
            ),
        ]

    def __str__(self):
        return f"{self.get_plan_display()}, {money(self.amount)}"

    @property
    def left(self) -> int:
        """Cents that were not given back."""
        return self.amount - self.refunded_amount if self.paid_at else 0


class Refund(TimeStamped):
    """Money that goes back. `amount` in cents."""

    class State(models.TextChoices):
        PENDING = "pending", pgettext_lazy("refund", "On its way")
        SUCCEEDED = "succeeded", pgettext_lazy("refund", "Done")
        FAILED = "failed", pgettext_lazy("refund", "Failed")

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    amount = models.PositiveIntegerField(_("amount in cents"))
    stripe_id = models.CharField(max_length=100, null=True, unique=True)  # noqa: DJ001 - unique where there is one
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [models.CheckConstraint(condition=models.Q(amount__gt=0), name="refund_of_something")]

    def __str__(self):
        return money(self.amount)
