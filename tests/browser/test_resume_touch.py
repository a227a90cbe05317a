"""Sections and entries of a resume moved with a finger, and the page that scrolls under one: real touches."""

import pytest

from portal.cv import services
from portal.cv.models import Experience
from tests.factories.accounts import UserFactory

from .conftest import PHONE
from .test_accessibility import sign_in
from .test_resume_editor import JOBS, order, saved, section

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Finger:
    """One finger on the screen; each move is a step of a few pixels, as a real one's are."""

    def __init__(self, page):
        self._page, self._session = page, page.context.new_cdp_session(page)

    def _send(self, kind: str, *points) -> None:
        touches = [{"x": x, "y": y} for x, y in points]
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    def down(self, x: float, y: float) -> None:
        self.x, self.y = x, y
        self._send("touchStart", (x, y))

    def move(self, by: float, steps: int = 12) -> None:
        for step in range(1, steps + 1):
            self._send("touchMove", (self.x, self.y + by * step / steps))
            self._page.evaluate("() => new Promise(requestAnimationFrame)")
        self.y += by

    def up(self) -> None:
        self._send("touchEnd")

    def cancel(self) -> None:
        self._send("touchCancel")


@pytest.fixture
def page(open_page):
    person = UserFactory(first_name="Nour", last_name="Petit")
    resume = services.create(person, {"template": 1, "full_name": "Nour Petit", "experience_data": JOBS})
    page = open_page(PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce")
    sign_in(page, person)
    page.goto(f"/mes-cv/{resume.pk}/")
    page.wait_for_selector("#cv-status[data-kind=ok]")
    return page


def middle(locator) -> tuple[float, float]:
    """Of what is shown, in the middle of the screen."""
    locator.evaluate("element => element.scrollIntoView({block: 'center'})")
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def scrolled(page) -> float:
    return page.evaluate("window.scrollY")


def test_a_section_follows_the_finger_and_the_page_stays(page):
    before = order(page)
    finger = Finger(page)
    x, y = middle(section(page, "education").locator("[data-handle]").first)
    at = scrolled(page)
    finger.down(x, y)
    finger.move(-100)
    assert scrolled(page) == at
    answer = saved(page, finger.up)
    now = order(page)
    assert now.index("education") < before.index("education")
    assert answer.json()["content"]["layout"]["order"] == now
    assert abs(scrolled(page) - at) < 5


def test_an_entry_follows_the_finger(page):
    section(page, "experiences").get_by_role("button", name="Expérience professionnelle", exact=True).tap()
    handles = section(page, "experiences").locator(".cv-entry [data-handle]")
    finger = Finger(page)
    finger.down(*middle(handles.nth(1)))
    finger.move(handles.nth(0).bounding_box()["y"] - handles.nth(1).bounding_box()["y"] - 30)
    saved(page, finger.up)
    assert [job.company for job in Experience.objects.order_by("order")] == ["Chantiers du Nord", "Bâtir"]


def test_a_finger_on_a_title_scrolls_the_page_and_moves_nothing(page):
    before = order(page)
    finger = Finger(page)
    x, y = middle(section(page, "education").locator("[data-toggle]").first)
    at = scrolled(page)
    finger.down(x, y)
    finger.move(150)
    finger.up()
    page.wait_for_function("at => window.scrollY < at - 100", arg=at)
    assert order(page) == before


def test_near_an_edge_the_page_scrolls_along(page):
    finger = Finger(page)
    handle = section(page, "certifications").locator("[data-handle]").first
    x, y = middle(handle)
    at = scrolled(page)
    finger.down(x, y)
    finger.move(90 - y)
    page.wait_for_function("at => window.scrollY < at - 200", arg=at)
    page.wait_for_function("() => document.querySelector('#cv-sections > li').dataset.key === 'certifications'")
    saved(page, finger.up)
    assert order(page)[0] == "certifications"


def test_what_the_system_interrupts_leaves_everything_where_it_was(page):
    before = order(page)
    finger = Finger(page)
    finger.down(*middle(section(page, "education").locator("[data-handle]").first))
    finger.move(-100)
    assert order(page) != before
    finger.cancel()
    page.wait_for_function("() => !document.querySelector('.dragged')")
    assert order(page) == before


def test_a_move_leaves_what_was_touched_before_out_of_sight(page):
    """The keyboard's place stays where it was; the page does not go there."""
    section(page, "summary").locator("[data-toggle]").tap()
    finger = Finger(page)
    finger.down(*middle(section(page, "certifications").locator("[data-handle]").first))
    finger.move(-80)
    at = scrolled(page)
    saved(page, finger.up)
    assert abs(scrolled(page) - at) < 60


def test_a_handle_is_large_enough_for_a_finger(page):
    for handle in page.locator("#cv-sections [data-handle]:visible").all():
        box = handle.bounding_box()
        assert min(box["width"], box["height"]) >= 38
        assert box["x"] >= 0
