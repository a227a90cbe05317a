from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.models import TimeStamped

from ..plans import PLANS, PlanName
from ..querysets import SubscriptionQuerySet


class SubscriptionStatus(models.TextChoices):
    """002 annex E; the last three are Stripe's and not the document's."""

    ACTIVE = "active", pgettext_lazy("subscription", "Active")
    CANCELED = "canceled", pgettext_lazy("subscription", "Cancelled")
    PAST_DUE = "past_due", _("Payment late")
    INCOMPLETE = "incomplete", _("Incomplete")
    TRIALING = "trialing", _("In trial")
    UNPAID = "unpaid", _("Unpaid")
    INCOMPLETE_EXPIRED = "incomplete_expired", _("Never paid")
    PAUSED = "paused", _("Paused")


class Subscription(TimeStamped):
    """A subscription at Stripe, as the latest event told it.

    `access_until` is derived from the rest by `compute_access` with every change: access lapses by the clock alone.
    """

    ENDED = (SubscriptionStatus.CANCELED, SubscriptionStatus.INCOMPLETE_EXPIRED)
    PAID = (SubscriptionStatus.ACTIVE, SubscriptionStatus.TRIALING)
    #: A bank may be asked again at any time.
    LATE = (SubscriptionStatus.PAST_DUE, SubscriptionStatus.UNPAID)

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="subscriptions"
    )
    customer = models.ForeignKey(
        "payments.Customer", null=True, blank=True, on_delete=models.SET_NULL, related_name="subscriptions"
    )
    checkout = models.ForeignKey(
        "payments.Checkout", null=True, blank=True, on_delete=models.SET_NULL, related_name="subscriptions"
    )
    #: The payer's, by which an account is found later.
    email = models.EmailField(_("email address"), blank=True, db_index=True)
    plan = models.CharField(_("plan"), max_length=10, choices=PlanName)
    status = models.CharField(
        _("status"), max_length=20, choices=SubscriptionStatus, default=SubscriptionStatus.INCOMPLETE
    )
    stripe_id = models.CharField(max_length=100, unique=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    current_period_end = models.DateTimeField(_("end of the period"), null=True, blank=True)
    cancel_at_period_end = models.BooleanField(_("ends with the period"), default=False)
    canceled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    past_due_since = models.DateTimeField(_("late since"), null=True, blank=True)
    #: When money last came.
    paid_at = models.DateTimeField(null=True, blank=True)
    access_until = models.DateTimeField(_("access until"), null=True, blank=True, db_index=True)
    #: When its owner was told that the access is over.
    lapsed_at = models.DateTimeField(null=True, blank=True)
    #: The end of the period whose renewal was announced.
    announced_for = models.DateTimeField(null=True, blank=True)
    #: What orders events that come in any order: the time and the rank of the latest one that was applied.
    state_at = models.DateTimeField(null=True, editable=False)
    state_rank = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["user", "-access_until"], name="subscription_of_user")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(plan__in=[PlanName.MONTHLY, PlanName.YEARLY]), name="subscription_recurs"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=SubscriptionStatus.values), name="subscription_known_status"
            ),
        ]

    def __str__(self):
        return f"{self.get_plan_display()} ({self.get_status_display()})"

    @property
    def amount(self) -> int:
        """Cents of each period: what was agreed then, even if the plan costs something else by now."""
        agreed = self.checkout
        return agreed.amount if agreed is not None and agreed.plan == self.plan else PLANS[self.plan].amount

    @property
    def is_running(self) -> bool:
        """Whether it gives access now, as `SubscriptionQuerySet.running` says."""
        return self.access_until is not None and self.access_until > timezone.now()

    @property
    def may_cancel(self) -> bool:
        """Whether money may still be asked for. What was never paid runs out by itself, within a day."""
        return not self.cancel_at_period_end and self.status not in (*self.ENDED, SubscriptionStatus.INCOMPLETE)

    def compute_access(self) -> datetime | None:
        """Until when this gives access, if nothing else comes.

        A period that ends waits as long for its renewal as a payment that failed: settings.PAYMENT_GRACE_DAYS.
        """
        grace = timedelta(days=settings.PAYMENT_GRACE_DAYS)
        if self.status in self.PAID and self.current_period_end:
            return self.current_period_end if self.cancel_at_period_end else self.current_period_end + grace
        if self.status == SubscriptionStatus.PAST_DUE and self.past_due_since:
            return self.past_due_since + grace
        if self.status == SubscriptionStatus.CANCELED:
            return self.ended_at
        # Over: what had been given ends now; what never began has no end.
        return min(self.access_until, timezone.now()) if self.access_until else None
