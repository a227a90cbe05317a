"""Our calls to Stripe against stripe-mock, which refuses what Stripe's published description does not have."""

import os
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from portal.payments.errors import ProviderDown
from portal.payments.gateways import stripe_api
from portal.payments.models import Checkout, Customer, Payment, PaymentStatus, StripePrice, Subscription
from portal.payments.plans import PLANS
from portal.payments.services import checkouts
from tests.api.client import Api
from tests.factories.accounts import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.stripe]


@pytest.fixture(autouse=True)
def stripe_mock(settings):
    settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE = "sk_test_x", os.environ["STRIPE_MOCK_URL"]
    settings.STRIPE_TIMEOUT = 10


@pytest.fixture
def subscription():
    customer = Customer.objects.create(stripe_id="cus_1")
    return Subscription.objects.create(
        stripe_id="sub_1", plan="monthly", status="active", customer=customer, user=UserFactory()
    )


@pytest.mark.parametrize("synced", [False, True], ids=["amounts", "prices"])
@pytest.mark.parametrize("waived", [False, True], ids=["Stripe asks", "asked here"])
@pytest.mark.parametrize("plan", PLANS)
def test_a_session_is_opened_for_every_plan(plan, waived, synced, resume):
    if synced:
        StripePrice.objects.create(plan=plan, stripe_id="price_1", amount=PLANS[plan].amount)
    checkout, url = checkouts.start(resume.user, plan, resume=resume if plan == "single" else None, waived=waived)
    assert url.startswith("https://checkout.stripe.com/")
    assert checkout.stripe_session.startswith("cs_test_")


def test_the_api_answers_with_stripes_address():
    answer = Api().post("/api/payments/create-checkout/", {"payment_type": "yearly", "email": "lea@exemple.example"})
    assert answer.status_code == 200
    assert answer.json()["url"].startswith("https://checkout.stripe.com/")


def test_a_known_customer_is_named(subscription):
    subscription.customer.user = subscription.user
    subscription.customer.save()
    checkout, _url = checkouts.start(subscription.user, "yearly")
    found = stripe_api._session(Checkout.objects.select_related("user__stripe_customer").get(pk=checkout.pk))
    assert (found["customer"], "customer_email" in found) == ("cus_1", False)


def test_the_portal_a_cancellation_and_an_expiry(subscription):
    assert stripe_api.open_portal(subscription, "https://portail.example/").startswith("https://")
    assert stripe_api.set_cancelled(subscription, True)["object"] == "subscription"
    assert stripe_api.end_now(subscription)["object"] == "subscription"
    stripe_api.expire_checkout(Checkout(stripe_session="cs_test_1"))


def test_a_refund_finds_the_payment_of_an_invoice():
    payment = Payment(pk=1, stripe_payment_intent="pi_1", amount=999)
    assert stripe_api.refund(payment, 999, "1-0-999")["object"] == "refund"
    with pytest.raises(ProviderDown):
        # stripe-mock's one payment of an invoice is a charge: the call was good, its answer names no intent.
        stripe_api.payment_intent(Payment(pk=2, stripe_invoice="in_1", amount=999))


def test_what_is_compared_can_be_read():
    assert stripe_api.subscription("sub_1")["object"] == "subscription"
    assert stripe_api.session("cs_1")["object"] == "checkout.session"
    assert isinstance(stripe_api.events_since(timezone.now() - timedelta(days=1), ["charge.refunded"]), list)
    assert isinstance(stripe_api.webhook_endpoints(), list)
    assert stripe_api.price_of(PLANS["single"])["object"] == "price"


def test_a_price_is_made_for_every_plan():
    for plan in PLANS.values():
        assert stripe_api.create_price(plan)["object"] == "price"


def test_the_commands_reach_their_ends(capsys):
    call_command("sync_stripe_prices")
    assert StripePrice.objects.count() == len({row.stripe_id for row in StripePrice.objects.all()})
    with pytest.raises(CommandError):
        call_command("check_stripe")
    call_command("reconcile_stripe", dry_run=True)


def test_an_answer_that_does_not_come_charges_nothing(settings):
    settings.STRIPE_API_BASE, settings.STRIPE_TIMEOUT = "http://127.0.0.1:9", 0.2
    answer = Api().post("/api/payments/create-checkout/", {"payment_type": "monthly"})
    assert answer.status_code == 503
    assert Checkout.objects.get().state == Checkout.State.EXPIRED
    assert Payment.objects.get().status == PaymentStatus.FAILED


def test_what_stripe_refuses_is_no_answer(settings):
    settings.STRIPE_SECRET_KEY = "not-a-key"
    with pytest.raises(ProviderDown):
        stripe_api.webhook_endpoints()
