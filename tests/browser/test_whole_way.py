"""The portal's main way in Chromium: a recruiter signs up and is verified, submits an offer, an editor approves it in
the Wagtail admin, the public finds it, a candidate applies, the recruiter answers."""

import re

import pytest
from django.core import mail

from tests.factories.accounts import PASSWORD, PDF_BYTES, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Luthière ou luthier en restauration de violoncelles"
KBIS = {"name": "kbis.pdf", "mimeType": "application/pdf", "buffer": PDF_BYTES}
CV = {"name": "Mon CV.pdf", "mimeType": "application/pdf", "buffer": PDF_BYTES}
SECRET = "Violoncelle-2026"


def submit(page, form="main form"):
    page.locator(f"{form} button[type=submit]").first.click()
    page.wait_for_load_state()


def fill(page, **fields):
    for name, value in fields.items():
        page.fill(f"main [name={name}]", value)


def confirm(page, email):
    (message,) = [found for found in mail.outbox if found.to == [email] and "/courriel/confirmer/" in found.body]
    page.goto(re.search(r"https?://[^/]+(/compte/courriel/confirmer/\S+)", message.body)[1])
    submit(page)


def sign_up_recruiter(page):
    page.goto("/compte/inscription/recruteur/")
    fill(page, company_name="Atelier des Cordes", company_siret="73282932000074", first_name="Léa", last_name="Roux")
    fill(page, email="lea@atelier.example", password=SECRET)
    submit(page)
    confirm(page, "lea@atelier.example")
    page.goto("/mon-espace/verification/")
    page.set_input_files("main input[type=file]", KBIS)
    submit(page, "main form:has(input[type=file])")
    page.get_by_text("kbis.pdf").first.wait_for()


def verify(editor):
    editor.goto("/admin/verifications/")
    editor.get_by_role("link", name=re.compile("Léa Roux")).first.click()
    editor.get_by_role("button", name=re.compile("^Vérifier")).click()
    editor.wait_for_load_state()


def write_offer(page):
    page.goto("/mon-espace/publications/nouvelle/offres/")
    fill(page, title=TITLE, description="Vous restaurez des violoncelles anciens.\n\nUn atelier de trois personnes.")
    fill(page, amount_min="2300", amount_max="2700")
    page.locator("main button[name=action][value=submit]").click()
    page.wait_for_load_state()
    page.get_by_text("En attente de validation").first.wait_for()


def approve(editor):
    editor.goto("/admin/moderation/")
    editor.get_by_role("link", name=re.compile(TITLE)).first.click()
    editor.get_by_role("button", name="Approuver et publier").click()
    editor.wait_for_load_state()


def test_from_sign_up_to_the_answer(open_page, desktop, phone):
    recruiter, editor, candidate = desktop, open_page(), phone
    sign_up_recruiter(recruiter)

    moderator = UserFactory(editor=True)
    editor.goto("/admin/")
    fill(editor, login=moderator.email, password=PASSWORD)
    submit(editor)
    verify(editor)
    write_offer(recruiter)

    visitor = open_page()
    visitor.goto("/offres/?q=luthier")
    assert visitor.get_by_text(TITLE).count() == 0
    approve(editor)

    candidate.goto("/offres/")
    candidate.fill("main [name=q]", "luthiers violoncelle")
    candidate.locator("main form[role=search] button[type=submit], main .search button").first.click()
    candidate.get_by_role("link", name=TITLE).first.click()
    candidate.wait_for_load_state()
    assert candidate.locator("h1").inner_text().strip() == TITLE

    person = UserFactory(first_name="Nour", last_name="Petit")
    candidate.get_by_role("link", name=re.compile("^Postuler|^Se connecter pour postuler")).last.click()
    candidate.wait_for_load_state()
    if "connexion" not in candidate.url:
        candidate.locator("main a[href*='/compte/connexion/']").first.click()
        candidate.wait_for_load_state()
    fill(candidate, login=person.email, password=PASSWORD)
    submit(candidate)
    candidate.wait_for_url("**/postuler/")
    candidate.fill("main [name=letter]", "Je restaure des cordes depuis dix ans.")
    candidate.set_input_files("main input[type=file]", CV)
    submit(candidate, "main form:has([name=letter])")
    candidate.get_by_role("heading", name=re.compile("envoyée")).first.wait_for()
    assert any(message.to == [person.email] for message in mail.outbox)

    recruiter.goto("/mon-espace/candidatures-recues/")
    recruiter.get_by_role("link", name=re.compile("Nour Petit")).first.click()
    recruiter.get_by_text("Je restaure des cordes depuis dix ans.").wait_for()
    recruiter.locator("main [name=target]").first.wait_for(state="attached")
    choose_interview(recruiter)

    candidate.goto("/mon-espace/candidatures/")
    candidate.get_by_role("link", name=re.compile(TITLE)).first.click()
    candidate.get_by_text("Pouvez-vous venir mardi ?").first.wait_for()
    assert any("Pouvez-vous venir mardi" in message.body for message in mail.outbox if message.to == [person.email])


def choose_interview(page):
    target = page.locator("main [name=target]").first
    if target.evaluate("node => node.tagName") == "SELECT":
        target.select_option("interview")
    else:
        page.locator("main [name=target][value=interview]").check(force=True)
    page.fill("main [name=message]", "Pouvez-vous venir mardi ?")
    submit(page, "main form:has([name=target])")
