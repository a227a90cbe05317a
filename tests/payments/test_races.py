"""Eight at the same moment (PostgreSQL)."""

import random

import pytest

from portal.payments import handlers
from portal.payments.models import Invoice, InvoiceCounter, Payment, StripeEvent, Subscription
from portal.payments.services import events, refunds
from tests.factories.accounts import UserFactory
from tests.payments.build import Purchase, begin, event, pay, send
from tests.threads import together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_one_event_from_eight_threads_is_applied_once(mailoutbox):
    purchase = Purchase(begin(UserFactory()))
    sent = event("checkout.session.completed", purchase.session())
    answers = together(*[lambda: send(sent).status_code] * 8)
    assert answers == [200] * 8
    assert StripeEvent.objects.values_list("attempts", flat=True).get() == 1
    assert (Payment.objects.count(), Invoice.objects.count(), Subscription.objects.count()) == (1, 1, 1)
    assert len(mailoutbox) == 1


def test_all_events_of_a_purchase_at_once_end_as_in_order(mailoutbox):
    purchase = Purchase(begin(UserFactory()))
    sent = purchase.events() * 2
    random.Random(7).shuffle(sent)
    answers = together(*[lambda each=each: send(each).status_code for each in sent])
    # What met another in the middle is kept, and is applied when Stripe or the clock comes again.
    assert set(answers) <= {200, 503}
    events.retry_failed()
    row, payment = Subscription.objects.get(), Payment.objects.get()
    assert (row.status, row.is_running, payment.status, payment.subscription) == ("active", True, "succeeded", row)
    assert Invoice.objects.count() == 1
    assert len(mailoutbox) == 1


def test_eight_payments_at_once_have_eight_numbers_without_a_gap():
    sent = [event("checkout.session.completed", Purchase(begin(UserFactory())).session()) for _ in range(8)]
    assert together(*[lambda each=each: send(each).status_code for each in sent]) == [200] * 8
    numbers = sorted(Invoice.objects.values_list("number", flat=True))
    assert numbers == [f"F2026-{number:06d}" for number in range(1, 9)]
    assert InvoiceCounter.objects.get().last == 8


def test_two_administrators_give_back_no_more_than_was_paid():
    purchase = pay(begin(UserFactory()))
    send(event("invoice_payment.paid", purchase.invoice_payment()))
    payment, admin = Payment.objects.get(), UserFactory(admin=True)
    together(*[lambda: refunds.refund(admin, payment, 600)] * 4)
    payment.refresh_from_db()
    assert payment.refunded_amount == 600


def test_two_events_about_one_refund_write_one_credit_note():
    purchase = pay(begin(UserFactory()))
    send(event("invoice_payment.paid", purchase.invoice_payment()))
    calls = [
        lambda: send(event("charge.refunded", purchase.charge(999))).status_code,
        lambda: send(event("refund.created", purchase.refund(999))).status_code,
        lambda: send(event("refund.updated", purchase.refund(999))).status_code,
    ]
    assert set(together(*calls)) == {200}
    assert Invoice.objects.filter(corrects__isnull=False).count() == 1
    assert Payment.objects.get().status == "refunded"


def test_a_failed_event_that_all_replay_at_once_is_applied_once(monkeypatch):
    sent = event("charge.refunded", {"payment_intent": "pi_none", "amount_refunded": 1})
    assert send(sent).status_code == 503
    row, admin, applied = StripeEvent.objects.get(), UserFactory(admin=True), []
    monkeypatch.setitem(handlers.HANDLERS, "charge.refunded", lambda *told: applied.append(told))
    states = {found.state for found in together(*[lambda: events.replay(admin, row)] * 8)}
    assert states == {"processed"}
    assert len(applied) == 1
