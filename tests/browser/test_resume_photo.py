"""The photo of a resume in the editor: deleted at once on the server, brought back by undo from the page's memory."""

import pytest
from playwright.sync_api import expect

from portal.cv import services
from portal.cv.models import Resume
from tests.factories.accounts import UserFactory, picture

from .conftest import DESKTOP
from .test_accessibility import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SENT = "**/photo/"


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def resume(person):
    resume = services.create(person, {"template": 1, "full_name": "Nour Petit"})
    return services.set_photo(person, resume, picture())


@pytest.fixture
def editor(open_page, person, resume):
    page = open_page(DESKTOP, reduced_motion="reduce")
    sign_in(page, person)
    page.goto(f"/mes-cv/{resume.pk}/")
    page.wait_for_selector("#cv-status[data-kind=ok]")
    return page


def after(page, act):
    with page.expect_response(SENT) as found:
        act()
    assert found.value.ok, found.value.text()
    # The page has taken the answer in.
    expect(page.locator("#cv-photo:not([aria-busy])")).to_be_visible()
    return Resume.objects.get()


def content(resume) -> bytes:
    with resume.photo.open() as file:
        return file.read()


def shown(page):
    return page.locator("#cv-photo img")


def test_a_removed_photo_is_deleted_at_once_and_undo_brings_it_back(editor, resume):
    storage, name = resume.photo.storage, resume.photo.name
    expect(editor.locator("#cv-photo")).to_contain_text("supprimée aussitôt")
    removed = after(editor, editor.get_by_role("button", name="Retirer la photo").click)
    assert not removed.photo
    assert not storage.exists(name)
    expect(shown(editor)).to_be_hidden()
    back = after(editor, editor.locator("[data-undo]").click)
    assert back.photo
    assert back.photo.name != name
    expect(shown(editor)).to_be_visible()
    assert not after(editor, editor.locator("[data-redo]").click).photo


def test_a_replaced_photo_comes_back_too(editor, resume):
    first = content(resume)
    chosen = {"name": "autre.png", "mimeType": "image/png", "buffer": picture("autre.png", size=(90, 90)).read()}
    replaced = after(editor, lambda: editor.locator("#cv-photo-file").set_input_files(chosen))
    second = content(replaced)
    assert second != first
    back = after(editor, lambda: editor.keyboard.press("Control+z"))
    assert len(content(back)) == pytest.approx(len(first), rel=0.1)
    assert content(after(editor, lambda: editor.keyboard.press("Control+y"))) == second


def test_photo_and_text_are_undone_in_the_order_in_which_they_were_changed(editor):
    editor.fill("#contact-title-0", "Maçonne")
    after(editor, editor.get_by_role("button", name="Retirer la photo").click)
    editor.fill("#contact-title-0", "Cheffe de chantier")
    editor.locator("[data-undo]").click()
    expect(editor.locator("#contact-title-0")).to_have_value("Maçonne")
    expect(shown(editor)).to_be_hidden()
    after(editor, editor.locator("[data-undo]").click)
    expect(editor.locator("#contact-title-0")).to_have_value("Maçonne")
    expect(shown(editor)).to_be_visible()
    editor.locator("[data-undo]").click()
    expect(editor.locator("#contact-title-0")).to_have_value("")
    expect(shown(editor)).to_be_visible()


def test_what_the_server_refuses_changes_nothing_and_says_why(editor):
    editor.route(SENT, lambda route: route.abort())
    editor.get_by_role("button", name="Retirer la photo").click()
    expect(editor.locator("[data-photo-error]")).to_be_visible()
    expect(shown(editor)).to_be_visible()
    expect(editor.locator("[data-undo]")).to_be_disabled()
    assert Resume.objects.get().photo
    editor.unroute(SENT)
    after(editor, editor.get_by_role("button", name="Retirer la photo").click)
    expect(editor.locator("[data-photo-error]")).to_be_hidden()
