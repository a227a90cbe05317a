"""The editor of resumes in Chromium: typed, saved by itself, moved with keys and mouse, printed."""

import re
from html import unescape

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from portal.cv import services
from portal.cv.models import Experience, Resume, ResumeVersion
from tests.factories.accounts import UserFactory

from .conftest import DESKTOP, PHONE
from .test_accessibility import LOOKS, STANDARDS, check, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.pdf, pytest.mark.django_db(transaction=True)]

JOBS = [
    {"position": "Maçonne", "company": "Bâtir", "start_date": "2020-03-01", "is_current": True},
    {"position": "Aide-maçonne", "company": "Chantiers du Nord", "start_date": "2018-01-01", "end_date": "2020-02-01"},
]


@pytest.fixture
def person():
    return UserFactory(first_name="Nour", last_name="Petit")


@pytest.fixture
def resume(person):
    values = {"template": 1, "full_name": "Nour Petit", "email": person.email, "experience_data": JOBS}
    return services.create(person, {**values, "skills_data": [{"name": "Chaux"}]})


@pytest.fixture
def editor(open_page, person, resume):
    page = open_page(DESKTOP, reduced_motion="reduce")
    sign_in(page, person)
    return open_editor(page, resume)


def open_editor(page, resume):
    page.goto(f"/mes-cv/{resume.pk}/")
    page.wait_for_selector("[data-prints]")
    return page


def saved(page, act):
    """What the server answers to the saving that `act` leads to."""
    with page.expect_response(re.compile("/enregistrer/$")) as found:
        act()
    expect(page.locator("#cv-status")).to_have_text("Enregistré")
    return found.value


def digests(page) -> list[str]:
    """Of the pages that are shown: what they look like."""
    return page.locator("[data-list] > li").evaluate_all("items => items.map((item) => item.dataset.digest)")


def repainted(page, act):
    """The same as `saved`, until the pages that it leads to are shown; they are others."""
    before = digests(page)
    answer = saved(page, act)
    shown = "[...document.querySelectorAll('[data-list] > li')].map((item) => item.dataset.digest)"
    page.wait_for_function(f"before => {shown}.join() !== before", arg=",".join(before))
    return answer


def text(page) -> str:
    """What the resume reads like now, of the same HTML that the pages are drawn from."""
    html = page.evaluate("async () => (await fetch(document.querySelector('[data-live]').dataset.sheet)).text()")
    return unescape(html.replace("\u00a0", " ").replace("\u202f", " "))


def section(page, key):
    return page.locator(f"[data-key='{key}']")


def focused(page) -> str:
    label = page.evaluate("document.activeElement.getAttribute('aria-label')")
    return label.replace("\u00a0", " ")


def companies() -> list[str]:
    return [job.company for job in Experience.objects.order_by("order")]


def order(page) -> list[str]:
    return page.locator("#cv-sections > li").evaluate_all("rows => rows.map((row) => row.dataset.key)")


def test_a_visitor_makes_a_resume_that_is_still_there(desktop, live_server):
    desktop.goto("/mes-cv/")
    desktop.get_by_role("link", name="Créer mon CV").click()
    desktop.get_by_role("button", name=re.compile("Essential Classic")).click()
    desktop.wait_for_selector("[data-prints]")
    assert desktop.get_by_text("pendant 60 jours").is_visible()
    repainted(desktop, lambda: desktop.fill("#contact-full_name-0", "Élise O'Brien <b>"))
    section(desktop, "experiences").get_by_role("button", name="Expérience professionnelle", exact=True).click()
    section(desktop, "experiences").get_by_role("button", name="Ajouter une expérience").click()
    desktop.keyboard.type("Soudeuse")
    expect(section(desktop, "experiences").get_by_text("il manque : Entreprise", exact=False)).to_be_visible()
    saved(desktop, lambda: section(desktop, "experiences").get_by_label("Entreprise").fill("Forges"))
    section(desktop, "experiences").get_by_label("Début").fill("2021-09")
    repainted(desktop, lambda: section(desktop, "experiences").get_by_label("J’y suis toujours").check())
    assert "depuis sept. 2021" in text(desktop)
    desktop.reload()
    assert desktop.locator("#contact-full_name-0").input_value() == "Élise O'Brien <b>"
    job = Resume.objects.get().experiences.get()
    assert (job.position, job.company, job.start_date.isoformat(), job.is_current) == (
        "Soudeuse",
        "Forges",
        "2021-09-01",
        True,
    )


def test_sections_and_entries_move_with_the_keyboard(editor, resume):
    before = order(editor)
    section(editor, "skills").get_by_role("button", name="Monter : Compétences").focus()
    answer = saved(editor, lambda: editor.keyboard.press("Enter"))
    assert answer.json()["content"]["layout"]["order"] == order(editor) != before
    assert focused(editor) == "Monter : Compétences"
    expect(editor.locator("#live")).to_contain_text("place")
    section(editor, "experiences").get_by_role("button", name="Expérience professionnelle", exact=True).click()
    section(editor, "experiences").get_by_role("button", name="Monter : Aide-maçonne").focus()
    repainted(editor, lambda: editor.keyboard.press("Space"))
    # At the top of its list there is no "up" any more: the keyboard stays with the same entry.
    assert focused(editor).startswith("Descendre : Aide-maçonne")
    assert companies() == ["Chantiers du Nord", "Bâtir"]


def test_an_entry_is_dragged_with_the_mouse(editor, resume):
    section(editor, "experiences").get_by_role("button", name="Expérience professionnelle", exact=True).click()
    handles = section(editor, "experiences").locator(".cv-entry [data-handle]")
    handles.nth(1).scroll_into_view_if_needed()
    source, target = handles.nth(1).bounding_box(), handles.nth(0).bounding_box()

    def drag():
        editor.mouse.move(source["x"] + 8, source["y"] + 20)
        editor.mouse.down()
        editor.mouse.move(target["x"] + 8, target["y"] + 10, steps=6)
        editor.mouse.move(target["x"] + 8, target["y"] - 4, steps=3)
        editor.mouse.up()

    saved(editor, drag)
    assert companies() == ["Chantiers du Nord", "Bâtir"]


def test_what_is_hidden_renamed_or_undone_shows_in_the_pages(editor, resume):
    whole = digests(editor)
    repainted(editor, section(editor, "skills").get_by_role("button", name="Masquer : Compétences").click)
    assert "Compétences" not in text(editor)
    repainted(editor, editor.locator("[data-undo]").click)
    assert digests(editor) == whole
    section(editor, "skills").get_by_role("button", name="Compétences", exact=True).click()
    repainted(editor, lambda: section(editor, "skills").get_by_label("Titre de la rubrique").fill("Savoir-faire"))
    assert "Savoir-faire" in text(editor)
    editor.get_by_role("button", name="Ajouter une rubrique").click()
    editor.keyboard.type("Bénévolat")
    repainted(editor, lambda: editor.get_by_label("Texte", exact=True).fill("- Recyclerie"))
    assert "Bénévolat" in text(editor)
    resume.refresh_from_db()
    assert resume.custom_sections[0]["title"] == "Bénévolat"


def test_a_removed_entry_comes_back_by_undo(editor, resume):
    section(editor, "experiences").get_by_role("button", name="Expérience professionnelle", exact=True).click()
    saved(editor, section(editor, "experiences").get_by_role("button", name="Retirer : Maçonne, Bâtir").click)
    assert companies() == ["Chantiers du Nord"]
    saved(editor, lambda: editor.keyboard.press("Control+z"))
    assert companies() == ["Bâtir", "Chantiers du Nord"]


def test_the_looks_change_the_pages_and_premium_says_its_watermark(editor, resume):
    editor.locator("#cv-looks summary").click()
    repainted(editor, lambda: editor.get_by_label("Police").select_option("noto-serif"))
    repainted(editor, lambda: editor.locator("[name=color][value='#b4235a']").check(force=True))
    expect(editor.locator("#cv-watermark")).to_be_hidden()
    repainted(editor, lambda: editor.get_by_label(re.compile("Creative Designer")).check())
    expect(editor.locator("#cv-watermark")).to_be_visible()
    assert 'class="watermark"' in text(editor)
    resume.refresh_from_db()
    assert (resume.template_id, resume.layout) == (2, {"font": "noto-serif", "color": "#b4235a"})


def test_one_bad_field_waits_and_the_others_are_saved(editor, resume):
    editor.fill("#contact-title-0", "Maçonne")
    editor.fill("#contact-email-0", "nour@")
    expect(editor.locator("[data-box=email] .field-error")).to_be_visible()
    expect(editor.locator("#cv-status")).to_have_text("Enregistré, sauf ce qui est signalé")
    resume.refresh_from_db()
    assert resume.title == "Maçonne"
    saved(editor, lambda: editor.fill("#contact-email-0", "nour@exemple.example"))
    expect(editor.locator("[data-box=email] .field-error")).to_have_count(0)


def test_two_tabs_are_put_together_and_asked_where_they_cannot(editor, person, resume):
    services.change(person, resume, {"phone": "0639980142"})
    saved(editor, lambda: editor.fill("#contact-title-0", "Maçonne"))
    assert editor.locator("#contact-phone-0").input_value().endswith("639980142")
    services.change(person, Resume.objects.get(), {"title": "D'un autre onglet"})
    editor.fill("#contact-title-0", "D'ici")
    expect(editor.locator("#cv-conflict")).to_be_visible()
    saved(editor, editor.get_by_role("button", name="Continuer avec ce que je vois ici").click)
    assert Resume.objects.get().title == "D'ici"
    assert ResumeVersion.objects.first().content["title"] == "D'un autre onglet"
    services.change(person, Resume.objects.get(), {"title": "Encore d'ailleurs"})
    editor.fill("#contact-title-0", "Encore d'ici")
    expect(editor.locator("#cv-conflict")).to_be_visible()
    saved(editor, editor.get_by_role("button", name="Prendre l’autre version").click)
    expect(editor.locator("#contact-title-0")).to_have_value("Encore d'ailleurs")
    assert {"Encore d'ici"} <= set(ResumeVersion.objects.values_list("content__title", flat=True))


def test_what_is_typed_without_a_network_is_saved_when_it_is_back(editor):
    editor.context.set_offline(True)
    editor.fill("#contact-title-0", "Maçonne")
    expect(editor.locator("#cv-status")).to_contain_text("Pas de réseau")
    editor.context.set_offline(False)
    expect(editor.locator("#cv-status")).to_have_text("Enregistré")
    assert Resume.objects.get().title == "Maçonne"


def test_without_the_server_no_pdf_is_asked_for_that_would_take_the_page_away(editor):
    editor.context.set_offline(True)
    editor.fill("#contact-title-0", "Maçonne")
    editor.get_by_role("button", name="Télécharger le PDF").click()
    expect(editor.locator("#cv-status")).to_contain_text("Pas encore de PDF")
    expect(editor.locator("#contact-title-0")).to_have_value("Maçonne")
    editor.context.set_offline(False)
    expect(editor.locator("#cv-status")).to_have_text("Enregistré")
    assert Resume.objects.get().title == "Maçonne"


def test_a_field_that_is_refused_keeps_nobody_from_the_pdf_of_the_rest(editor):
    asked = []
    editor.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    editor.locator("#contact-email-0").fill("nour@")
    expect(editor.locator("#cv-status")).to_have_text("Enregistré, sauf ce qui est signalé")
    with editor.expect_download():
        editor.get_by_role("button", name="Télécharger le PDF").click()
    assert asked == []


def test_who_is_signed_out_meanwhile_signs_in_elsewhere_and_loses_nothing(editor, person):
    editor.context.clear_cookies()
    editor.fill("#contact-title-0", "Maçonne")
    expect(editor.locator("#cv-status")).to_contain_text("vous êtes déconnecté")
    other = editor.context.new_page()
    sign_in(other, person)
    expect(editor.locator("#cv-status")).to_have_text("Enregistré", timeout=30_000)
    assert Resume.objects.get().title == "Maçonne"


def test_the_pdf_is_of_what_was_just_typed(editor):
    editor.fill("#contact-full_name-0", "Nour de la Tour")
    with editor.expect_download() as found:
        editor.get_by_role("button", name="Télécharger le PDF").click()
    assert re.fullmatch(r"nour_de_la_tour_cv_\d{8}\.pdf", found.value.suggested_filename)
    assert found.value.path().read_bytes().startswith(b"%PDF")


def test_a_phone_shows_the_text_or_the_paper(open_page, person, resume):
    page = open_page(PHONE, has_touch=True, is_mobile=True)
    sign_in(page, person)
    page.goto(f"/mes-cv/{resume.pk}/")
    expect(page.locator("#contact-title-0")).to_be_visible()
    saved(page, lambda: page.fill("#contact-title-0", "Maçonne"))
    page.get_by_role("button", name="Aperçu", exact=True).tap()
    expect(page.get_by_alt_text("Page 1 sur 1 du CV")).to_be_visible()
    expect(page.locator("#contact-title-0")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize(("viewport", "scheme"), LOOKS)
def test_visitors_meet_no_barrier_in_the_builder(open_page, live_server, viewport, scheme):
    page = open_page(viewport, color_scheme=scheme)
    check(page, ("/mes-cv/", "/mes-cv/nouveau/"))
    page.get_by_role("button", name=re.compile("Creative Designer")).click()
    page.wait_for_selector("#cv-status[data-kind]")
    found = Axe().run(page, options={"runOnly": STANDARDS, "iframes": False})
    assert not found.violations_count, found.generate_report()


def test_long_words_stay_within_a_phone(open_page, person, resume):
    word = "Anticonstitutionnellement" * 5
    services.change(
        person,
        resume,
        {
            "title": word,
            "experience_data": [{"position": word, "company": word}],
            "layout": {"titles": {"skills": word[:80]}},
        },
    )
    services.share(person, resume, label=word[:100])
    page = open_page({"width": 320, "height": 700})
    sign_in(page, person)
    for address in (
        "",
        f"{resume.pk}/",
        f"{resume.pk}/partage/",
        f"{resume.pk}/supprimer/",
        f"{resume.pk}/historique/",
    ):
        page.goto(f"/mes-cv/{address}")
        page.locator("[data-toggle]").evaluate_all("buttons => buttons.forEach((button) => button.click())")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


@pytest.mark.parametrize(("viewport", "scheme"), LOOKS)
def test_the_builder_has_no_barrier(open_page, person, resume, viewport, scheme):
    services.change(person, resume, {"summary": "x"})
    services.share(person, resume, label="Pour une entreprise")
    version = resume.versions.first()
    page = open_page(viewport, color_scheme=scheme)
    sign_in(page, person)
    base = f"/mes-cv/{resume.pk}/"
    addresses = ["/mes-cv/", "/mes-cv/nouveau/", f"{base}supprimer/", f"{base}partage/", f"{base}historique/"]
    for address in (*addresses, f"{base}historique/{version.revision}/", base):
        page.goto(address)
        if address == base:
            page.locator("#cv-looks summary").click()
            page.locator("#cv-complete summary").click()
            for toggle in page.locator("[data-toggle]").all():
                if toggle.is_visible():
                    toggle.click()
        found = Axe().run(page, options={"runOnly": STANDARDS, "iframes": False})
        assert not found.violations_count, f"{address}\n{found.generate_report()}"
