"""What finds its readers afterwards, in a browser: hearts, beacons, recent searches, alerts."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from portal.discovery.models import Alert, Favourite, Sighting
from tests.factories.accounts import PASSWORD, UserFactory
from tests.factories.search import published

pytestmark = pytest.mark.django_db(transaction=True)

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0"


def sign_in(page, user):
    page.goto("/compte/connexion/")
    page.fill("input[name=login]", user.email)
    page.fill("input[name=password]", PASSWORD)
    with page.expect_navigation():
        page.press("input[name=password]", "Enter")


def test_a_heart_answers_in_place_and_keeps_the_focus(desktop, live_server):
    row, person = published("Menuisier"), UserFactory()
    sign_in(desktop, person)
    desktop.goto("/offres/")
    heart = desktop.locator(f"#heart-{row.pk}")
    heart.click()
    expect(heart).to_have_attribute("aria-pressed", "true")
    expect(desktop.locator("#live")).to_have_text("Ajoutée à vos favoris.")
    assert desktop.evaluate("document.activeElement.id") == f"heart-{row.pk}"
    assert Favourite.objects.filter(user=person, publication=row.pk).exists()
    heart.press("Enter")
    expect(heart).to_have_attribute("aria-pressed", "false")
    assert not Favourite.objects.exists()


def test_a_heart_works_without_script(open_page, live_server):
    row, person = published("Menuisier"), UserFactory()
    page = open_page(java_script_enabled=False)
    sign_in(page, person)
    page.goto("/offres/")
    page.click(f"#heart-{row.pk}")
    assert page.url.endswith("/offres/")
    assert page.get_attribute(f"#heart-{row.pk}", "aria-pressed") == "true"


def test_a_look_and_a_click_are_noted(open_page, live_server):
    row = published("Menuisier")
    page = open_page(user_agent=FIREFOX)
    with page.expect_request(re.compile(r"/vue/$")):
        page.goto(row.get_absolute_url())
    with page.expect_request(re.compile(r"/clic/$")):
        page.click("aside a:has-text('Postuler')")
    page.wait_for_url("**/postuler/")
    expect(page.locator("h1")).to_be_visible()
    page.goto("/")
    assert set(Sighting.objects.values_list("publication_id", "act")) == {(row.pk, "view"), (row.pk, "apply")}
    assert not page.context.cookies()


def test_recent_searches_stay_in_the_browser_and_can_be_forgotten(desktop, live_server):
    published("Menuisier", places=["Lyon"])
    desktop.goto("/offres/?q=menuisier&lieu=Lyon")
    desktop.goto("/")
    desktop.click(".recent summary")
    expect(desktop.locator(".recent li a")).to_have_text(["Offres d’emploi pour « menuisier » à Lyon"])
    desktop.click(".recent li a")
    desktop.wait_for_url("**/offres/?q=menuisier&lieu=Lyon")
    expect(desktop.locator(".recent")).to_be_hidden()
    desktop.goto("/recherche/")
    desktop.click(".recent summary")
    desktop.click("[data-forget]")
    expect(desktop.locator(".recent")).to_be_hidden()
    assert desktop.evaluate("localStorage.getItem('recent-searches')") is None


def test_what_somebody_put_into_the_storage_is_no_link_elsewhere(desktop, live_server):
    desktop.goto("/")
    desktop.evaluate(
        """localStorage.setItem('recent-searches', JSON.stringify([
             {url: 'javascript:alert(1)', label: 'a'}, {url: '//mal.example/', label: 'b'}, null, 7,
             {url: '/offres/', label: '<img src=x onerror=alert(1)>'}]))"""
    )
    desktop.goto("/")
    desktop.click(".recent summary")
    expect(desktop.locator(".recent li a")).to_have_text(["<img src=x onerror=alert(1)>"])
    desktop.evaluate("localStorage.setItem('recent-searches', '{')")
    desktop.goto("/")
    expect(desktop.locator(".recent")).to_be_hidden()


def test_a_visitor_asks_for_an_alert_confirms_and_stops_it(phone, live_server):
    published("Menuisier", places=["Lyon"])
    phone.goto("/offres/?q=menuisier")
    phone.click("text=Créer une alerte")
    phone.fill("input[name=email]", "lea@exemple.example")
    phone.click("text=Créer cette alerte")
    expect(phone.locator("h1")).to_have_text("Ouvrez votre messagerie")
    phone.goto(re.search(r"http\S+/alertes/confirmer/\S+", mail.outbox[0].body)[0])
    phone.click("text=Oui, écrivez-moi")
    expect(phone.locator("h1")).to_have_text("Votre alerte est active")
    phone.click("text=Voir mes alertes")
    phone.click("text=Mettre en pause")
    expect(phone.locator(".messages")).to_contain_text("en pause")
    phone.click("button:has-text('Supprimer')")
    phone.click("#confirm-dialog [data-yes]")
    expect(phone.locator(".empty h2")).to_contain_text("Vous n’avez pas d’alerte")
    assert not Alert.objects.exists()
