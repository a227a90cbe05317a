"""What becomes of a purchase: it lapses, is cancelled, given back, found again."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from portal.accounts import services as accounts
from portal.core import outbox
from portal.core.errors import Forbidden
from portal.core.models import OutboxMessage
from portal.cv import services as cv
from portal.cv.entitlements import has_premium
from portal.cv.models import Resume
from portal.payments import tasks
from portal.payments.errors import NotCancellable, NotRefundable, NotResumable, PaymentsOff, ProviderDown
from portal.payments.gateways import local
from portal.payments.models import Invoice, Payment, PaymentStatus, Refund, Subscription, SubscriptionStatus
from portal.payments.services import recording, recovery, refunds, subscriptions
from tests.factories.accounts import UserFactory
from tests.payments.build import DAY, START, Purchase, begin, event, pay, send

pytestmark = pytest.mark.django_db

GRACE = 7


def at(seconds: int):
    return time_machine.travel(START + seconds, tick=True)


def running(user) -> bool:
    """Three ways to ask, one answer."""
    rows = list(Subscription.objects.owned_by(user))
    answers = {
        Subscription.objects.owned_by(user).running().exists(),
        any(row.is_running for row in rows),
        has_premium(user),
        subscriptions.running(user) is not None,
    }
    assert len(answers) == 1
    return answers.pop()


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


# --- Access lapses by the clock ---------------------------------------------------------------------------------------
def test_a_period_that_is_not_renewed_ends_after_the_grace():
    user = UserFactory()
    pay(begin(user))
    assert running(user)
    for seconds, expected in ((30 * DAY, True), ((30 + GRACE) * DAY - 5, True), ((30 + GRACE) * DAY + 5, False)):
        with at(seconds):
            assert running(user) is expected


def test_a_cancelled_one_ends_with_its_period():
    user = UserFactory()
    pay(begin(user))
    subscriptions.cancel(user, Subscription.objects.get())
    for seconds, expected in ((30 * DAY - 5, True), (30 * DAY + 5, False)):
        with at(seconds):
            assert running(user) is expected


def test_a_late_one_ends_after_the_grace(mailoutbox):
    user = UserFactory()
    purchase = pay(begin(user))
    late = 30 * DAY
    with at(late + 60):
        send(event("invoice.payment_failed", purchase.invoice(number=2, amount_paid=0), at=START + late))
        row = Subscription.objects.get()
        assert (row.status, row.past_due_since.timestamp()) == (SubscriptionStatus.PAST_DUE, START + late)
        assert running(user)
    assert mailoutbox[-1].subject == "Votre paiement de 9,99\u00a0€ a échoué"
    assert "28\u00a0décembre" in mailoutbox[-1].body
    for seconds, expected in ((late + GRACE * DAY - 5, True), (late + GRACE * DAY + 5, False)):
        with at(seconds):
            assert running(user) is expected


def test_the_grace_does_not_begin_again_with_each_failed_attempt():
    user = UserFactory()
    purchase = pay(begin(user))
    for day in (30, 33, 36):
        failed = purchase.invoice(number=2, amount_paid=0, attempt_count=day)
        with at(day * DAY + 60):
            send(event("invoice.payment_failed", failed, at=START + day * DAY))
            late = purchase.subscription("past_due", end=START + 60 * DAY)
            send(event("customer.subscription.updated", late, at=START + day * DAY))
    assert Subscription.objects.get().access_until.timestamp() == START + (30 + GRACE) * DAY


def test_paying_late_gives_the_access_back():
    user = UserFactory()
    purchase = pay(begin(user))
    with at(45 * DAY):
        send(event("invoice.payment_failed", purchase.invoice(number=2, amount_paid=0), at=START + 30 * DAY))
        assert not running(user)
        send(event("invoice.payment_succeeded", purchase.invoice(number=2), at=START + 44 * DAY))
        assert running(user)


@pytest.mark.parametrize("status", ["unpaid", "canceled", "paused", "incomplete_expired"])
def test_these_states_give_no_access(status):
    user = UserFactory()
    purchase = pay(begin(user))
    send(event("customer.subscription.updated", purchase.subscription(status), at=START + 30))
    with at(120):
        assert not running(user)


def test_an_unpaid_beginning_gives_no_access():
    user = UserFactory()
    purchase = Purchase(begin(user))
    send(event("customer.subscription.created", purchase.subscription("incomplete")))
    send(event("invoice.payment_failed", purchase.invoice(amount_paid=0), at=START + 5))
    assert not running(user)
    assert Payment.objects.get().status == PaymentStatus.FAILED


def test_a_failure_told_late_takes_nothing_away():
    purchase = pay(begin(UserFactory()))
    send(event("invoice.payment_failed", purchase.invoice(amount_paid=0), at=START - 5))
    assert (Payment.objects.get().status, Subscription.objects.get().status) == ("succeeded", "active")


def test_whose_access_is_over_is_told_once(mailoutbox):
    pay(begin(UserFactory()))
    with at((30 + GRACE) * DAY + 5):
        assert [tasks.tell_lapsed(), tasks.tell_lapsed()] == [1, 0]
    assert mailoutbox[-1].subject == "Votre abonnement est terminé"


def test_a_yearly_one_is_announced_before_it_renews_itself(mailoutbox):
    purchase = Purchase(begin(UserFactory(), "yearly"))
    for each in purchase.events():
        each["data"]["object"].get("items", {}).get("data", [{}])[0]["current_period_end"] = START + 365 * DAY
        send(each)
    mailoutbox.clear()
    for day, expected in ((200, 0), (310, 1), (320, 0), (340, 0)):
        with at(day * DAY):
            assert tasks.announce_renewals() == expected
    assert [letter.subject for letter in mailoutbox] == ["Votre abonnement se renouvelle le 21\u00a0novembre"]
    assert "99,99\u00a0€" in mailoutbox[0].body


# --- Cancelling -------------------------------------------------------------------------------------------------------
def test_cancelling_and_taking_it_up_again(mailoutbox):
    user = UserFactory()
    pay(begin(user))
    row = subscriptions.cancel(user, Subscription.objects.get())
    assert (row.cancel_at_period_end, row.status, row.is_running) == (True, "active", True)
    assert mailoutbox[-1].subject == "Votre abonnement est résilié"
    with pytest.raises(NotCancellable):
        subscriptions.cancel(user, row)
    row = subscriptions.resume(user, row)
    assert not row.cancel_at_period_end
    assert mailoutbox[-1].subject == "Votre abonnement continue"
    with pytest.raises(NotResumable):
        subscriptions.resume(user, row)


@pytest.mark.parametrize("days", [1, 20], ids=["within the grace", "after it"])
def test_a_late_one_ends_at_once_so_that_no_bank_is_asked_again(days, mailoutbox):
    user = UserFactory()
    purchase = pay(begin(user))
    late = START + 30 * DAY
    send(event("invoice.payment_failed", purchase.invoice(number=2, amount_paid=0), at=late))
    send(event("customer.subscription.updated", purchase.subscription("past_due", end=late + 30 * DAY), at=late))
    with at(30 * DAY + days * DAY):
        tasks.tell_lapsed()
        page = signed_in(user).get("/mon-espace/abonnement/").content.decode()
        assert "/mon-espace/abonnement/resilier/" in page.partition("<footer")[0]
        assert "prend fin aussitôt" in signed_in(user).get("/mon-espace/abonnement/resilier/").content.decode()
        before = len(mailoutbox)
        row = subscriptions.cancel(user, Subscription.objects.get())
        assert (row.status, row.is_running, row.cancel_at_period_end) == ("canceled", False, False)
        (letter,) = mailoutbox[before:]
        assert letter.subject == "Votre abonnement est résilié"
        tasks.tell_lapsed()
        assert len(mailoutbox) == before + 1
        with pytest.raises(NotCancellable):
            subscriptions.cancel(user, row)
        send(event("customer.subscription.deleted", purchase.subscription("canceled", ended_at=late + days * DAY)))
        assert len(mailoutbox) == before + 1


def test_deleting_the_account_ends_what_it_pays_for(mailoutbox, monkeypatch):
    user, other = UserFactory(), UserFactory()
    pay(begin(user)), pay(begin(other))
    row = Subscription.objects.get(user=user)
    with monkeypatch.context() as down:
        down.setattr(local, "set_cancelled", lambda *asked: (_ for _ in ()).throw(ProviderDown))
        user.delete()
    row.refresh_from_db()
    assert (row.user, row.cancel_at_period_end) == (None, False)
    message = OutboxMessage.objects.get(topic=subscriptions.LEFT, done_at=None)
    assert [outbox.deliver(message.pk) for _twice in range(2)] == [True, False]
    subscriptions._end_left(message.payload)
    row.refresh_from_db()
    assert row.cancel_at_period_end
    assert not Subscription.objects.get(user=other).cancel_at_period_end


def test_the_event_that_follows_a_cancellation_says_nothing_new(mailoutbox):
    user = UserFactory()
    purchase = pay(begin(user))
    subscriptions.cancel(user, Subscription.objects.get())
    mailoutbox.clear()
    told = purchase.subscription("active", cancel_at=START + 30 * DAY, canceled_at=START + 61)
    send(event("customer.subscription.updated", told, at=START + 62))
    assert mailoutbox == []
    assert Subscription.objects.get().cancel_at_period_end


def test_only_its_owner_ends_it():
    pay(begin(UserFactory()))
    row = Subscription.objects.get()
    for stranger in (UserFactory(), UserFactory(admin=True), AnonymousUser()):
        for act in (subscriptions.cancel, subscriptions.resume, subscriptions.portal_url):
            with pytest.raises(Forbidden):
                act(stranger, row)


def test_administrators_are_told_of_who_pays_two(mailoutbox):
    admin, user = UserFactory(admin=True), UserFactory()
    two = [begin(user), begin(user, "yearly")]
    for checkout in two:
        pay(checkout)
    told = [letter for letter in mailoutbox if letter.to == [admin.email]]
    assert [letter.subject for letter in told] == [f"{user.email} paie deux abonnements"]
    assert running(user)


def test_administrators_are_told_of_who_pays_one_resume_twice(mailoutbox, resume):
    admin = UserFactory(admin=True)
    two = [begin(resume.user, "single", resume=resume) for _tab in range(2)]
    pay(two[0])
    assert [letter for letter in mailoutbox if letter.to == [admin.email]] == []
    pay(two[1])
    told = [letter for letter in mailoutbox if letter.to == [admin.email]]
    assert [letter.subject for letter in told] == [f"{resume.user.email} a payé deux fois un CV"]


def test_administrators_are_told_of_who_pays_a_resume_that_is_gone(mailoutbox, resume):
    admin, user = UserFactory(admin=True), resume.user
    purchase = Purchase(begin(user, "single", resume=resume))
    cv.delete(user, resume)
    for sent in purchase.events():
        assert send(sent).status_code == 200
    told = [letter for letter in mailoutbox if letter.to == [admin.email]]
    assert [letter.subject for letter in told] == [f"{user.email} a payé un CV supprimé"]


# --- Giving back ------------------------------------------------------------------------------------------------------
@pytest.fixture
def bought(resume):
    pay(begin(resume.user, "single", resume=resume))
    return Payment.objects.get()


def test_all_of_it_takes_the_grant_back(bought):
    assert Resume.objects.get().is_paid
    refunds.refund(UserFactory(admin=True), bought)
    bought.refresh_from_db()
    assert (bought.status, bought.refunded_amount, bought.left) == (PaymentStatus.REFUNDED, 499, 0)
    row = Resume.objects.get()
    assert (row.is_paid, row.payment_type) == (False, "free")
    with pytest.raises(NotRefundable):
        refunds.refund(UserFactory(admin=True), bought, 1)


@pytest.mark.parametrize("cents", [0, -1, 500, 10**9])
def test_no_more_than_is_left(bought, cents):
    with pytest.raises(NotRefundable):
        refunds.refund(UserFactory(admin=True), bought, cents)


@pytest.mark.parametrize("trait", ["editor", "consultant", "reader", "recruiter"])
def test_administrators_alone_give_back(bought, trait):
    with pytest.raises(Forbidden):
        refunds.refund(UserFactory(**{trait: True}), bought)


def test_a_refund_at_stripe_counts_once_in_both_of_its_events(resume):
    purchase = pay(begin(resume.user, "single", resume=resume))
    send(event("refund.created", purchase.refund(200, "pending")))
    assert Payment.objects.get().refunded_amount == 0
    send(event("charge.refunded", purchase.charge(200)))
    send(event("refund.updated", purchase.refund(200)))
    send(event("charge.refunded", purchase.charge(200)))
    assert Payment.objects.get().refunded_amount == 200
    send(event("charge.refunded", purchase.charge(499)))
    assert Payment.objects.get().status == PaymentStatus.REFUNDED
    totals = list(Invoice.objects.order_by("id").values_list("total", flat=True))
    assert totals == [499, -200, -299]


def test_a_refund_that_failed_gives_nothing_back(resume):
    purchase = pay(begin(resume.user, "single", resume=resume))
    send(event("refund.failed", purchase.refund(499, "failed")))
    assert Payment.objects.get().refunded_amount == 0


def test_two_refunds_of_the_same_amount_are_two(bought, monkeypatch):
    """While the first is on its way, or after it failed: Stripe answers a known key with its refund."""
    made = {}

    def answer(payment, cents, key):
        found = made.setdefault(key, {"id": f"re_{len(made)}", "status": "pending"})
        return {**found, "amount": cents}

    monkeypatch.setattr(local, "refund", answer)
    admin = UserFactory(admin=True)
    first, second = refunds.refund(admin, bought, 100), refunds.refund(admin, bought, 100)
    assert (first.stripe_id, second.stripe_id) == ("re_0", "re_1")
    recording.refund_told(bought, "re_0", 100, "failed")
    assert refunds.refund(admin, bought, 100).stripe_id == "re_2"
    assert [row.state for row in Refund.objects.order_by("id")] == ["failed", "pending", "pending"]


def test_a_refund_whose_process_died_does_not_stand_in_the_way_for_ever(bought, monkeypatch):
    def die(payment, cents, key):
        raise KeyboardInterrupt

    admin = UserFactory(admin=True)
    with monkeypatch.context() as patched:
        patched.setattr(local, "refund", die)
        with pytest.raises(KeyboardInterrupt):
            refunds.refund(admin, bought)
    with pytest.raises(NotRefundable):
        refunds.refund(admin, bought)
    with at(3600):
        assert refunds.refund(admin, bought).amount == 499


def test_a_refund_whose_answer_was_lost_is_asked_for_again_by_its_name(bought, monkeypatch):
    keys = []

    def lose(payment, cents, key):
        keys.append(key)
        raise ProviderDown

    monkeypatch.setattr(local, "refund", lose)
    for _again in range(2):
        with pytest.raises(ProviderDown):
            refunds.refund(UserFactory(admin=True), bought, 100)
    assert len(set(keys)) == 1


def test_a_subscriptions_payment_is_found_by_the_event_that_names_it():
    purchase = pay(begin(UserFactory()))
    assert Payment.objects.get().stripe_payment_intent is None
    send(event("invoice_payment.paid", purchase.invoice_payment()))
    send(event("charge.refunded", purchase.charge(999)))
    assert Payment.objects.get().status == PaymentStatus.REFUNDED


def test_without_keys_nothing_is_given_back(bought, settings):
    settings.PAYMENTS_LOCAL_CHECKOUT = False
    with pytest.raises(PaymentsOff):
        refunds.refund(UserFactory(admin=True), bought)


# --- Without an account -----------------------------------------------------------------------------------------------
def test_what_was_paid_without_an_account_waits_for_who_confirms_the_address(mailoutbox):
    pay(begin(), email="Lea@Exemple.example")
    row = Subscription.objects.get()
    assert (row.user, row.email) == (None, "lea@exemple.example")
    unconfirmed = UserFactory(email="lea@exemple.example", unconfirmed=True)
    assert subscriptions.claim(unconfirmed) == 0
    assert not running(unconfirmed)
    accounts.confirm_address(unconfirmed)
    assert running(unconfirmed)
    assert Payment.objects.get().user == unconfirmed
    assert mailoutbox[-1].subject == "Votre abonnement est dans votre compte"
    subscriptions.claim(unconfirmed)
    assert Subscription.objects.get().user == unconfirmed


def test_an_account_that_has_confirmed_it_already_gets_it_at_once():
    user = UserFactory(email="lea@exemple.example")
    pay(begin(), email="lea@exemple.example")
    assert running(user)


def test_another_address_gets_nothing():
    pay(begin(), email="lea@exemple.example")
    other = UserFactory(email="lea@exemple.examples", unconfirmed=True)
    accounts.confirm_address(other)
    assert not running(other)


def test_who_began_it_keeps_it_whatever_address_they_give_to_stripe():
    user, other = UserFactory(), UserFactory(email="lea@exemple.example")
    pay(begin(user), email="lea@exemple.example")
    assert (running(user), running(other)) == (True, False)


def test_each_renewal_sends_its_invoice_to_the_payer_without_an_account(mailoutbox):
    purchase = pay(begin(), email="lea@exemple.example")
    before = len(mailoutbox)
    send(event("invoice.payment_succeeded", purchase.invoice(number=2), at=START + 30 * DAY))
    (letter,) = mailoutbox[before:]
    assert letter.to == ["lea@exemple.example"]
    assert letter.subject == "Votre paiement de 9,99\u00a0€"
    assert "/paiement/retrouver/" in letter.body


def test_the_mail_leads_back_and_gives_it_to_an_account(mailoutbox):
    pay(begin(), email="lea@exemple.example")
    letter = mailoutbox[-1]
    assert letter.to == ["lea@exemple.example"]
    row = Subscription.objects.get()
    link = recovery.url_of(row.checkout)
    assert "/paiement/retrouver/" in link
    assert link.rpartition("~")[0].rpartition("~")[0] in letter.body
    user = UserFactory()
    recovery.take(user, recovery.find(link.split("/")[-2]))
    assert running(user)
    recovery.take(user, row.checkout)
    with pytest.raises(recovery.TakenAlready):
        recovery.take(UserFactory(), row.checkout)
    with pytest.raises(Forbidden):
        recovery.take(AnonymousUser(), row.checkout)


def test_a_link_is_signed_and_grows_old(settings):
    checkout = begin()
    token = recovery.token_of(checkout)
    assert recovery.find(token) == checkout
    assert recovery.find(token[:-1] + ("a" if token[-1] != "a" else "b")) is None
    assert recovery.find(checkout.token) is None
    with at(settings.PAYMENT_LINK_DAYS * DAY + 120):
        assert recovery.find(token) is None


def test_an_anonymous_resume_comes_with_its_purchase():
    resume = Resume.objects.create(session_id="a-name", template_id=2, full_name="Léa", email="lea@exemple.example")
    checkout = begin(None, "single", resume=resume)
    pay(checkout, email="lea@exemple.example")
    resume.refresh_from_db()
    assert resume.is_paid
    user = UserFactory()
    recovery.take(user, checkout)
    resume.refresh_from_db()
    assert (resume.user, resume.session_id, resume.is_paid) == (user, None, True)


# --- Invoices ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("plan", "net", "vat"), [("monthly", 833, 166), ("yearly", 8333, 1666)])
def test_an_invoice_says_what_the_law_wants(settings, plan, net, vat):
    settings.INVOICE_SELLER = {
        "name": "Portail SAS",
        "address": "1 rue X|69001 Lyon",
        "siret": "1",
        "vat_number": "FR1",
    }
    pay(begin(UserFactory(), plan))
    invoice = Invoice.objects.get()
    assert (invoice.total, invoice.net, invoice.vat) == (net + vat, net, vat)
    assert invoice.number == "F2026-000001"
    assert (invoice.buyer_name, invoice.buyer_address) == ("Nadia Benali", "12 rue des Lilas, 69003 Lyon, FR")
    assert invoice.seller["name"] == "Portail SAS"
    with pytest.raises(TypeError):
        invoice.save()
    with pytest.raises(TypeError):
        invoice.delete()


def test_a_credit_note_has_the_rate_of_its_invoice(settings, bought):
    settings.VAT_RATE = Decimal(10)
    refunds.refund(UserFactory(admin=True), bought)
    invoice, note = Invoice.objects.order_by("id")
    assert (note.vat_rate, note.net, note.vat) == (invoice.vat_rate, -invoice.net, -invoice.vat)


def test_numbers_begin_anew_each_year_of_paris():
    pay(begin(UserFactory()))
    with time_machine.travel("2026-12-31T23:30:00Z", tick=True):
        later = Purchase(begin(UserFactory()))
        send(event("checkout.session.completed", later.session()))
    assert sorted(Invoice.objects.values_list("number", flat=True)) == ["F2026-000001", "F2027-000001"]


def test_the_waiver_is_kept_with_its_words():
    ours = begin(UserFactory(), waived=True)
    assert (ours.waived_at is not None, ours.waiver_version) == (True, "2026-11")
    theirs = begin(UserFactory())
    purchase = Purchase(theirs)
    accepted = purchase.session(consent={"terms_of_service": "accepted"})
    send(event("checkout.session.completed", accepted))
    theirs.refresh_from_db()
    assert theirs.waived_at - timezone.now() < timedelta(minutes=5)
    assert theirs.waiver_version == "2026-11"
