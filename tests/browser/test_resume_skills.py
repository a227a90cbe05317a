"""The skills of a resume are proposed while one types: with the keyboard, by touch, and told to screen readers."""

import pytest
from playwright.sync_api import expect

from portal.cv import services
from portal.cv.models import Resume
from tests.factories.accounts import UserFactory
from tests.factories.search import published

from .conftest import DESKTOP, PHONE
from .test_accessibility import sign_in
from .test_resume_editor import saved, section

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def editor(open_page):
    def open_(viewport=DESKTOP, **options):
        published("Maçon", skills=["Étanchéité"])
        person = UserFactory()
        resume = services.create(person, {"template": 1, "full_name": "Nour Petit"})
        page = open_page(viewport, reduced_motion="reduce", **options)
        sign_in(page, person)
        page.goto(f"/mes-cv/{resume.pk}/")
        skills = section(page, "skills")
        skills.get_by_role("button", name="Compétences", exact=True).click()
        skills.get_by_role("button", name="Ajouter une compétence").click()
        return page

    return open_


def options(page):
    return page.locator("[role=listbox] [role=option]")


def box_of(page):
    return page.locator("[data-key=skills] input[data-complete]").last


def test_a_skill_is_completed_with_the_keyboard_whatever_its_accents(editor):
    page = editor()
    box = box_of(page)
    box.press_sequentially("etanch")
    expect(options(page)).to_have_text(["Étanchéité"])
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#live")).to_have_text("1 suggestion")
    assert page.locator("[role=listbox]").get_attribute("aria-label") == "Compétence"
    box.press("ArrowDown")
    saved(page, lambda: box.press("Enter"))
    expect(box).to_have_value("Étanchéité")
    expect(options(page)).to_have_count(0)
    assert [skill.name for skill in Resume.objects.get().skills.all()] == ["Étanchéité"]
    expect(section(page, "skills").locator(".cv-entry [data-name]")).to_have_text("Étanchéité")


def test_another_name_finds_the_skill_and_what_is_not_known_can_be_written(editor):
    page = editor()
    box = box_of(page)
    box.press_sequentially("js")
    expect(options(page).first).to_have_text("JavaScript")
    box.press("Escape")
    saved(page, lambda: box.fill("Chaux aérienne"))
    assert [skill.name for skill in Resume.objects.get().skills.all()] == ["Chaux aérienne"]


def test_a_finger_chooses_and_nothing_is_cut_off(editor):
    page = editor(PHONE, has_touch=True, is_mobile=True)
    box_of(page).press_sequentially("etanch")
    option = options(page).first
    expect(option).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    saved(page, option.tap)
    expect(box_of(page)).to_have_value("Étanchéité")
    assert [skill.name for skill in Resume.objects.get().skills.all()] == ["Étanchéité"]
