"""What axe-core finds, on a phone and on a desk, light and dark; and the main way with a keyboard alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from portal.discovery import links
from portal.discovery.models import Alert
from portal.feeds.models import ImportRun, RunState
from tests.factories.accounts import UserFactory
from tests.factories.discovery import AlertFactory
from tests.factories.jobs import make_application, make_publication, verified_recruiter
from tests.feeds.build import item, make_feed, online, run_of

from .conftest import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "Un-long-mot-de-passe-4"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PUBLIC = ("/", "/offres/", "/offres/?q=zzzz", "/recherche/", "/mentions-legales/", "/nulle-part/")
ENTRANCE = (
    "/compte/connexion/",
    "/compte/inscription/",
    "/compte/inscription/recruteur/",
    "/compte/mot-de-passe/oublie/",
)
SPACE = ("/mon-espace/", "/mon-espace/profil/", "/mon-espace/notifications/", "/mon-espace/notifications/preferences/")
RECRUITER = (
    "/mon-espace/publications/",
    "/mon-espace/publications/nouvelle/",
    "/mon-espace/publications/nouvelle/offres/",
    "/mon-espace/candidatures-recues/",
    "/mon-espace/verification/",
    "/mon-espace/flux/",
    "/mon-espace/flux/nouveau/",
)
LOOKS = [
    pytest.param(PHONE, "dark", id="phone-dark"),
    pytest.param(DESKTOP, "light", id="desk-light"),
]


def check(page, addresses):
    for address in addresses:
        page.goto(address)
        found = Axe().run(page, options={"runOnly": STANDARDS})
        assert not found.violations_count, f"{address}\n{found.generate_report()}"


def sign_in(page, user):
    user.set_password(PASSWORD)
    user.save()
    page.goto("/compte/connexion/")
    page.fill("input[name=login]", user.email)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/mon-espace/")


@pytest.mark.parametrize(("viewport", "scheme"), LOOKS)
def test_visitors_meet_no_barrier(open_page, viewport, scheme):
    publication = make_publication(validated=True, amount_min=2400, amount_max=2600, period="month")
    page = open_page(viewport, color_scheme=scheme)
    detail = publication.get_absolute_url()
    check(page, (*PUBLIC, *ENTRANCE, detail, f"/offres/{publication.pk}/postuler/"))


@pytest.mark.parametrize(("viewport", "scheme"), LOOKS)
def test_candidates_meet_no_barrier(open_page, viewport, scheme):
    publication = make_publication(validated=True)
    application = make_application(publication=publication, applicant=UserFactory())
    page = open_page(viewport, color_scheme=scheme)
    sign_in(page, application.candidate.user)
    other = make_publication(validated=True)
    mine = f"/mon-espace/candidatures/{application.pk}/"
    check(page, (*SPACE, "/mon-espace/candidatures/", mine, f"/offres/{other.pk}/postuler/"))


@pytest.mark.parametrize(("viewport", "scheme"), LOOKS)
def test_recruiters_meet_no_barrier(open_page, viewport, scheme):
    recruiter = verified_recruiter()
    publication = make_publication(recruiter=recruiter, validated=True)
    application = make_application(publication=publication)
    page = open_page(viewport, color_scheme=scheme)
    sign_in(page, recruiter)
    own = f"/mon-espace/publications/{publication.pk}/"
    check(page, (*SPACE, *RECRUITER, own, f"{own}modifier/", f"/mon-espace/candidatures-recues/{application.pk}/"))


@pytest.mark.parametrize(("viewport", "scheme"), LOOKS)
def test_imports_meet_no_barrier(open_page, viewport, scheme):
    """Waiting to be mapped, with problems, asking, stopped, running."""
    recruiter, base = verified_recruiter(), "/mon-espace/flux/"
    wrong = [item(5, titre="", salaire="beaucoup"), item(6, lieu="Ici"), item("R" * 90, titre="Maçon" * 40)]
    feed = online(*(item(number) for number in range(5)), actor=recruiter)
    runs = [run_of(feed, *(item(number) for number in range(5)), *wrong), run_of(feed, item(0))]
    waiting = make_feed(item(1), *wrong, actor=recruiter, confirmed=False, name="Un très long nom " * 4)
    stopped = make_feed(actor=recruiter, name="Arrêté")
    runs += [
        ImportRun.objects.create(feed=stopped, state=RunState.FAILED, failure="Le serveur répond 500."),
        ImportRun.objects.create(feed=stopped, state=RunState.WRITING, total=40, seen=11),
    ]
    page = open_page(viewport, color_scheme=scheme)
    sign_in(page, recruiter)
    ones = [f"{base}{each.pk}/" for each in (feed, waiting, stopped)]
    check(page, (base, *ones, *(f"{base}{run.feed_id}/imports/{run.pk}/" for run in runs)))
    check(
        page, [f"{base}{each.pk}/{rest}/" for each in (feed, waiting) for rest in ("champs", "reglages", "supprimer")]
    )


@pytest.mark.parametrize(("viewport", "scheme"), LOOKS)
def test_alerts_meet_no_barrier(open_page, viewport, scheme):
    person, words = UserFactory(), "infirmier " * 15
    page = open_page(viewport, color_scheme=scheme)
    sign_in(page, person)
    check(page, ("/mon-espace/alertes/", "/offres/alerte/?q=infirmier&lieu=Lyon"))
    mine = [AlertFactory(user=person, parameters=each) for each in ("", "q=infirmier&lieu=Lyon&rayon=20", f"q={words}")]
    Alert.objects.filter(pk=mine[0].pk).update(paused_at=timezone.now())
    Alert.objects.filter(pk=mine[2].pk).update(parameters="secteur=perdu")
    check(page, ("/mon-espace/alertes/", *(f"/mon-espace/alertes/{each.pk}/" for each in mine)))
    other = AlertFactory(email="lea@exemple.example", confirmed=False)
    check(page, (links.confirm_url(other), links.stop_url(other)))
    Alert.objects.filter(pk=other.pk).update(confirmed_at=timezone.now())
    check(page, (links.manage_url(other), "/alertes/envoyee/"))


def test_the_first_key_leads_past_the_menu(desktop, live_server):
    desktop.goto("/offres/")
    desktop.keyboard.press("Tab")
    skip = desktop.locator(":focus")
    expect(skip).to_have_attribute("href", "#content")
    assert skip.bounding_box()["y"] >= 0
    desktop.keyboard.press("Enter")
    desktop.keyboard.press("Tab")
    assert desktop.evaluate("document.activeElement.closest('main') !== null")


def test_what_has_the_focus_is_seen(desktop, live_server):
    """Every stop of the Tab key on the login page draws an outline, or its own box does."""
    desktop.goto("/compte/connexion/")
    seen = 0
    for _stop in range(30):
        desktop.keyboard.press("Tab")
        style = desktop.evaluate("""() => {
            const element = document.activeElement;
            if (element === document.body) return null;
            const style = getComputedStyle(element);
            return [element.outerHTML.slice(0, 90), style.outlineStyle, parseFloat(style.outlineWidth)];
        }""")
        if style is None:
            break
        seen += 1
        assert style[1] != "none", style[0]
        assert style[2] >= 2, style[0]
    assert seen > 10


def test_the_menus_of_a_phone_open_and_close_with_keys(open_page, live_server):
    page = open_page(PHONE)
    sign_in(page, UserFactory())
    page.focus(".menu-button")
    page.keyboard.press("Enter")
    expect(page.locator("#main-menu")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#main-menu")).to_be_hidden()
    page.focus("details[data-dropdown] > summary")
    page.keyboard.press("Enter")
    expect(page.locator(".dropdown-panel")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".dropdown-panel")).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('details[data-dropdown] > summary')")
