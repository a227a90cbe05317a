"""The boxes of a search, with the keyboard, as a screen reader is told of them, by touch and without script."""

import pytest
from playwright.sync_api import expect

from tests.factories.search import published

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def publications(live_server):
    published("Infirmière de nuit", places=["Lyon"], company="Infirmerie du Parc")
    published("Infirmier de bloc", places=["Paris"], skills=["Infirmerie"])
    published("Cuisinier", places=["Lyon"])


def options(page):
    return page.locator("[role=listbox] [role=option]")


def test_the_keyboard_moves_through_the_options_and_chooses_one(desktop):
    desktop.goto("/offres/")
    box = desktop.locator("#q")
    box.focus()
    expect(box).to_have_attribute("role", "combobox")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("infirmi")
    expect(options(desktop)).to_have_text(["Infirmier de bloc", "Infirmière de nuit"])
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(desktop.locator("#live")).to_have_text("2 suggestions")
    assert desktop.locator(f"#{box.get_attribute('aria-controls')}").get_attribute("role") == "listbox"
    assert not box.get_attribute("aria-activedescendant")

    box.press("ArrowDown")
    box.press("ArrowDown")
    active = desktop.locator(f"#{box.get_attribute('aria-activedescendant')}")
    expect(active).to_have_text("Infirmière de nuit")
    expect(active).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    assert not box.get_attribute("aria-activedescendant")
    expect(box).to_have_value("infirmi")
    box.press("ArrowUp")
    box.press("Enter")
    expect(box).to_have_value("Infirmière de nuit")
    desktop.wait_for_url("**/offres/?q=Infirmi%C3%A8re+de+nuit")
    expect(desktop.locator("#results article")).to_have_count(1)
    expect(options(desktop)).to_have_count(0)
    assert desktop.evaluate("document.activeElement.id") == "q"


def test_escape_closes_and_keeps_what_was_typed_and_enter_searches_it(desktop):
    desktop.goto("/offres/")
    box = desktop.locator("#q")
    box.press_sequentially("infirm")
    expect(options(desktop).first).to_be_visible()
    box.press("Escape")
    expect(options(desktop)).to_have_count(0)
    expect(box).to_have_value("infirm")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press("ArrowDown")
    expect(options(desktop).first).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    box.press("Enter")
    desktop.wait_for_url("**q=infirm")


def test_leaving_the_box_closes_the_list(desktop):
    desktop.goto("/offres/")
    desktop.locator("#lieu").press_sequentially("lyo")
    expect(options(desktop).first).to_contain_text("Lyon (69)")
    desktop.keyboard.press("Tab")
    expect(options(desktop)).to_have_count(0)
    expect(desktop.locator("#lieu")).to_have_value("lyo")


def test_a_place_is_chosen_by_touch(phone):
    phone.goto("/offres/")
    phone.locator("#lieu").press_sequentially("lyo")
    phone.locator("[role=option]", has_text="Lyon (69)").tap()
    phone.wait_for_url("**/offres/?lieu=Lyon+%2869%29")
    expect(phone.locator("#results article")).to_have_count(2)


def test_on_the_home_page_a_choice_waits_for_the_place(desktop):
    desktop.goto("/")
    box = desktop.locator("#q")
    box.press_sequentially("cuisi")
    expect(options(desktop)).to_have_text(["Cuisinier"])
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("Cuisinier")
    assert desktop.url.endswith("/")
    box.press("Enter")
    desktop.wait_for_url("**/recherche/?q=Cuisinier**")


def test_a_slow_answer_to_an_older_text_is_not_shown(desktop):
    held = []
    desktop.route("**/recherche/mots/?*q=cu", lambda route: held.append(route))
    desktop.goto("/offres/")
    box = desktop.locator("#q")
    box.press_sequentially("cu")
    desktop.wait_for_timeout(300)
    box.fill("infirm")
    expect(options(desktop).first).to_contain_text("Infirm")
    for route in held:
        route.abort()
    expect(options(desktop).first).to_contain_text("Infirm")


def test_without_suggestions_the_box_is_a_plain_one(desktop):
    desktop.route("**/recherche/mots/*", lambda route: route.fulfill(status=429, json={"options": [], "said": ""}))
    desktop.goto("/offres/")
    desktop.locator("#q").press_sequentially("cuisi")
    desktop.locator("#q").press("Enter")
    desktop.wait_for_url("**q=cuisi")
    expect(desktop.locator("#results article")).to_have_count(1)
