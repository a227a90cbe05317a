"""Alerts of people with and without an account: asked for, confirmed, stopped, kept within limits."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from portal.discovery import services, tasks
from portal.discovery.errors import TooManyAlerts
from portal.discovery.models import Alert, Subscriber
from portal.discovery.searches import read
from portal.discovery.services import alerts
from tests.factories.accounts import UserFactory
from tests.factories.discovery import AlertFactory, newly_published

pytestmark = pytest.mark.django_db

ASK = "/offres/alerte/?q=infirmier&lieu=Lyon"
LEA = "lea@exemple.example"


def link(purpose: str, letter=None) -> str:
    """The path of the link of a mail."""
    body = (letter or mail.outbox[-1]).body
    return re.search(rf"/alertes/{purpose}/[^/\s]+/", body)[0]


def text_of(response) -> str:
    """The page as it is read."""
    return unescape(response.text)


def ask(client, email=LEA, path=ASK, frequency="daily"):
    return client.post(path, {"email": email, "frequency": frequency})


@pytest.fixture
def person(client):
    user = UserFactory()
    client.force_login(user)
    return user


# --- With an account ------------------------------------------------------------------------------------------------
def test_a_person_keeps_a_search_at_once(client, person):
    assert "infirmier" in client.get(ASK).text
    response = client.post(ASK, {"frequency": "weekly"}, follow=True)
    alert = person.alerts.get()
    assert (alert.kind, alert.parameters, alert.frequency) == ("offer", "q=infirmier&lieu=Lyon", "weekly")
    assert alert.name in text_of(response)
    assert "Lyon" in response.text
    assert mail.outbox == []


def test_the_same_search_is_kept_once(client, person):
    client.post(ASK, {"frequency": "daily"})
    response = client.post("/offres/alerte/?lieu=Lyon&q=infirmier&page=3&tri=recent", {"frequency": "daily"})
    assert response.url == f"/mon-espace/alertes/{person.alerts.get().pk}/"


def test_a_person_keeps_so_many(client, person, monkeypatch):
    monkeypatch.setattr(alerts, "MOST_OF_A_PERSON", 2)
    for word in ("un", "deux"):
        client.post(f"/offres/alerte/?q={word}", {"frequency": "daily"})
    assert "autant d’alertes que" in text_of(client.post("/offres/alerte/?q=trois", {"frequency": "daily"}))
    assert person.alerts.count() == 2


def test_a_search_that_is_too_long_is_refused(client, person):
    path = "/offres/alerte/?" + "&".join(f"competence={'x' * 75}{n}" for n in range(5)) + "&q=" + "é" * 200
    path += "&entreprise=" + "é" * 150 + "&lieu=" + "é" * 150
    assert "trop de filtres" in client.post(path, {"frequency": "daily"}).text
    assert not Alert.objects.exists()


def test_pausing_resuming_renaming_and_deleting(client, person):
    alert = AlertFactory(user=person, frequency="immediate")
    page, act = f"/mon-espace/alertes/{alert.pk}/", f"/mon-espace/alertes/{alert.pk}/etat/"
    client.post(act, {"action": "pause"})
    newly_published("Pendant la pause")
    tasks.send_alerts()
    client.post(act, {"action": "resume"})
    tasks.send_alerts()
    assert mail.outbox == []
    newly_published("Après la pause")
    tasks.send_alerts()
    assert "Après" in mail.outbox[0].body
    assert "Pendant" not in mail.outbox[0].body
    client.post(page, {"name": "Mes  offres", "frequency": "weekly"})
    alert.refresh_from_db()
    assert (alert.name, alert.frequency) == ("Mes offres", "weekly")
    assert alert.due_at > timezone.now()
    assert client.post(page, {"name": " ", "frequency": "weekly"}).status_code == 200
    assert client.post(page, {"name": "x", "frequency": "hourly"}).status_code == 200
    assert client.post(act, {"action": "explode"}).status_code == 404
    client.post(act, {"action": "delete"})
    assert not Alert.objects.exists()


def test_somebody_elses_alert_is_not_found(client, person):
    alert = AlertFactory()
    for path in (f"/mon-espace/alertes/{alert.pk}/", f"/mon-espace/alertes/{alert.pk}/etat/"):
        assert client.post(path, {"action": "delete", "name": "x", "frequency": "daily"}).status_code == 404
    assert Alert.objects.filter(pk=alert.pk, name=alert.name).exists()


def test_alerts_of_ones_address_are_found_in_the_space(client):
    confirmed = AlertFactory(email=LEA, parameters="q=maçon")
    AlertFactory(email=LEA, parameters="q=autre", confirmed=False)
    client.force_login(UserFactory(email=LEA))
    text = text_of(client.get("/mon-espace/alertes/"))
    assert confirmed.name in text
    assert "autre" not in text
    other = Client()
    other.force_login(UserFactory(email="leo@exemple.example"))
    assert confirmed.name not in text_of(other.get("/mon-espace/alertes/"))
    unconfirmed = UserFactory(email="Lea2@exemple.example", unconfirmed=True)
    AlertFactory(email=unconfirmed.email, parameters="q=secret")
    other.force_login(unconfirmed)
    assert "secret" not in text_of(other.get("/mon-espace/alertes/"))


# --- Without ----------------------------------------------------------------------------------------------------
def test_an_address_confirms_before_anything_is_sent(client):
    assert ask(client).url == "/alertes/envoyee/"
    alert = Alert.objects.get()
    assert alert.confirmed_at is None
    assert mail.outbox[0].to == [LEA]
    path = link("confirmer")
    for _time in range(2):
        assert "Oui, écrivez-moi" in client.get(path).text
        alert.refresh_from_db()
        assert alert.confirmed_at is None
    assert "active" in client.post(path).text
    alert.refresh_from_db()
    assert alert.confirmed_at
    assert client.post(path).status_code == 200


@pytest.mark.parametrize("email", ["", "pas une adresse", "a@b", "a@exemple.example\nBcc: b@exemple.example"])
def test_what_is_no_address_is_refused(client, email):
    assert ask(client, email).status_code == 200
    assert not Subscriber.objects.exists()
    assert mail.outbox == []


def test_asking_answers_the_same_whatever_is_known(client, monkeypatch):
    monkeypatch.setattr(alerts, "MOST_OF_AN_ADDRESS", 1)
    UserFactory(email="compte@exemple.example")
    AlertFactory(email=LEA, parameters="q=infirmier&lieu=Lyon")
    answers = set()
    for email, path in (
        (LEA, ASK),
        (LEA, "/offres/alerte/?q=autre"),
        ("compte@exemple.example", ASK),
        ("x@y.example", ASK),
    ):
        response = ask(client, email, path)
        answers.add((response.status_code, response.url))
    assert answers == {(302, "/alertes/envoyee/")}
    known, full, account, fresh = mail.outbox
    assert "déjà cette alerte" in known.subject
    assert "trop d’alertes" in full.subject
    assert "/alertes/confirmer/" in account.body
    assert "/alertes/confirmer/" in fresh.body
    assert Alert.objects.filter(subscriber__email=LEA).count() == 1


def test_a_full_address_that_confirmed_nothing_gets_a_way_in(client, monkeypatch):
    monkeypatch.setattr(alerts, "MOST_OF_AN_ADDRESS", 1)
    ask(client)
    ask(client, path="/offres/alerte/?q=autre")
    assert "/alertes/gerer/" in mail.outbox[1].body


def test_mails_to_one_address_have_a_pace(client, settings):
    settings.API_RATES = {**settings.API_RATES, "mailbox": "2/h"}
    codes = [ask(client, path=f"/offres/alerte/?q=mot{number}").status_code for number in range(3)]
    assert codes == [302, 302, 429]
    assert len(mail.outbox) == 2


def test_a_caller_has_a_pace(client, settings):
    settings.API_RATES = {**settings.API_RATES, "alert": "2/h"}
    codes = [ask(client, f"personne{number}@exemple.example").status_code for number in range(3)]
    assert codes == [302, 302, 429]


def test_the_link_is_good_for_seven_days(client):
    ask(client)
    path = link("confirmer")
    Alert.objects.update(created_at=timezone.now() - timedelta(days=7, minutes=1))
    assert client.post(path).status_code == 404
    assert tasks.forget_unconfirmed() == 1
    Subscriber.objects.update(created_at=timezone.now() - timedelta(days=8))
    tasks.forget_unconfirmed()
    assert not Subscriber.objects.exists()


def test_false_links_open_nothing(client):
    alert = AlertFactory(email=LEA)
    from portal.discovery import links

    stop = links.token(links.STOP, alert.key)
    for path in (
        "/alertes/confirmer/faux/",
        f"/alertes/confirmer/{stop}/",
        f"/alertes/gerer/{stop}/",
        f"/alertes/desabonner/{stop[:-1]}/",
        f"/alertes/desabonner/{alert.key}/",
    ):
        assert client.get(path).status_code == 404
        assert client.post(path).status_code in (404, 405)
    assert Alert.objects.filter(pk=alert.pk, paused_at=None).exists()


# --- Stopping -------------------------------------------------------------------------------------------------------
def test_one_click_stops_without_a_token_or_a_cookie():
    AlertFactory(email=LEA, frequency="immediate")
    newly_published()
    tasks.send_alerts()
    path = mail.outbox[0].extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    strict = Client(enforce_csrf_checks=True)
    assert "Arrêter cette alerte" in strict.get(path).text
    assert Alert.objects.exists()
    assert strict.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Alert.objects.exists()
    # Again, and looking afterwards.
    assert strict.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert "arrêtée" in strict.get(path).text


def test_an_accounts_alert_is_paused_by_its_link(client):
    alert = AlertFactory(frequency="immediate")
    newly_published()
    tasks.send_alerts()
    assert "en pause" in client.post(link("desabonner")).text
    alert.refresh_from_db()
    assert alert.is_paused


def test_an_address_manages_its_alerts(client):
    one, two = AlertFactory(email=LEA, parameters="q=un"), AlertFactory(email=LEA, parameters="q=deux")
    other = AlertFactory(email="leo@exemple.example")
    from portal.discovery import links

    page = links.manage_path(one.subscriber)
    text = text_of(client.get(page))
    assert one.name in text
    assert two.name in text
    client.post(f"{page}{one.pk}/", {"action": "pause"})
    client.post(f"{page}{two.pk}/", {"action": "frequency", "frequency": "immediate"})
    assert client.post(f"{page}{two.pk}/", {"action": "frequency", "frequency": "x"}).status_code == 409
    assert client.post(f"{page}{other.pk}/", {"action": "delete"}).status_code == 404
    one.refresh_from_db(), two.refresh_from_db()
    assert one.is_paused
    assert two.frequency == "immediate"
    client.post(f"{page}{two.pk}/", {"action": "delete"})
    assert Alert.objects.count() == 2
    client.post(f"{page}tout-arreter/")
    assert not Subscriber.objects.filter(email=LEA).exists()
    assert client.get(page).status_code == 404


def test_pages_whose_address_is_a_key_are_not_kept(client):
    alert = AlertFactory(email=LEA)
    from portal.discovery import links

    response = client.get(links.manage_path(alert.subscriber))
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Referrer-Policy"] == "same-origin"


# --- Hostile --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "query", ["q=%00", "q=<script>alert(1)</script>", "secteur=%27", "rayon=9999999999", "q=" + "a" * 5000]
)
def test_whatever_is_in_the_address(client, query):
    text = client.get(f"/recherche/alerte/?{query}").text
    assert "<script>alert" not in text
    assert ask(client, path=f"/recherche/alerte/?{query}").status_code == 302


def test_a_name_does_not_break_the_subject(person):
    alert = services.alerts.create(person, read("offer", "q=a"), "daily")
    services.alerts.change(alert, name="Un\r\nBcc: x@y.example", frequency="immediate")
    alert.refresh_from_db()
    assert "\n" not in alert.name


def test_the_limit_of_the_service():
    user = UserFactory()
    for number in range(alerts.MOST_OF_A_PERSON):
        AlertFactory(user=user, parameters=f"q=mot{number}")
    with pytest.raises(TooManyAlerts):
        services.alerts.create(user, read("offer", "q=un+de+plus"), "daily")
