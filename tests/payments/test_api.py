"""POST /api/payments/create-checkout/ (002 §4.1): what comes in decides a plan, never an amount."""

import pytest
from django.test import Client

from portal.cv.models import Resume
from portal.payments.models import Checkout, Payment, PaymentStatus
from tests.api.client import Api
from tests.factories.accounts import UserFactory
from tests.payments.build import begin, pay

pytestmark = pytest.mark.django_db

PATH = "/api/payments/create-checkout/"


@pytest.mark.parametrize(("plan", "cents"), [("monthly", 999), ("yearly", 9999)])
def test_a_subscription_needs_no_account(plan, cents):
    answer = Api().post(PATH, {"payment_type": plan})
    assert answer.status_code == 200
    row = Checkout.objects.get()
    assert answer.json() == {"url": f"http://127.0.0.1:8000/paiement/{row.token}/essai/"}
    assert (row.plan, row.amount, row.currency, row.user) == (plan, cents, "eur", None)
    payment = Payment.objects.get()
    assert (payment.status, payment.amount) == (PaymentStatus.PENDING, cents)


@pytest.mark.parametrize(
    "sent",
    [
        {"amount": 1},
        {"amount_total": 1, "currency": "jpy"},
        {"price": "price_of_mine", "price_id": "price_of_mine"},
        {"status": "succeeded", "is_paid": True},
        {"user": 1, "user_id": 1},
        {"line_items": [{"price": "price_of_mine"}], "plan": "single"},
    ],
    ids=str,
)
def test_nothing_else_that_is_sent_counts(sent):
    other = UserFactory()
    Api().post(PATH, {"payment_type": "yearly", **sent, "user": other.pk})
    row = Checkout.objects.get()
    assert (row.plan, row.amount, row.currency, row.user, row.state) == ("yearly", 9999, "eur", None, "open")


def test_single_is_for_a_resume_of_ones_own(resume):
    assert Api(resume.user).post(PATH, {"payment_type": "single", "resume_id": resume.pk}).status_code == 200
    assert Checkout.objects.get().resume == resume
    unknown = {"resume_id": [f"Resume with id {resume.pk} does not exist."]}
    for stranger in (UserFactory(), None):
        answer = Api(stranger).post(PATH, {"payment_type": "single", "resume_id": resume.pk})
        assert (answer.status_code, answer.json()) == (400, unknown)


def test_single_without_a_resume_is_refused():
    answer = Api(UserFactory()).post(PATH, {"payment_type": "single"})
    assert (answer.status_code, answer.json()) == (400, {"resume_id": ["This field is required."]})


def test_what_is_paid_is_not_paid_again(resume):
    pay(begin(resume.user, "single", resume=resume))
    answer = Api(resume.user).post(PATH, {"payment_type": "single", "resume_id": resume.pk})
    assert (answer.status_code, answer.json()) == (400, {"resume_id": ["This resume is paid already."]})


def test_a_visitor_pays_for_the_resume_of_their_session():
    resume = Resume.objects.create(session_id="a-name", template_id=2, full_name="Léa", email="lea@exemple.example")
    client = Client()
    sent = {"payment_type": "single", "resume_id": resume.pk}
    assert client.post(PATH, sent, content_type="application/json").status_code == 400
    session = client.session
    session["cv_visitor"] = "a-name"
    session.save()
    assert client.post(PATH, sent, content_type="application/json").status_code == 200
    row = Checkout.objects.get()
    assert (row.resume, row.user) == (resume, None)


def test_nobody_subscribes_twice():
    user = UserFactory()
    pay(begin(user))
    answer = Api(user).post(PATH, {"payment_type": "yearly"})
    assert (answer.status_code, answer.json()) == (409, {"detail": "You already have a subscription."})


def test_a_second_begun_subscription_closes_the_first():
    user = UserFactory()
    first = begin(user)
    begin(user, "yearly")
    first.refresh_from_db()
    assert first.state == Checkout.State.EXPIRED


def test_paying_for_a_resume_in_a_second_tab_closes_the_first(resume):
    first = begin(resume.user, "single", resume=resume)
    other = begin(resume.user, "single", resume=Resume.objects.create(user=resume.user, template_id=2))
    begin(resume.user, "single", resume=resume)
    first.refresh_from_db()
    other.refresh_from_db()
    assert (first.state, other.state) == (Checkout.State.EXPIRED, Checkout.State.OPEN)


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/",
        "http://localhost:3000.evil.example/",
        "http://localhost:3001/",
        "http://localhost:3000@evil.example/",
        "https://localhost:3000/",
        "//localhost:3000/",
        "/merci",
        "javascript:alert(1)",
        "http://localhost:3000\\@evil.example/",
        "http://localhost:3000/\n",
        "http://[::1",
        "http://localhost:99999999/",
        "ftp://localhost:3000/",
        "http://localhost:3000/" + "a" * 600,
    ],
)
def test_it_leads_back_to_front_ends_that_are_named_alone(url):
    answer = Api().post(PATH, {"payment_type": "monthly", "success_url": url, "cancel_url": "http://localhost:3000/x"})
    assert answer.status_code == 400 or url.endswith("\n")
    assert not Checkout.objects.exists() or Checkout.objects.get().success_url == url.strip()


def test_an_allowed_front_end_and_our_own_site(settings):
    settings.SITE_URL = "https://portail.example"
    for url in ("http://localhost:3000/payment/success?x=1", "https://portail.example/merci"):
        assert Api().post(PATH, {"payment_type": "monthly", "success_url": url}).status_code == 200


@pytest.mark.parametrize("value", ["lifetime", "free", "", None, 1, [], {"a": 1}, "SINGLE"], ids=repr)
def test_an_unknown_plan_is_refused(value):
    answer = Api().post(PATH, {"payment_type": value})
    assert (answer.status_code, list(answer.json())) == (400, ["payment_type"])


@pytest.mark.parametrize("value", ["x", -1, 0, 10**30, [], {"a": 1}, 1.5], ids=repr)
def test_a_resume_is_a_number(value):
    assert Api(UserFactory()).post(PATH, {"payment_type": "single", "resume_id": value}).status_code == 400


def test_a_bad_token_is_401():
    headers = {"authorization": "Bearer nothing"}
    answer = Client().post(PATH, {"payment_type": "monthly"}, content_type="application/json", headers=headers)
    assert answer.status_code == 401


def test_without_keys_nothing_is_sold(settings):
    settings.PAYMENTS_LOCAL_CHECKOUT = False
    answer = Api().post(PATH, {"payment_type": "monthly"})
    assert answer.status_code == 409
    assert not Checkout.objects.exists()


def test_french_is_spoken_where_it_is_preferred():
    answer = Client().post(
        PATH, {"resume_id": 999}, content_type="application/json", headers={"accept-language": "fr-FR"}
    )
    assert answer.json()["resume_id"] == ["Le CV numéro 999 n’existe pas."]


def test_the_pace_is_limited(settings):
    settings.API_RATES = {**settings.API_RATES, "checkout": "2/h"}
    statuses = [Api().post(PATH, {"payment_type": "monthly"}).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


def test_how_many_queries_it_takes(resume, django_assert_max_num_queries):
    api = Api(resume.user)
    with django_assert_max_num_queries(12):
        assert api.post(PATH, {"payment_type": "single", "resume_id": resume.pk}).status_code == 200
