"""The pages beside the editor in Chromium: those of the PDF, without flicker, and what is said without them."""

import json
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from portal.cv import services
from portal.cv.models import Resume
from portal.cv.rendering import RenderingUnavailable
from tests.factories.accounts import UserFactory

from .conftest import DESKTOP, PHONE
from .test_accessibility import LOOKS, STANDARDS, sign_in
from .test_resume_editor import digests, open_editor, repainted, saved

pytestmark = [pytest.mark.browser, pytest.mark.pdf, pytest.mark.django_db(transaction=True)]
PAGES = "**/pages/?largeur=*"
LONG = "\n".join(f"- Chantier numéro {number}, de la pose des fondations à la remise des clés" for number in range(70))


@pytest.fixture
def person():
    return UserFactory(first_name="Nour", last_name="Petit")


@pytest.fixture
def resume(person):
    jobs = [{"position": "Maçonne", "company": "Bâtir", "start_date": "2020-03-01", "description": LONG}]
    said = {"template": 1, "full_name": "Nour Petit", "phone": "0639980143", "experience_data": jobs}
    return services.create(person, said)


@pytest.fixture
def editor(open_page, person, resume):
    page = open_page(DESKTOP, reduced_motion="reduce")
    sign_in(page, person)
    return open_editor(page, resume)


def images(page):
    return page.locator("[data-list] img")


def note(page):
    return page.locator("[data-live] [data-note]")


def refuse(page, status: int, headers=(), **body):
    """Until it is lifted, the pages are refused so."""
    page.route(PAGES, lambda route: route.fulfill(status=status, headers=dict(headers), json=body))


def test_pages_stand_one_under_another_with_their_numbers(editor):
    expect(editor.locator("[data-count]")).to_have_text("2 pages")
    expect(images(editor)).to_have_count(2)
    assert [image.get_attribute("alt") for image in images(editor).all()] == [
        "Page 1 sur 2 du CV, comme il sera imprimé",
        "Page 2 sur 2 du CV, comme il sera imprimé",
    ]
    expect(editor.locator("[data-list] p")).to_have_text(["Page 1 / 2", "Page 2 / 2"])
    boxes = [image.bounding_box() for image in images(editor).all()]
    assert boxes[1]["y"] > boxes[0]["y"] + boxes[0]["height"]
    # As large as there is room, with as many dots as the screen has.
    dots = images(editor).first.evaluate("image => image.naturalWidth / image.clientWidth")
    assert dots == pytest.approx(1, abs=0.01)
    assert boxes[0]["height"] / boxes[0]["width"] == pytest.approx(297 / 210, abs=0.01)


def test_what_did_not_change_stays_the_same_picture(editor):
    images(editor).nth(1).evaluate("image => { image.stays = true; }")
    repainted(editor, lambda: editor.fill("#contact-phone-0", "06 39 98 01 42"))
    assert images(editor).nth(1).evaluate("image => image.stays")


def test_the_old_pages_stay_until_the_new_ones_are_there_and_one_request_follows_another(editor):
    held, asked = [], []
    # The first is held back, the others go through.
    editor.route(PAGES, lambda route: route.continue_() if held else held.append(route))
    editor.on("request", lambda request: asked.append(request.url) if "/pages/" in request.url else None)
    before = digests(editor)
    with editor.expect_request(PAGES):
        saved(editor, lambda: editor.fill("#contact-phone-0", "06 39 98 01 42"))
    for text in ("Maçonne", "Maçonne et plâtrière", "Cheffe de chantier"):
        saved(editor, lambda text=text: editor.fill("#contact-title-0", text))
    expect(editor.locator(".cv-live-busy")).to_be_visible()
    assert len(asked) == len(held) == 1
    assert digests(editor) == before
    expect(images(editor).first).to_be_visible()
    held[0].continue_()
    # What was typed meanwhile is asked for once, and the newest is what is shown.
    expect(editor.locator("[data-live]")).to_have_attribute("data-prints", "3")
    expect(editor.locator(".cv-live-busy")).to_be_hidden()
    assert len(asked) == 2
    shown = digests(editor)
    editor.reload()
    editor.wait_for_selector("[data-prints]")
    assert digests(editor) == shown != before


def test_a_resume_that_is_too_long_says_so_and_keeps_the_last_pages(editor, settings):
    settings.CV_MOST_PAGES = 1
    saved(editor, lambda: editor.fill("#contact-title-0", "Maçonne"))
    expect(note(editor)).to_contain_text("trop long pour être imprimé")
    expect(note(editor)).to_contain_text("les dernières pages")
    expect(note(editor).get_by_role("button")).to_be_hidden()
    expect(images(editor)).to_have_count(2)
    settings.CV_MOST_PAGES = 12
    repainted(editor, lambda: editor.fill("#contact-title-0", "Cheffe de chantier"))
    expect(note(editor)).to_be_hidden()


def test_a_failure_says_so_and_is_tried_again(editor):
    refuse(editor, 503, error="Le PDF n'a pas pu être fait.", code="pdf_failed")
    saved(editor, lambda: editor.fill("#contact-title-0", "Maçonne"))
    expect(note(editor)).to_contain_text("Le PDF n'a pas pu être fait.")
    before = digests(editor)
    editor.unroute(PAGES)
    note(editor).get_by_role("button", name="Réessayer").click()
    expect(note(editor)).to_be_hidden()
    assert digests(editor) != before
    assert editor.evaluate("document.activeElement.dataset.desk") == ""


@pytest.mark.parametrize(("status", "code"), [(429, "too_many"), (503, "pdf_busy")])
def test_where_too_much_was_asked_for_the_pages_go_on_by_themselves(editor, status, code):
    refuse(editor, status, {"Retry-After": "1"}, error="Trop", code=code)
    saved(editor, lambda: editor.fill("#contact-title-0", "Maçonne"))
    expect(note(editor)).to_contain_text("Elles reprennent dans un instant")
    before = digests(editor)
    editor.unroute(PAGES)
    expect(note(editor)).to_be_hidden(timeout=10_000)
    assert digests(editor) != before


def test_without_a_network_the_pages_wait_for_it(editor):
    editor.route(PAGES, lambda route: route.abort())
    saved(editor, lambda: editor.fill("#contact-title-0", "Maçonne"))
    expect(note(editor)).to_contain_text("Pas de réseau")
    editor.unroute(PAGES)
    editor.evaluate("window.dispatchEvent(new Event('online'))")
    expect(note(editor)).to_be_hidden()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_without_the_library_of_pdfs_the_text_is_shown_as_one_sheet(open_page, person, resume, monkeypatch, viewport):
    def render(*args, **options):
        raise RenderingUnavailable

    monkeypatch.setattr("portal.cv.rendering.render_preview", render)
    page = open_page(viewport)
    sign_in(page, person)
    page.goto(f"/mes-cv/{resume.pk}/")
    if viewport is PHONE:
        page.get_by_role("button", name="Aperçu", exact=True).click()
    sheet = page.frame_locator("[data-live] iframe:not(.coming)")
    expect(sheet.locator("h1")).to_have_text("Nour Petit")
    expect(note(page)).to_contain_text("voici le texte sur une seule feuille")
    if viewport is DESKTOP:
        saved(page, lambda: page.fill("#contact-full_name-0", "Nour de la Tour"))
        expect(sheet.locator("h1")).to_have_text("Nour de la Tour")
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_pages_are_enlarged_and_drawn_for_it(editor):
    desk = editor.locator("[data-desk]")
    with editor.expect_response(re.compile("largeur=")) as found:
        editor.get_by_role("button", name="Plus grand").click()
    assert int(re.search(r"largeur=(\d+)", found.value.url)[1]) > 900
    expect(editor.locator("[data-zoom]")).to_have_text("150 %")
    assert desk.evaluate("desk => desk.scrollWidth > desk.clientWidth")
    editor.get_by_role("button", name="Plus grand").click()
    # At the last step the button of the other direction takes over.
    assert editor.evaluate("document.activeElement.getAttribute('aria-label')") == "Plus petit"
    editor.keyboard.press("Enter")
    editor.keyboard.press("Enter")
    expect(editor.locator("[data-zoom]")).to_have_text("100 %")
    assert editor.evaluate("document.documentElement.scrollWidth") <= 1280


def test_what_is_changed_comes_into_sight(editor):
    editor.locator("[data-key=skills]").get_by_role("button", name="Compétences", exact=True).click()
    editor.locator("[data-key=skills]").get_by_role("button", name="Ajouter une compétence").click()
    repainted(editor, lambda: editor.keyboard.type("Chaux"))
    saved(editor, lambda: editor.locator("[data-key=education] [data-hide]").click())
    editor.locator("[data-key=projects]").get_by_role("button", name="Projets", exact=True).click()
    editor.locator("[data-key=projects]").get_by_role("button", name="Ajouter un projet").click()
    repainted(editor, lambda: editor.keyboard.type("Une école en paille"))
    editor.wait_for_function("document.querySelector('[data-desk]').scrollTop > 200")


def test_a_phone_gets_pictures_for_its_width_and_scrolls_the_page(open_page, person, resume):
    page = open_page(PHONE, has_touch=True, is_mobile=True, device_scale_factor=3)
    sign_in(page, person)
    page.goto(f"/mes-cv/{resume.pk}/")
    with page.expect_response(PAGES) as found:
        page.get_by_role("button", name="Aperçu", exact=True).tap()
    # Twice as many dots as pixels are enough, and half as many bytes as three times.
    assert 500 < int(re.search(r"largeur=(\d+)", found.value.url)[1]) <= 2 * 360
    assert len(found.value.body()) < 150_000
    expect(images(page)).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("[data-desk]").evaluate("desk => desk.scrollHeight - desk.clientHeight") <= 1


def test_an_earlier_version_is_shown_in_its_pages(open_page, person, resume):
    services.change(person, resume, {"experience_data": []})
    page = open_page(PHONE, has_touch=True, is_mobile=True)
    sign_in(page, person)
    (version,) = services.versions_of(Resume.objects.get())
    page.goto(f"/mes-cv/{resume.pk}/historique/{version.revision}/")
    expect(page.locator("[data-count]")).to_have_text("2 pages")
    expect(images(page)).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize(("viewport", "scheme"), LOOKS)
def test_the_preview_has_no_barrier_in_any_of_its_states(open_page, person, resume, viewport, scheme):
    page = open_page(viewport, color_scheme=scheme, reduced_motion="reduce")
    sign_in(page, person)
    page.goto(f"/mes-cv/{resume.pk}/")
    if viewport is PHONE:
        page.get_by_role("button", name="Aperçu", exact=True).click()
    expect(images(page)).to_have_count(2)

    def look():
        found = Axe().run(page, options={"runOnly": STANDARDS, "iframes": False})
        assert not found.violations_count, found.generate_report()

    look()
    refuse(page, 503, error="Le PDF n'a pas pu être fait.", code="pdf_failed")
    page.get_by_role("button", name="Plus grand").click()
    expect(note(page)).to_be_visible()
    look()
    page.unroute(PAGES)
    refuse(page, 503, error="x", code="pdf_unavailable")
    note(page).get_by_role("button", name="Réessayer").click()
    expect(page.locator("[data-live] iframe:not(.coming)")).to_be_visible()
    look()
    assert json.loads(page.locator("#cv-state").text_content())["percent"] > 0
