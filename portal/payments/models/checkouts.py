"""What somebody began to pay, and what Stripe calls our people and prices."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.core.models import TimeStamped

from ..plans import CURRENCY, PlanName


def new_token() -> str:
    return secrets.token_urlsafe(24)


class Customer(TimeStamped):
    """A person at Stripe; without an account while the payer has none."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="stripe_customer"
    )
    stripe_id = models.CharField(max_length=100, unique=True)
    email = models.EmailField(_("email address"), blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return self.stripe_id


class StripePrice(models.Model):
    """The price that Stripe has for a plan, as `sync_stripe_prices` left it."""

    plan = models.CharField(max_length=10, choices=PlanName, unique=True)
    stripe_id = models.CharField(max_length=100, unique=True)
    amount = models.PositiveIntegerField()
    currency = models.CharField(max_length=3, default=CURRENCY)
    synced_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["plan"]

    def __str__(self):
        return f"{self.plan} {self.stripe_id}"


class Checkout(TimeStamped):
    """One intention to pay: what, for whom, at which amount, decided here before anybody is sent to Stripe.

    `token` is the reference that Stripe carries through session, subscription and payment. `session_key` names the
    anonymous visitor of a resume, as `Resume.session_id` does.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        COMPLETE = "complete", _("Complete")
        EXPIRED = "expired", _("Given up")

    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    plan = models.CharField(_("plan"), max_length=10, choices=PlanName)
    amount = models.PositiveIntegerField(_("amount in cents"))
    currency = models.CharField(max_length=3, default=CURRENCY)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="checkouts"
    )
    email = models.EmailField(_("email address"), blank=True)
    resume = models.ForeignKey("cv.Resume", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    success_url = models.URLField(max_length=500)
    cancel_url = models.URLField(max_length=500)
    stripe_session = models.CharField(max_length=255, null=True, unique=True)  # noqa: DJ001 - unique where there is one
    #: When the payer asked for the service at once and gave up the right of withdrawal, and in which words.
    waived_at = models.DateTimeField(_("right of withdrawal given up"), null=True, blank=True)
    waiver_version = models.CharField(max_length=20, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("checkout")
        verbose_name_plural = _("checkouts")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="checkout_costs_something"),
            models.CheckConstraint(condition=models.Q(plan__in=PlanName.values), name="checkout_known_plan"),
        ]

    def __str__(self):
        return f"{self.plan} {self.token[:6]}"
