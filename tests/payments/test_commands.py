"""sync_stripe_prices, check_stripe and reconcile_stripe, against a Stripe that a test can shape."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command

from portal.payments import handlers
from portal.payments.errors import ProviderDown
from portal.payments.gateways import stripe_api
from portal.payments.models import Checkout, Payment, PaymentStatus, StripeEvent, StripePrice, Subscription
from portal.payments.plans import PLANS, Plan
from portal.payments.services import reconciling
from tests.factories.accounts import UserFactory
from tests.payments.build import DAY, START, Purchase, begin, event, pay, send

pytestmark = pytest.mark.django_db


class Stripe:
    """What Stripe has: prices by the plan's name, endpoints, subscriptions, sessions and events."""

    def __init__(self):
        self.prices, self.endpoints, self.subscriptions, self.sessions, self.events = {}, [], {}, {}, []

    def price_of(self, plan: Plan) -> dict | None:
        return self.prices.get(plan.name.value)

    def create_price(self, plan: Plan) -> dict:
        found = {
            "id": f"price_{plan.name.value}_{plan.amount}",
            "unit_amount": plan.amount,
            "currency": "eur",
            "tax_behavior": "inclusive",
            "recurring": {"interval": plan.interval, "interval_count": 1} if plan.recurs else None,
        }
        self.prices[plan.name.value] = found
        return found

    def webhook_endpoints(self) -> list[dict]:
        return self.endpoints

    def subscription(self, stripe_id: str) -> dict | None:
        return self.subscriptions.get(stripe_id)

    def session(self, stripe_id: str) -> dict | None:
        return self.sessions.get(stripe_id)

    def events_since(self, moment, types):
        return self.events


@pytest.fixture
def stripe(settings, monkeypatch) -> Stripe:
    settings.STRIPE_SECRET_KEY = "sk_test_x"
    settings.SITE_URL = "https://portail.example"
    found = Stripe()
    for name in ("price_of", "create_price", "webhook_endpoints", "subscription", "session", "events_since"):
        monkeypatch.setattr(stripe_api, name, getattr(found, name))
    return found


def endpoint(**changes) -> dict:
    url = "https://portail.example/api/payments/webhook/"
    return {"url": url, "status": "enabled", "enabled_events": list(handlers.HANDLERS), **changes}


# --- Prices -----------------------------------------------------------------------------------------------------------
def test_prices_are_made_once(stripe, capsys):
    call_command("sync_stripe_prices")
    assert {row.plan: row.amount for row in StripePrice.objects.all()} == {
        "single": 499,
        "monthly": 999,
        "yearly": 9999,
    }
    before = dict(stripe.prices)
    call_command("sync_stripe_prices")
    assert stripe.prices == before
    assert capsys.readouterr().out.count("(made)") == 3


@pytest.mark.parametrize(
    ("name", "value"),
    [("unit_amount", 1), ("currency", "usd"), ("tax_behavior", "exclusive"), ("recurring", {"interval": "year"})],
)
def test_a_price_that_differs_is_found_and_replaced(stripe, name, value):
    stripe.endpoints = [endpoint()]
    call_command("sync_stripe_prices")
    call_command("check_stripe")
    stripe.prices["monthly"] = {**stripe.prices["monthly"], name: value}
    with pytest.raises(CommandError, match="monthly"):
        call_command("check_stripe")
    call_command("sync_stripe_prices")
    call_command("check_stripe")


def test_a_price_that_is_not_there_is_found(stripe):
    stripe.endpoints = [endpoint()]
    with pytest.raises(CommandError, match="portal_single"):
        call_command("check_stripe")


def test_a_changed_plan_charges_the_new_amount_before_it_is_synchronised(stripe, monkeypatch):
    call_command("sync_stripe_prices")
    dearer = Plan(PLANS["monthly"].name, 1199, "month")
    assert stripe_api._line(PLANS["monthly"]) == {"price": "price_monthly_999"}
    assert stripe_api._line(dearer)["price_data"]["unit_amount"] == 1199


@pytest.mark.parametrize(
    "endpoints",
    [
        [],
        [endpoint(url="https://other.example/api/payments/webhook/")],
        [endpoint(status="disabled")],
        [endpoint(enabled_events=["checkout.session.completed"])],
    ],
    ids=["none", "elsewhere", "disabled", "too few"],
)
def test_a_webhook_that_is_not_sent_is_found(stripe, endpoints):
    call_command("sync_stripe_prices")
    stripe.endpoints = endpoints
    with pytest.raises(CommandError, match="webhook"):
        call_command("check_stripe")


@pytest.mark.parametrize("name", ["sync_stripe_prices", "check_stripe", "reconcile_stripe"])
def test_without_a_key_there_is_nothing_to_ask(name):
    with pytest.raises(CommandError, match="STRIPE_SECRET_KEY"):
        call_command(name)


def test_an_outage_is_said_in_one_line(stripe, monkeypatch):
    def down(plan):
        raise ProviderDown

    monkeypatch.setattr(stripe_api, "price_of", down)
    with pytest.raises(CommandError, match="does not answer"):
        call_command("check_stripe")


# --- Reconciling ------------------------------------------------------------------------------------------------------
def missed(settings, stripe, **values) -> Purchase:
    """A purchase that was paid while the webhook was away."""
    settings.STRIPE_SECRET_KEY = ""
    purchase = Purchase(begin(UserFactory(), **values))
    settings.STRIPE_SECRET_KEY = "sk_test_x"
    return purchase


def test_missed_events_are_applied(settings, stripe):
    purchase = missed(settings, stripe)
    stripe.events = purchase.events()
    stripe.subscriptions[purchase.names["subscription"]] = purchase.subscription()
    said = reconciling.reconcile(mend=False)
    assert len(said) == 4
    assert not StripeEvent.objects.exists()
    reconciling.reconcile(mend=True)
    assert Subscription.objects.get().is_running
    assert reconciling.reconcile(mend=True) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "canceled", "ended_at": START + DAY},
        {"cancel_at_period_end": True},
        {"status": "past_due"},
        {"status": "unpaid"},
    ],
    ids=str,
)
def test_a_subscription_that_differs_is_mended(settings, stripe, changes):
    settings.STRIPE_SECRET_KEY = ""
    purchase = pay(begin(UserFactory()))
    settings.STRIPE_SECRET_KEY = "sk_test_x"
    stripe.subscriptions[purchase.names["subscription"]] = purchase.subscription(**{"status": "active", **changes})
    with time_machine.travel(START + 2 * DAY, tick=True):
        assert len(reconciling.reconcile(mend=False)) == 1
        assert Subscription.objects.get().status == "active"
        reconciling.reconcile(mend=True)
        assert reconciling.reconcile(mend=True) == []
    row = Subscription.objects.get()
    assert {name: getattr(row, name) for name in changes if name != "ended_at"} == {
        name: value for name, value in changes.items() if name != "ended_at"
    }


def test_a_subscription_that_stripe_does_not_know_is_named(settings, stripe):
    settings.STRIPE_SECRET_KEY = ""
    pay(begin(UserFactory()))
    settings.STRIPE_SECRET_KEY = "sk_test_x"
    assert "unknown at Stripe" in reconciling.reconcile(mend=True)[0]
    assert Subscription.objects.get().is_running


def test_an_old_checkout_is_asked_about(settings, stripe, resume):
    purchase = missed(settings, stripe, plan="single", resume=resume)
    stripe.sessions[purchase.checkout.stripe_session] = purchase.session(status="complete")
    assert reconciling.reconcile(mend=True) == []
    with time_machine.travel(START + 2 * DAY, tick=True):
        assert len(reconciling.reconcile(mend=True)) == 1
        assert reconciling.reconcile(mend=True) == []
    assert Payment.objects.get().status == PaymentStatus.SUCCEEDED
    resume.refresh_from_db()
    assert resume.is_paid


def test_a_session_that_expired_is_closed(settings, stripe):
    purchase = missed(settings, stripe)
    stripe.sessions[purchase.checkout.stripe_session] = purchase.session(status="expired", payment_status="unpaid")
    with time_machine.travel(START + timedelta(days=2).total_seconds(), tick=True):
        reconciling.reconcile(mend=True)
    assert Checkout.objects.get().state == Checkout.State.EXPIRED
    assert Payment.objects.get().status == PaymentStatus.FAILED


def test_what_does_not_fit_is_said_and_the_rest_is_mended(settings, stripe, resume):
    """One session of another amount and one subscription of another price stand in nobody's way."""
    wrong = missed(settings, stripe, plan="single", resume=resume)
    stripe.sessions[wrong.checkout.stripe_session] = wrong.session(status="complete", amount_total=1)
    settings.STRIPE_SECRET_KEY = ""
    strange, late = pay(begin(UserFactory())), pay(begin(UserFactory()))
    settings.STRIPE_SECRET_KEY = "sk_test_x"
    item = {"quantity": 1, "current_period_end": START + 99 * DAY, "price": Purchase.price(1, "month")}
    stripe.subscriptions[strange.names["subscription"]] = strange.subscription(items={"data": [item]})
    stripe.subscriptions[late.names["subscription"]] = late.subscription("past_due")
    with time_machine.travel(START + 2 * DAY, tick=True):
        said = reconciling.reconcile(mend=True)
    assert len(said) == 3
    assert "1 cents were asked instead of 499" in said[0]
    assert "no plan costs" in said[1]
    assert Payment.objects.get(checkout=wrong.checkout).status == PaymentStatus.PENDING
    assert Subscription.objects.get(stripe_id=late.names["subscription"]).status == "past_due"


def test_failed_events_are_tried_again(settings, stripe, resume):
    purchase = missed(settings, stripe, plan="single", resume=resume)
    refunded = event("charge.refunded", purchase.charge(499), at=START + 9)
    send(refunded)
    stripe.events = [*purchase.events(), refunded]
    reconciling.reconcile(mend=True)
    assert Payment.objects.get().status == PaymentStatus.REFUNDED
