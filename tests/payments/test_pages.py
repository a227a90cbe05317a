"""The way through the pages, with the local page in Stripe's part, and what each page says in each state."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import Client
from django.urls import reverse

from portal.cv.models import Resume
from portal.payments import notifications
from portal.payments.models import Checkout, Invoice, Payment, PaymentStatus, StripeEvent, Subscription
from portal.payments.plans import PLANS
from portal.payments.services import recovery
from tests.factories.accounts import UserFactory
from tests.payments.build import START, Purchase, begin, event, pay, send

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(answer) -> str:
    return " ".join(answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ").split())


def test_the_whole_way_of_a_subscriber(mailoutbox):
    """Prices, the waiver, the payment, the subscription, three clicks to cancel it, the invoice."""
    user = UserFactory()
    client = signed_in(user)
    assert "9,99 €" in text(client.get("/tarifs/"))
    page = client.get("/paiement/mensuel/")
    assert "droit de rétractation" in text(page)
    refused = client.post("/paiement/mensuel/", {})
    assert "14 jours" in text(refused)
    assert not Checkout.objects.exists()
    sent = client.post("/paiement/mensuel/", {"waiver": "on"})
    checkout = Checkout.objects.get()
    assert checkout.waived_at
    assert sent.url.endswith(f"/paiement/{checkout.token}/essai/")
    trial = client.get(reverse("payment_local", args=[checkout.token]))
    assert "Ceci n’est pas un vrai paiement" in text(trial)
    paid = client.post(reverse("payment_local", args=[checkout.token]), {"action": "pay", "email": user.email})
    assert paid.url == checkout.success_url
    assert "Merci, c’est payé" in text(client.get(reverse("payment_done", args=[checkout.token])))
    assert "Prochain paiement" in text(client.get("/mon-espace/abonnement/"))
    asked = client.get("/mon-espace/abonnement/resilier/")
    assert "Vous gardez votre accès" in text(asked)
    done = client.post("/mon-espace/abonnement/resilier/", follow=True)
    assert "Votre abonnement est résilié" in text(done)
    assert "Le reprendre" in text(done)
    assert "Votre abonnement continue" in text(client.post("/mon-espace/abonnement/reprendre/", follow=True))
    number = Invoice.objects.get().number
    assert number in text(client.get("/mon-espace/abonnement/factures/"))
    shown = text(client.get(f"/mon-espace/abonnement/factures/{number}/"))
    assert "8,33 €" in shown
    assert "TVA 20 %" in shown
    assert "9,99 €" in shown
    assert all(row.state == "processed" for row in StripeEvent.objects.all())


def test_one_resume_without_watermark(resume):
    client = signed_in(resume.user)
    page = client.get(f"/paiement/cv/?cv={resume.pk}")
    assert resume.full_name in text(page)
    sent = client.post("/paiement/cv/", {"resume": resume.pk, "waiver": "on"})
    assert sent.status_code == 302
    checkout = Checkout.objects.get()
    client.post(reverse("payment_local", args=[checkout.token]), {"action": "pay", "email": resume.email})
    resume.refresh_from_db()
    assert (resume.is_paid, resume.payment_type) == (True, "single")
    done = text(client.get(reverse("payment_done", args=[checkout.token])))
    assert "n’a plus de filigrane" in done
    assert f'href="/mes-cv/{resume.pk}/"' in done
    assert "Vos CV sont déjà payés" in text(client.get("/paiement/cv/"))


def test_a_visitor_goes_on_with_the_resume_that_was_paid():
    client = Client()
    made = {"template": 2, "full_name": "Zoé", "email": "zoe@exemple.example"}
    pk = client.post("/api/resumes/", made, content_type="application/json").json()["id"]
    client.post("/paiement/cv/", {"resume": pk, "email": "zoe@exemple.example", "waiver": "on"})
    checkout = Checkout.objects.get()
    pay(checkout)
    address = reverse("payment_done", args=[checkout.token])
    assert f'href="/mes-cv/{pk}/"' in text(client.get(address))
    assert f'href="/mes-cv/{pk}/"' not in text(Client().get(address))


def test_who_pays_for_a_free_template_is_told_that_it_has_no_watermark():
    user = UserFactory()
    Resume.objects.create(user=user, template_id=1, title="Maçonne")
    assert "Maçonne · Modern Professional (gratuit, déjà sans filigrane)" in text(signed_in(user).get("/paiement/cv/"))


def test_somebody_elses_resume_cannot_be_chosen(resume):
    client = signed_in(UserFactory())
    Resume.objects.create(user=UserFactory(), template_id=2)
    answer = client.post("/paiement/cv/", {"resume": resume.pk, "waiver": "on"})
    assert answer.status_code == 200
    assert not Checkout.objects.exists()


@pytest.mark.parametrize("field", ["amount", "price", "plan", "status", "unit_amount", "is_paid"])
def test_what_a_form_adds_changes_nothing(field):
    client = signed_in(UserFactory())
    client.post("/paiement/annuel/", {"waiver": "on", field: "1"})
    row = Checkout.objects.get()
    assert (row.amount, row.plan, row.state) == (9999, "yearly", "open")


def test_coming_to_the_page_of_thanks_pays_nothing(resume):
    """Money depends on what Stripe signed, never on where a browser goes."""
    checkout = begin(resume.user, "single", resume=resume)
    client = signed_in(resume.user)
    for query in ("", "?session_id=cs_1&payment_status=paid", "?status=succeeded"):
        page = client.get(reverse("payment_done", args=[checkout.token]) + query)
        assert "Nous attendons la réponse de votre banque" in text(page)
    resume.refresh_from_db()
    assert not resume.is_paid
    assert Payment.objects.get().status == PaymentStatus.PENDING


def test_a_refused_card_can_be_tried_again():
    user = UserFactory()
    client = signed_in(user)
    checkout = begin(user)
    path = reverse("payment_local", args=[checkout.token])
    assert "La banque a refusé la carte" in text(client.post(path, {"action": "refuse", "email": user.email}))
    assert not Subscription.objects.running().exists()
    client.post(path, {"action": "pay", "email": user.email})
    assert Subscription.objects.running().exists()
    assert Payment.objects.get().status == PaymentStatus.SUCCEEDED


def test_turning_back_charges_nothing():
    client, checkout = Client(), begin()
    answer = client.post(reverse("payment_local", args=[checkout.token]), {"action": "give_up"})
    assert answer.url == checkout.cancel_url
    assert "Rien n’a été payé" in text(client.get(reverse("payment_given_up", args=[checkout.token])))


def test_the_local_page_is_not_there_with_keys(settings):
    checkout = begin()
    settings.STRIPE_SECRET_KEY = "sk_test_x"
    assert Client().get(reverse("payment_local", args=[checkout.token])).status_code == 404
    settings.STRIPE_SECRET_KEY, settings.PAYMENTS_LOCAL_CHECKOUT = "", False
    assert Client().post(reverse("payment_local", args=[checkout.token]), {"action": "pay"}).status_code == 404


def test_without_keys_the_prices_say_so(settings):
    settings.PAYMENTS_LOCAL_CHECKOUT = False
    assert "Les paiements ne sont pas ouverts" in text(Client().get("/tarifs/"))
    answer = Client().post("/paiement/mensuel/", {"email": "lea@exemple.example", "waiver": "on"})
    assert answer.status_code == 409
    assert not Checkout.objects.exists()


def test_a_subscriber_is_not_sold_another_one():
    user = UserFactory()
    pay(begin(user))
    client = signed_in(user)
    assert "Vous avez un abonnement" in text(client.get("/tarifs/"))
    assert "Vous avez un abonnement" in text(client.get("/paiement/annuel/"))
    assert client.post("/paiement/annuel/", {"waiver": "on"}).status_code == 409


@pytest.mark.parametrize("trait", ["recruiter", "editor", "reader"])
def test_who_has_no_resumes_is_sold_nothing(trait):
    client = signed_in(UserFactory(**{trait: True}))
    page = text(client.get("/paiement/mensuel/"))
    assert "Avec ce compte, il n’y a rien à payer" in page
    assert 'name="waiver"' not in page
    assert client.post("/paiement/mensuel/", {"waiver": "on"}).status_code == 403
    assert not Checkout.objects.exists()


def test_the_payer_without_an_account_finds_the_purchase_and_its_invoice(mailoutbox):
    checkout = begin()
    pay(checkout, email="lea@exemple.example")
    path = reverse("payment_recover", args=[recovery.token_of(checkout)])
    page = text(Client().get(path))
    assert "Rattachez-le à un compte" in page
    # The address is a key: no other site is told it; browsers that tell nobody at all send forms without their origin.
    assert '<meta name="referrer" content="same-origin">' in page
    assert "F2026-000001" in text(Client().get(f"{path}facture/F2026-000001/"))
    assert Client().post(path).status_code == 403
    user = UserFactory()
    assert "Votre achat est dans votre compte" in text(signed_in(user).post(path, follow=True))
    assert Subscription.objects.get().user == user
    assert "déjà dans un compte" in text(signed_in(UserFactory()).get(path))
    assert signed_in(UserFactory()).post(path).status_code == 409


def test_a_false_link_leads_nowhere():
    page = Client().get(reverse("payment_recover", args=["faux~jeton"]))
    assert page.status_code == 404
    assert "Votre achat n’est pas perdu" in text(page)


def test_ones_own_invoices_alone():
    mine, theirs = UserFactory(), UserFactory()
    pay(begin(mine))
    number = Invoice.objects.get().number
    assert signed_in(theirs).get(f"/mon-espace/abonnement/factures/{number}/").status_code == 404
    assert "Pas encore de facture" in text(signed_in(theirs).get("/mon-espace/abonnement/factures/"))


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("past_due", "Votre dernier paiement a échoué"),
        ("canceled", "Terminé"),
        ("unpaid", "Terminé"),
    ],
)
def test_my_subscription_says_its_state(status, words):
    user = UserFactory()
    purchase = pay(begin(user))
    ended = START + 20 if status == "canceled" else None
    send(event("customer.subscription.updated", purchase.subscription(status, ended_at=ended), at=START + 20))
    assert words in text(signed_in(user).get("/mon-espace/abonnement/"))


def test_a_first_payment_that_was_refused_is_no_subscription_that_ended():
    user = UserFactory()
    checkout = begin(user)
    signed_in(user).post(reverse("payment_local", args=[checkout.token]), {"action": "refuse", "email": user.email})
    page = text(signed_in(user).get("/mon-espace/abonnement/"))
    assert "Incomplet" in page
    assert "Le premier paiement n’a pas abouti : rien n’a été débité." in page
    assert "Terminé" not in page


def test_a_failure_is_told_beside_the_invoices_while_it_matters():
    """A first attempt that failed is no debt; a renewal that failed is one until it is paid."""
    user = UserFactory()
    refused, page = begin(user), "/mon-espace/abonnement/factures/"
    client = signed_in(user)
    client.post(reverse("payment_local", args=[refused.token]), {"action": "refuse", "email": user.email})
    purchase = pay(begin(user))
    assert "a échoué" not in text(client.get(page))
    send(event("invoice.payment_failed", purchase.invoice(number=2, amount_paid=0), at=START + 20))
    assert "a échoué" in text(client.get(page))
    send(event("invoice.payment_succeeded", purchase.invoice(number=2), at=START + 30))
    assert "a échoué" not in text(client.get(page))


def test_who_subscribed_earlier_is_told_the_amount_of_then(monkeypatch, mailoutbox):
    user = UserFactory()
    pay(begin(user, "yearly"))
    monkeypatch.setitem(PLANS, "yearly", replace(PLANS["yearly"], amount=12999))
    assert "99,99 €" in text(signed_in(user).get("/mon-espace/abonnement/"))
    notifications.renews_soon(Subscription.objects.get())
    assert "99,99" in mailoutbox[-1].body


def test_every_page_leads_to_the_cancellation():
    """Two clicks from anywhere, log-in aside; who has nothing to cancel is told so."""
    user = UserFactory()
    link = 'href="/mon-espace/abonnement/resilier/"'
    assert link in text(Client().get("/tarifs/"))
    assert "Vous n’avez pas d’abonnement" in text(signed_in(user).get("/mon-espace/abonnement/resilier/", follow=True))
    pay(begin(user))
    assert "Confirmer la résiliation" in text(signed_in(user).get("/mon-espace/abonnement/resilier/"))


def test_the_payer_without_an_account_cancels_by_the_link(mailoutbox):
    """The mail's link, cancel, confirm."""
    checkout = begin()
    pay(checkout, email="lea@exemple.example")
    path = reverse("payment_recover", args=[recovery.token_of(checkout)])
    client = Client()
    assert f'href="{path}resilier/"' in text(client.get(path))
    assert "Confirmer la résiliation" in text(client.get(f"{path}resilier/"))
    assert not Subscription.objects.get().cancel_at_period_end
    done = text(client.post(f"{path}resilier/", follow=True))
    assert "Votre abonnement est résilié" in done
    assert f'href="{path}resilier/"' not in done
    assert Subscription.objects.get().cancel_at_period_end
    assert mailoutbox[-1].subject == "Votre abonnement est résilié"
    assert client.post(f"{path}resilier/").status_code == 409


def test_the_link_cancels_nothing_of_an_account():
    user = UserFactory()
    checkout = begin(user)
    pay(checkout)
    path = reverse("payment_cancel", args=[recovery.token_of(checkout)])
    assert Client().get(path).status_code == 302
    assert Client().post(path).status_code == 409
    assert signed_in(UserFactory()).post(path).status_code == 409
    assert not Subscription.objects.get().cancel_at_period_end


def test_what_is_paid_once_is_not_cancelled(resume):
    checkout = begin(None, "single", resume=resume)
    pay(checkout)
    assert Client().post(reverse("payment_cancel", args=[recovery.token_of(checkout)])).status_code == 404


def test_the_link_shows_every_invoice_of_its_subscription():
    purchase = pay(begin(), email="lea@exemple.example")
    send(event("invoice.payment_succeeded", purchase.invoice(number=2), at=START + 20))
    path = reverse("payment_recover", args=[recovery.token_of(purchase.checkout)])
    page = text(Client().get(path))
    for number in ("F2026-000001", "F2026-000002"):
        assert f'href="{path}facture/{number}/"' in page
        assert number in text(Client().get(f"{path}facture/{number}/"))
    pay(begin(UserFactory()))
    assert Client().get(f"{path}facture/F2026-000003/").status_code == 404


def test_long_names_and_hostile_ones_are_shown_as_text():
    user = UserFactory()
    purchase = Purchase(begin(user))
    hostile = {"name": "<script>alert(1)</script>" + "N" * 400, "email": user.email, "address": {"line1": "é" * 500}}
    send(event("checkout.session.completed", purchase.session(customer_details=hostile)))
    page = signed_in(user).get(f"/mon-espace/abonnement/factures/{Invoice.objects.get().number}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/mon-espace/abonnement/", 12),
        ("/mon-espace/abonnement/factures/", 12),
        ("/tarifs/", 8),
        ("/paiement/mensuel/", 8),
    ],
)
def test_how_many_queries_a_page_takes(path, most, django_assert_max_num_queries):
    user = UserFactory()
    purchase = pay(begin(user))
    for number in range(2, 8):
        send(event("invoice.payment_succeeded", purchase.invoice(number=number), at=START + number))
    client = signed_in(user)
    client.get(path)
    with django_assert_max_num_queries(most):
        assert client.get(path).status_code == 200


def test_a_form_may_be_sent_on_to_stripe():
    policy = Client().get("/tarifs/").headers["Content-Security-Policy"]
    assert "form-action 'self' https://checkout.stripe.com https://billing.stripe.com" in policy


# --- System checks ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"PAYMENTS_LOCAL_CHECKOUT": True, "ENVIRONMENT": "production"}, "payments.E001"),
        ({"PAYMENTS_LOCAL_CHECKOUT": True, "ENVIRONMENT": "staging"}, "payments.E001"),
        ({"STRIPE_SECRET_KEY": "sk_live_x", "STRIPE_WEBHOOK_SECRETS": [" "]}, "payments.E002"),
    ],
    ids=["production", "staging", "no webhook secret"],
)
def test_what_would_be_a_mistake_does_not_start(settings, values, error):
    for name, value in values.items():
        setattr(settings, name, value)
    with pytest.raises(SystemCheckError, match=error):
        call_command("check")


def test_production_settings_do_not_load_with_the_local_page():
    """Whatever the environment calls itself, and where nobody runs the checks (gunicorn)."""
    environment = {
        **os.environ,
        "SECRET_KEY": "x" * 60,
        "ALLOWED_HOSTS": "portail.example",
        "EMAIL_URL": "smtp://127.0.0.1:25",
        "ENVIRONMENT": "development",
    }
    command = [sys.executable, "-c", "import portal.settings.production as p; print(p.PAYMENTS_LOCAL_CHECKOUT)"]

    def run(**values):
        return subprocess.run(
            command, env=environment | values, capture_output=True, text=True, timeout=60, check=False
        )

    refused = run(PAYMENTS_LOCAL_CHECKOUT="1")
    assert refused.returncode != 0
    assert "PAYMENTS_LOCAL_CHECKOUT" in refused.stderr
    assert run().stdout.strip() == "False"


def test_development_starts_with_the_local_page(settings):
    settings.ENVIRONMENT, settings.PAYMENTS_LOCAL_CHECKOUT = "development", True
    call_command("check")
