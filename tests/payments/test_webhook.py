"""What Stripe tells: signed, once, in any order."""

import itertools
import json

import pytest
from django.core import mail
from django.test import Client

from portal.payments.models import (
    Checkout,
    EventState,
    Invoice,
    Payment,
    PaymentStatus,
    StripeEvent,
    Subscription,
    SubscriptionStatus,
)
from portal.payments.services import events
from tests.factories.accounts import UserFactory
from tests.payments.build import DAY, PATH, START, Purchase, begin, event, pay, send

pytestmark = pytest.mark.django_db


# --- Signatures -------------------------------------------------------------------------------------------------------
def test_a_signed_event_answers_as_the_document_says():
    answer = send(event("customer.created", {"id": "cus_1"}))
    assert (answer.status_code, answer.json()) == (200, {"status": "success"})


@pytest.mark.parametrize("header", ["", "t=1", "t=x,v1=y", "v1=00", "t=1795262400,v1=00", "é", "t=1795262460,v1=é"])
def test_without_a_valid_signature_nothing_is_kept(header):
    assert send(event("customer.created", {"id": "cus_1"}), header=header).status_code == 400
    assert not StripeEvent.objects.exists()


def test_the_signature_is_over_the_raw_bytes():
    """The same object, written with other spaces, is another body."""
    import time

    import stripe

    sent = event("customer.created", {"id": "cus_1"})
    header = stripe.WebhookSignature.generate_signature_header(json.dumps(sent), "whsec_of_the_tests", int(time.time()))
    respaced = json.dumps(sent, indent=1).encode()
    assert send(respaced, header=header).status_code == 400
    assert send(json.dumps(sent).encode(), header=header).status_code == 200


def test_an_old_signature_is_refused(settings):
    sent = event("customer.created", {"id": "cus_1"})
    assert send(sent, age=settings.STRIPE_TOLERANCE + 5).status_code == 400
    assert send(sent, age=settings.STRIPE_TOLERANCE - 5).status_code == 200


def test_two_secrets_are_good_while_one_is_exchanged(settings):
    settings.STRIPE_WEBHOOK_SECRETS = ["whsec_new", " whsec_old "]
    settings.PAYMENTS_LOCAL_CHECKOUT = False
    for secret, status in (("whsec_new", 200), ("whsec_old", 200), ("whsec_of_the_tests", 400), ("", 400)):
        assert send(event("customer.created", {"id": "cus_1"}), secret=secret).status_code == status


def test_without_a_secret_nothing_passes(settings):
    settings.STRIPE_WEBHOOK_SECRETS, settings.PAYMENTS_LOCAL_CHECKOUT = ["", " "], False
    assert send(event("customer.created", {"id": "cus_1"}), secret="").status_code == 400


def test_the_local_page_signs_only_where_it_stands_in(settings):
    from portal.payments.gateways import local

    sent = event("customer.created", {"id": "cus_1"})
    assert send(sent, secret=local.secret()).status_code == 200
    settings.STRIPE_SECRET_KEY = "sk_test_x"
    assert send(sent, secret=local.secret()).status_code == 400


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"null", b"{", b"\xff\xfe", b'{"id": 1, "type": 2}'])
def test_what_is_signed_and_no_event_is_refused(body):
    if body == b"\xff\xfe":
        assert send(body, header="t=1795262460,v1=00").status_code == 400
    else:
        assert send(body).status_code == 400


def test_it_takes_posts_alone():
    assert Client().get(PATH).status_code == 405


# --- Once -------------------------------------------------------------------------------------------------------------
def test_an_unknown_event_is_kept_and_acknowledged():
    assert send(event("customer.tax_id.created", {"id": "txi_1"}, name="evt_x")).status_code == 200
    row = StripeEvent.objects.get()
    assert (row.stripe_id, row.state, row.payload["data"]["object"]["id"]) == ("evt_x", EventState.UNKNOWN, "txi_1")


def test_a_session_that_was_not_sold_here_is_not_ours():
    found = {"id": "cs_other", "mode": "payment", "amount_total": 100, "payment_status": "paid", "metadata": {}}
    assert send(event("checkout.session.completed", found)).status_code == 200
    assert StripeEvent.objects.get().state == EventState.UNKNOWN


def test_ten_times_is_once(mailoutbox):
    purchase = Purchase(begin(UserFactory()))
    for each in purchase.events() * 10:
        assert send(each).status_code == 200
    assert (Payment.objects.count(), Invoice.objects.count(), Subscription.objects.count()) == (1, 1, 1)
    assert StripeEvent.objects.count() == 4
    assert set(StripeEvent.objects.values_list("attempts", flat=True)) == {1}
    assert len(mailoutbox) == 1


def test_a_nul_in_a_text_is_left_out():
    assert send(event("customer.created", {"id": "cus_1", "name": "a\x00b"})).status_code == 200
    assert StripeEvent.objects.get().payload["data"]["object"]["name"] == "ab"


# --- In any order -----------------------------------------------------------------------------------------------------
def state_of(purchase) -> dict:
    row = Subscription.objects.get(stripe_id=purchase.names["subscription"])
    payment = Payment.objects.get()
    return {
        "status": row.status,
        "running": row.is_running,
        "end": int(row.current_period_end.timestamp()),
        "user": row.user_id,
        "customer": row.customer.stripe_id,
        "payment": (payment.status, payment.amount, payment.user_id, payment.stripe_invoice),
        "subscription": payment.subscription_id == row.pk,
        "invoices": Invoice.objects.count(),
        "checkout": Checkout.objects.get().state,
    }


@pytest.mark.slow
@pytest.mark.parametrize("old", [False, True], ids=["new shape", "old shape"])
@pytest.mark.parametrize("order", itertools.permutations(range(4)), ids=str)
def test_any_order_ends_alike(order, old):
    ends_alike(order, old)


@pytest.mark.parametrize("old", [False, True], ids=["new shape", "old shape"])
@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0)], ids=str)
def test_forwards_and_backwards_end_alike(order, old):
    ends_alike(order, old)


def ends_alike(order, old):
    user = UserFactory()
    purchase = Purchase(begin(user), old=old)
    sent = purchase.events()
    for place in order:
        assert send(sent[place]).status_code == 200
    assert state_of(purchase) == {
        "status": "active",
        "running": True,
        "end": START + 30 * DAY,
        "user": user.pk,
        "customer": purchase.names["customer"],
        "payment": ("succeeded", 999, user.pk, purchase.names["invoice"]),
        "subscription": True,
        "invoices": 1,
        "checkout": "complete",
    }


@pytest.mark.slow
@pytest.mark.parametrize("order", itertools.permutations(range(4)), ids=str)
def test_any_order_finds_the_payer_without_an_account(order, mailoutbox):
    purchase = Purchase(begin(), email="lea@exemple.example")
    sent = purchase.events()
    for place in order:
        assert send(sent[place]).status_code == 200
    row, payment = Subscription.objects.get(), Payment.objects.get()
    assert (row.user, row.email, payment.email) == (None, "lea@exemple.example", "lea@exemple.example")
    assert [letter.to for letter in mailoutbox] == [["lea@exemple.example"]]


@pytest.mark.slow
@pytest.mark.parametrize("order", itertools.permutations(range(4)), ids=str)
def test_a_late_renewal_ends_alike_in_any_order(order):
    purchase = pay(begin(UserFactory()))
    later, end = START + 30 * DAY, START + 60 * DAY
    sent = [
        event("invoice.payment_failed", purchase.invoice(number=2, amount_paid=0), at=later),
        event("customer.subscription.updated", purchase.subscription("past_due", end=end), at=later),
        event("invoice.payment_succeeded", purchase.invoice(number=2), at=later + DAY),
        event("customer.subscription.updated", purchase.subscription("active", end=end), at=later + DAY),
    ]
    for place in order:
        assert send(sent[place]).status_code == 200
    row = Subscription.objects.get()
    assert (row.status, row.past_due_since, int(row.current_period_end.timestamp())) == ("active", None, end)
    assert [payment.status for payment in Payment.objects.all()] == ["succeeded", "succeeded"]
    assert Invoice.objects.count() == 2


@pytest.mark.parametrize("order", itertools.permutations(range(3)), ids=str)
def test_what_is_over_stays_over(order):
    purchase = pay(begin(UserFactory()))
    later = START + 5 * DAY
    over = purchase.subscription("canceled", ended_at=later, canceled_at=later)
    sent = [
        event(
            "customer.subscription.updated", purchase.subscription("active", cancel_at_period_end=True), at=START + 9
        ),
        event("customer.subscription.deleted", over, at=later),
        event("invoice.payment_succeeded", purchase.invoice(), at=START + 1),
    ]
    for place in order:
        assert send(sent[place]).status_code == 200
    row = Subscription.objects.get()
    assert (row.status, int(row.ended_at.timestamp())) == (SubscriptionStatus.CANCELED, later)
    assert int(row.access_until.timestamp()) == later


def test_of_the_same_second_the_deletion_is_last():
    purchase = pay(begin(UserFactory()))
    send(event("customer.subscription.deleted", purchase.subscription("canceled", ended_at=START + 30), at=START + 30))
    send(event("customer.subscription.updated", purchase.subscription("active"), at=START + 30))
    assert Subscription.objects.get().status == "canceled"


# --- What is charged is what was asked --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "changes",
    [
        {"amount_total": 1},
        {"amount_total": 0},
        {"amount_total": 99900},
        {"currency": "usd"},
        {"mode": "subscription"},
        {"id": "cs_another"},
    ],
    ids=str,
)
def test_another_amount_than_ours_grants_nothing(changes, resume):
    purchase = Purchase(begin(resume.user, "single", resume=resume))
    assert send(event("checkout.session.completed", purchase.session(**changes))).status_code == 503
    row = StripeEvent.objects.get()
    assert (row.state, row.error.partition(":")[0]) == (EventState.FAILED, "CannotApply")
    resume.refresh_from_db()
    assert not resume.is_paid
    assert Payment.objects.get().status == PaymentStatus.PENDING
    assert not Invoice.objects.exists()


@pytest.mark.parametrize("status", ["unpaid", "", None, "requires_payment_method"])
def test_an_unpaid_session_grants_nothing(status, resume):
    purchase = Purchase(begin(resume.user, "single", resume=resume))
    assert send(event("checkout.session.completed", purchase.session(payment_status=status))).status_code == 200
    resume.refresh_from_db()
    assert not resume.is_paid
    later = purchase.session(payment_status="paid")
    assert send(event("checkout.session.async_payment_succeeded", later, at=START + DAY)).status_code == 200
    resume.refresh_from_db()
    assert resume.is_paid


@pytest.mark.parametrize(
    "price",
    [
        Purchase.price(1, "month"),
        Purchase.price(999, "year"),
        Purchase.price(9999, "month"),
        {**Purchase.price(999, "month"), "currency": "usd"},
        {**Purchase.price(999, "month"), "recurring": {"interval": "month", "interval_count": 12}},
    ],
    ids=str,
)
def test_a_price_that_is_not_ours_is_refused(price):
    purchase = Purchase(begin(UserFactory()))
    item = {"quantity": 1, "current_period_end": START + DAY, "price": price}
    sent = purchase.subscription(items={"data": [item]})
    assert send(event("customer.subscription.created", sent)).status_code == 503
    assert not Subscription.objects.running().exists()


def test_a_change_of_plan_at_the_portal_is_followed():
    purchase = pay(begin(UserFactory()))
    item = {"quantity": 1, "current_period_end": START + 365 * DAY, "price": Purchase.price(9999, "year")}
    changed = purchase.subscription(items={"data": [item]})
    assert send(event("customer.subscription.updated", changed, at=START + 20)).status_code == 200
    assert Subscription.objects.get().plan == "yearly"


def test_who_subscribed_earlier_goes_on_at_the_amount_of_then():
    checkout = begin(UserFactory())
    Checkout.objects.filter(pk=checkout.pk).update(amount=799)
    item = {"quantity": 1, "current_period_end": START + 30 * DAY, "price": Purchase.price(799, "month")}
    sent = Purchase(checkout).subscription(items={"data": [item]})
    assert send(event("customer.subscription.created", sent)).status_code == 200
    assert Subscription.objects.get().is_running


# --- Failing and trying again -----------------------------------------------------------------------------------------
def test_a_failed_event_changes_nothing_and_can_be_replayed(monkeypatch):
    purchase = Purchase(begin(UserFactory()))
    paid = event("invoice.payment_succeeded", purchase.invoice(), name="evt_1")

    def broken(*args, **kwargs):
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr("portal.payments.services.recording.invoices.issue", broken)
        assert send(paid).status_code == 503
        assert send(paid).status_code == 503
    row = StripeEvent.objects.get()
    assert (row.state, row.attempts, row.error) == (EventState.FAILED, 2, "RuntimeError: the disk is full")
    assert not Subscription.objects.exists()
    assert Payment.objects.get().status == PaymentStatus.PENDING
    row = events.replay(UserFactory(admin=True), row)
    assert (row.state, row.attempts, row.error) == (EventState.PROCESSED, 3, "")
    assert Subscription.objects.get().is_running
    assert Invoice.objects.count() == 1


def test_a_refund_told_before_its_payment_finds_its_place_later(resume):
    purchase = Purchase(begin(resume.user, "single", resume=resume))
    assert send(event("charge.refunded", purchase.charge(499), at=START + 50)).status_code == 503
    assert send(event("checkout.session.completed", purchase.session())).status_code == 200
    assert Payment.objects.get().status == PaymentStatus.SUCCEEDED
    assert events.retry_failed() == 1
    assert Payment.objects.get().status == PaymentStatus.REFUNDED


def test_a_hopeless_event_is_not_tried_for_ever():
    send(event("charge.refunded", {"payment_intent": "pi_none", "amount_refunded": 1}))
    for _ in range(20):
        events.retry_failed()
    assert StripeEvent.objects.get().attempts == events.MOST_ATTEMPTS


def test_a_payment_mails_in_french():
    pay(begin(UserFactory()))
    assert [letter.subject for letter in mail.outbox] == ["Votre paiement de 9,99\u00a0€"]


def test_how_many_queries_an_event_takes(django_assert_max_num_queries):
    purchase = Purchase(begin(UserFactory()))
    sent = event("checkout.session.completed", purchase.session())
    with django_assert_max_num_queries(63):
        send(sent)
    with django_assert_max_num_queries(8):
        send(sent)
