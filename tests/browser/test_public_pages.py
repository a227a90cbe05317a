"""Finding and reading in a browser, with and without script."""

import pytest
from playwright.sync_api import expect

from tests.factories.search import published

pytestmark = pytest.mark.django_db(transaction=True)

NARROW = {"width": 320, "height": 640}
LONG = "Anticonstitutionnellementinterdépartementalisationdesressourceshumaines"


@pytest.fixture
def publications(live_server):
    rows = [published(f"Infirmière {number}", contract="cdi", places=["Lyon"], sector="Sante") for number in range(22)]
    rows.append(published(LONG, contract="cdd", places=["Rennes"], company=LONG, sector="Sante", skills=[LONG]))
    return rows


def test_filters_answer_in_place_and_going_back_undoes_them(desktop, publications):
    desktop.goto("/offres/")
    desktop.check("#f-contrat-cdd")
    desktop.wait_for_url("**/offres/?contrat=cdd")
    expect(desktop.locator("#live")).to_contain_text("1 offre")
    expect(desktop.locator("#results article")).to_have_count(1)
    expect(desktop.locator("#filter-count")).to_have_text("1")
    assert desktop.evaluate("document.activeElement.id") == "f-contrat-cdd"
    desktop.go_back()
    expect(desktop.locator("#results article")).to_have_count(20)
    expect(desktop.locator("#f-contrat-cdd")).not_to_be_checked()


def test_a_place_is_searched_and_removed_again(desktop, publications):
    desktop.goto("/offres/")
    desktop.fill("#lieu", "Lyon")
    desktop.press("#lieu", "Enter")
    desktop.wait_for_url("**lieu=Lyon")
    desktop.select_option("#f-rayon", "20")
    desktop.wait_for_url("**rayon=20")
    desktop.click(".results-chips a")
    desktop.wait_for_url("**/offres/")
    expect(desktop.locator("#lieu")).to_have_value("")


def test_everything_works_without_script(open_page, publications):
    page = open_page(java_script_enabled=False)
    page.goto("/")
    page.fill("#q", "infirmier")
    page.click(".search button")
    assert page.locator("#results article").count() == 20
    page.goto("/offres/")
    page.check("#f-contrat-cdd")
    page.click("text=Appliquer les filtres")
    assert page.locator("#results article").count() == 1
    page.click("#results article a")
    page.click("text=Postuler >> nth=0")
    assert page.is_visible("text=Connectez-vous pour postuler")


def test_nothing_scrolls_sideways_on_a_narrow_phone(open_page, publications):
    page = open_page(NARROW)
    row = publications[-1]
    paths = ["/", "/offres/", "/recherche/", f"/offres/?q={LONG}&lieu={LONG}", row.get_absolute_url(), "/nulle-part/"]
    for path in [*paths, f"/offres/{row.pk}/postuler/", "/confidentialite/"]:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
