"""Payments in the Wagtail admin: editors read, administrators give back and replay."""

import html

import pytest
from django.test import Client
from django.urls import reverse

from portal.core.days import day
from portal.core.models import AuditLog
from portal.payments.models import EventState, Invoice, Payment, PaymentStatus, Refund, StripeEvent, Subscription
from portal.payments.services import refunds
from tests.factories.accounts import UserFactory
from tests.payments.build import Purchase, begin, event, pay, send

pytestmark = pytest.mark.django_db

LISTS = ("payments_desk", "payments_desk_results", "payments_desk_subscriptions", "payments_desk_subscriptions_results")
EVENTS = ("payments_desk_events", "payments_desk_events_results")


@pytest.fixture
def bought(resume):
    pay(begin(resume.user, "single", resume=resume))
    return Payment.objects.get()


def as_(**trait) -> Client:
    client = Client()
    client.force_login(UserFactory(**trait))
    return client


def test_editors_read_and_change_nothing(bought):
    client = as_(editor=True)
    for name in LISTS:
        assert client.get(reverse(name)).status_code == 200
    page = client.get(reverse("payments_desk_one", args=[bought.pk]))
    assert "4,99\u00a0€" in page.content.decode()
    assert "Rembourser" not in page.content.decode()
    assert client.post(reverse("payments_desk_one", args=[bought.pk]), {"amount": "1"}).status_code == 302
    assert not Refund.objects.exists()
    for name in EVENTS:
        assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("trait", ["recruiter", "reader", "consultant", "student"])
def test_others_do_not_come_in(bought, trait):
    client = as_(**{trait: True})
    for name in (*LISTS, *EVENTS):
        assert client.get(reverse(name)).status_code == 302
    assert client.get(reverse("payments_desk_one", args=[bought.pk])).status_code == 302


def test_an_administrator_gives_a_part_back(bought, mailoutbox):
    client = as_(admin=True)
    answer = client.post(reverse("payments_desk_one", args=[bought.pk]), {"amount": "2,00", "reason": "Geste"})
    assert answer.status_code == 302
    bought.refresh_from_db()
    assert (bought.status, bought.refunded_amount) == (PaymentStatus.SUCCEEDED, 200)
    note = Invoice.objects.get(corrects__isnull=False)
    assert (note.total, note.net, note.vat, note.number) == (-200, -167, -33, "A2026-000001")
    assert AuditLog.objects.filter(action="payment.refunded", details__cents=200).count() == 1
    assert mailoutbox[-1].subject == "Nous vous remboursons 2,00\u00a0€"
    bought.resume.refresh_from_db()
    assert bought.resume.is_paid


@pytest.mark.parametrize("amount", ["5,00", "0", "-1", "", "1e9", "NaN", "4,999", "abc"])
def test_no_more_than_was_paid(bought, amount):
    as_(admin=True).post(reverse("payments_desk_one", args=[bought.pk]), {"amount": amount})
    bought.refresh_from_db()
    assert bought.refunded_amount == 0


def test_a_failed_event_is_replayed_by_a_button(resume):
    purchase = Purchase(begin(resume.user, "single", resume=resume))
    send(event("charge.refunded", purchase.charge(499)))
    row = StripeEvent.objects.get()
    url = reverse("payments_desk_event", args=[row.pk])
    client = as_(admin=True)
    assert "Appliquer à nouveau" in client.get(url).content.decode()
    assert "a encore échoué" in client.post(url, follow=True).content.decode()
    send(event("checkout.session.completed", purchase.session()))
    assert client.post(url).status_code == 302
    row.refresh_from_db()
    assert row.state == EventState.PROCESSED
    assert Payment.objects.get().status == PaymentStatus.REFUNDED
    assert as_(editor=True).post(url).status_code == 302


@pytest.mark.parametrize("name", [*LISTS, *EVENTS])
def test_lists_ask_as_much_for_many_as_for_few(name, django_assert_max_num_queries):
    for _ in range(6):
        pay(begin(UserFactory()))
    client = as_(admin=True)
    client.get(reverse(name))
    with django_assert_max_num_queries(15):
        assert client.get(reverse(name)).status_code == 200


def test_what_is_looked_for_is_found(bought):
    client = as_(editor=True)
    found = client.get(reverse("payments_desk"), {"person": bought.email, "status": "succeeded"}).content.decode()
    assert "4,99" in found
    assert "4,99" not in client.get(reverse("payments_desk"), {"person": "nobody@exemple.example"}).content.decode()


def test_the_end_of_an_access_to_come_is_a_day():
    pay(begin(UserFactory(), "monthly"))
    until = Subscription.objects.get().access_until
    page = as_(editor=True).get(reverse("payments_desk_subscriptions")).content.decode()
    assert day(until, year=True) in html.unescape(page)


def test_what_went_back_bears_the_sign_of_subtraction(bought):
    refunds.refund(UserFactory(admin=True), bought)
    page = as_(editor=True).get(reverse("payments_desk_one", args=[bought.pk])).content.decode()
    assert "\u22124,99\u00a0€" in page
