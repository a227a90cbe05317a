"""What is sold, and for how much: the one place that knows (002 §4.1, annexes B and C).

Amounts are whole cents and include VAT. Stripe's prices are made and compared from here (`sync_stripe_prices`,
`check_stripe`); nothing that a browser or an API client sends ever sets an amount.
"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

CURRENCY = "eur"
#: How long an interval is when nobody says when it ends.
PERIODS = {"month": timedelta(days=30), "year": timedelta(days=365)}


class PlanName(TextChoices):
    """002 §4.1 `payment_type`."""

    SINGLE = "single", _("One resume")
    MONTHLY = "monthly", _("Monthly subscription")
    YEARLY = "yearly", _("Yearly subscription")


@dataclass(frozen=True)
class Plan:
    """`amount` in cents, VAT included; `interval` is Stripe's word, empty for what is paid once."""

    name: PlanName
    amount: int
    interval: str = ""

    @property
    def lookup_key(self) -> str:
        """What the price is called at Stripe, whatever its id."""
        return f"portal_{self.name.value}"

    @property
    def recurs(self) -> bool:
        return bool(self.interval)

    @property
    def label(self) -> str:
        return self.name.label

    @property
    def euros(self) -> Decimal:
        return euros(self.amount)


PLANS = {
    plan.name.value: plan
    for plan in (
        Plan(PlanName.SINGLE, 499),
        Plan(PlanName.MONTHLY, 999, "month"),
        Plan(PlanName.YEARLY, 9999, "year"),
    )
}


def euros(cents: int) -> Decimal:
    """499 → Decimal("4.99")."""
    return Decimal(cents).scaleb(-2)


def without_vat(cents: int, rate: Decimal | None = None) -> int:
    """The part of an amount that is not VAT, in cents; `rate` in percent (settings.VAT_RATE)."""
    rate = settings.VAT_RATE if rate is None else rate
    return int((Decimal(cents) * 100 / (100 + rate)).quantize(Decimal(1), ROUND_HALF_UP))


def matching(amount: int | None, currency: str, interval: str) -> Plan | None:
    """The plan that costs exactly this, once or by `interval`."""
    return next(
        (
            plan
            for plan in PLANS.values()
            if (plan.amount, CURRENCY, plan.interval) == (amount, (currency or "").lower(), interval)
        ),
        None,
    )
