"""The pages where resumes are built, without their script: who sees what, and what is written."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.accounts.services import update_profile
from portal.cv import entitlements, services
from portal.cv.models import Resume, ResumeExport, ResumeVersion
from portal.cv.rendering import CannotRender
from portal.cv.visitors import KEY, Visitor
from tests.factories.accounts import UserFactory, pdf, picture

pytestmark = pytest.mark.django_db
JOB = {"position": "Maçonne", "company": "Bâtir", "start_date": "2020-03-01", "is_current": True}
#: What the database is asked about transactions is not counted: a request in production has none around it.
CONTROL = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


@pytest.fixture
def person():
    return UserFactory(first_name="Nour", last_name="Petit")


@pytest.fixture
def browser(client, person):
    client.force_login(person)
    return client


@pytest.fixture
def resume(person):
    return services.create(person, {"template": 1, "full_name": "Nour Petit", "experience_data": [JOB]})


def save(browser, resume, values, **more):
    sent = {"revision": resume.revision, "values": json.dumps(values), **more}
    return browser.post(reverse("cv_save", args=[resume.pk]), sent)


def get(browser, route, *args):
    return browser.get(reverse(route, args=args))


def post(browser, route, *args, **values):
    return browser.post(reverse(route, args=args), values)


def asked(captured) -> list[str]:
    return [query["sql"] for query in captured if not query["sql"].startswith(CONTROL)]


# --- the list and what begins there
def test_nobody_has_a_resume_yet_and_looking_makes_none(browser, client):
    page = get(browser, "cv_list").content.decode()
    assert "Pas encore de CV" in page
    assert reverse("cv_new") in page
    assert not Resume.objects.exists()


def test_the_first_resume_says_what_the_profile_does(browser, person):
    update_profile(person, {"skills": ["Chaux"]})
    answer = post(browser, "cv_new", template="4")
    made = Resume.objects.get()
    assert answer["Location"] == reverse("cv_editor", args=[made.pk])
    assert (made.user, made.template_id, made.full_name, made.email) == (person, 4, "Nour Petit", person.email)
    assert [skill.name for skill in made.skills.all()] == ["Chaux"]


def test_another_resume_begins_with_the_name_alone(browser, person, resume):
    post(browser, "cv_new", template="1")
    other = Resume.objects.owned_by(person).last()
    assert (other.full_name, other.experiences.count()) == ("Nour Petit", 0)


@pytest.mark.parametrize("template", ["", "0", "99", "-1", "x", "9" * 30, "²"])
def test_a_template_that_is_not_offered_makes_nothing(browser, template):
    answer = post(browser, "cv_new", template=template)
    assert answer.status_code == 400
    assert "Aucun CV" in answer.content.decode()
    assert not Resume.objects.exists()


def test_the_list_marks_what_has_a_watermark(browser, person, resume):
    services.create(person, {"template": 2, "full_name": "Nour Petit", "title": "Cheffe de chantier"})
    page = get(browser, "cv_list").content.decode()
    assert page.count("porte un filigrane") == 1
    assert page.count("CV principal") == 1
    assert "Cheffe de chantier" in page


def test_the_list_costs_as_much_for_many_as_for_one(browser, person, resume):
    get(browser, "cv_list")
    with CaptureQueriesContext(connection) as one:
        get(browser, "cv_list")
    for _more in range(4):
        services.duplicate(person, resume)
    with CaptureQueriesContext(connection) as five:
        get(browser, "cv_list")
    assert len(asked(five)) == len(asked(one))


def test_a_copy_says_the_same(browser, person, resume):
    post(browser, "cv_duplicate", resume.pk)
    copy = Resume.objects.owned_by(person).last()
    assert copy != resume
    assert copy.experiences.get().company == "Bâtir"


def test_deleting_asks_first(browser, resume):
    assert "Supprimer ce CV" in get(browser, "cv_delete", resume.pk).content.decode()
    assert Resume.objects.exists()
    post(browser, "cv_delete", resume.pk)
    assert not Resume.objects.exists()


# --- visitors
def test_a_visitor_builds_too_and_is_told_how_to_keep_it(client):
    assert "sans compte" not in get(client, "cv_list").content.decode()
    assert not client.cookies
    answer = post(client, "cv_new", template="1")
    made = Resume.objects.get()
    assert (made.user, made.session_id) == (None, client.session[KEY])
    page = client.get(answer["Location"]).content.decode()
    assert "pendant 60 jours" in page
    assert f"?next={answer['Location']}" in page
    assert save(client, made, {"title": "Maçonne"}).status_code == 200
    assert get(Client(), "cv_editor", made.pk).status_code == 404


def test_logging_in_keeps_what_a_visitor_wrote(client, person):
    post(client, "cv_new", template="1")
    client.force_login(person)
    assert Resume.objects.get().user == person
    assert get(client, "cv_editor", Resume.objects.get().pk).status_code == 200


def test_a_visitors_cookie_lasts_as_the_resume_does_and_an_accounts_as_ever(client, person, settings):
    settings.ANONYMOUS_RESUME_DAYS = 60
    usual = client.session.get_expiry_age()
    post(client, "cv_new", template=1)
    assert client.session.get_expiry_age() == 60 * 24 * 3600
    client.force_login(person)
    assert KEY not in client.session
    assert client.session.get_expiry_age() == usual


def test_recruiters_have_none(client):
    client.force_login(UserFactory(recruiter=True))
    assert get(client, "cv_list").status_code == 403


# --- the editor
def test_the_editor_holds_the_whole_state(browser, resume):
    answer = get(browser, "cv_editor", resume.pk)
    state = answer.context["state"]
    assert state["revision"] == resume.revision
    assert state["content"]["experience_data"][0]["company"] == "Bâtir"
    assert state["sections"][:3] == ["summary", "experiences", "education"]
    assert state["percent"] < 100
    assert answer["Cache-Control"].startswith("max-age=0")


def test_hostile_texts_stay_texts(browser, person, resume):
    evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
    assert save(browser, resume, {"full_name": evil, "title": evil, "summary": evil}).status_code == 200
    for route, *args in (("cv_list",), ("cv_editor", resume.pk), ("cv_preview", resume.pk), ("cv_delete", resume.pk)):
        page = get(browser, route, *args).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_the_editor_shows_hidden_and_empty_sections_at_their_place(browser, person, resume):
    custom = [{"title": "Bénévolat", "content": "", "id": "b1"}]
    layout = {"order": ["skills", "custom:b1"], "hidden": ["summary", "custom:b1"]}
    services.change(person, resume, {"custom_sections": custom, "layout": layout})
    sections = get(browser, "cv_editor", resume.pk).context["state"]["sections"]
    assert sections[:2] == ["skills", "custom:b1"]
    assert "summary" in sections
    assert len(set(sections)) == len(sections) == 8


def test_saving_changes_what_is_sent_and_answers_the_state(browser, resume):
    answer = save(browser, resume, {"title": "Maçonne", "skills_data": [{"name": "Chaux"}]})
    state = answer.json()
    assert (state["revision"], state["content"]["title"]) == (resume.revision + 1, "Maçonne")
    assert state["content"]["skills_data"][0]["id"]
    assert state["content"]["experience_data"][0]["company"] == "Bâtir"


def test_two_tabs_lose_nothing(browser, resume):
    """The second one is told what the first one wrote, and may write over it: then the history has it."""
    assert save(browser, resume, {"title": "De l'un"}).status_code == 200
    refused = save(browser, resume, {"title": "De l'autre"})
    assert refused.status_code == 412
    there = refused.json()
    assert (there["content"]["title"], there["revision"]) == ("De l'un", resume.revision + 1)
    resume.refresh_from_db()
    assert save(browser, resume, {"title": "De l'autre"}, keep=1).status_code == 200
    assert ResumeVersion.objects.first().content["title"] == "De l'un"


def test_what_cannot_be_kept_is_named_by_field(browser, resume):
    answer = save(browser, resume, {"email": "pas une adresse", "title": "Maçonne"})
    assert answer.status_code == 400
    assert list(answer.json()["fields"]) == ["email"]
    resume.refresh_from_db()
    assert resume.title == ""


@pytest.mark.parametrize(
    ("revision", "values"),
    [("1", ""), ("1", "nul"), ("1", "[]"), ("", "{}"), ("x", "{}"), ("9" * 5000, "{}"), ("1", "[" * 100_000)],
)
def test_what_no_editor_sends_is_refused(browser, resume, revision, values):
    assert post(browser, "cv_save", resume.pk, revision=revision, values=values).status_code == 400


def test_what_no_database_keeps_is_left_out(browser, resume):
    values = json.dumps({"title": "a\ud800b\x00", "layout": {"titles": {"skills": "x\ud800"}}})
    answer = post(browser, "cv_save", resume.pk, revision=resume.revision, values=values)
    assert answer.json()["content"]["title"] == "ab"


def test_saving_needs_the_token_of_the_page(person, resume):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(person)
    assert save(browser, resume, {"title": "x"}).status_code == 403


# --- the sheet, the PDF
def test_the_sheet_is_built_once_and_may_do_nothing(browser, resume, monkeypatch):
    from portal.cv.rendering import output

    built = []
    monkeypatch.setattr(output, "to_html", lambda *args, **options: built.append(args) or "<p>feuille</p>")
    get(browser, "cv_preview", resume.pk)
    built.clear()
    with CaptureQueriesContext(connection) as queries:
        answer = get(browser, "cv_preview", resume.pk)
    assert len(built) == 1
    assert len(asked(queries)) <= 4, asked(queries)
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_the_sheet_of_a_premium_template_has_its_watermark(browser, person, resume, monkeypatch):
    services.change(person, resume, {"template": 2})
    assert 'class="watermark"' in get(browser, "cv_preview", resume.pk).content.decode()
    monkeypatch.setattr(entitlements, "_registered", [lambda user: type(person).objects.filter(pk=user)])
    assert 'class="watermark"' not in get(browser, "cv_preview", resume.pk).content.decode()


def test_a_resume_that_is_too_long_says_so_in_the_frame(browser, person, resume):
    services.change(person, resume, {"summary": "a\n" * 2000})
    answer = get(browser, "cv_preview", resume.pk)
    assert answer.status_code == 400
    assert "trop long" in answer.content.decode()


def test_the_pdf_is_made_and_fetched(browser, resume, monkeypatch):
    monkeypatch.setattr("portal.cv.rendering.render_pdf", lambda *args, **options: pdf("cv.pdf").read())
    answer = post(browser, "cv_editor_export", resume.pk)
    made = ResumeExport.objects.get()
    assert answer["Location"] == reverse("cv_export", args=[made.token, made.name])
    assert browser.get(answer["Location"])["Content-Disposition"].startswith("attachment")


def test_where_no_pdf_can_be_made_the_editor_says_so(browser, resume, monkeypatch):
    def fail(*args, **options):
        raise CannotRender

    monkeypatch.setattr("portal.cv.rendering.render_pdf", fail)
    answer = browser.post(reverse("cv_editor_export", args=[resume.pk]), follow=True)
    assert "Le PDF" in answer.content.decode()


# --- photo
def test_a_photo_is_set_and_removed(browser, resume):
    state = post(browser, "cv_editor_photo", resume.pk, file=picture()).json()
    assert state["photo"].startswith("/cv/photos/")
    assert state["revision"] == resume.revision + 1
    assert post(browser, "cv_editor_photo", resume.pk, remove="1").json()["photo"] is None


def test_what_is_no_picture_is_refused_in_words(browser, resume):
    for values in ({}, {"file": pdf("x.pdf")}):
        answer = post(browser, "cv_editor_photo", resume.pk, **values)
        assert answer.status_code == 400
        assert answer.json()["error"]


# --- history
def test_an_earlier_version_is_shown_and_comes_back(browser, person, resume):
    services.change(person, resume, {"summary": "Tout autre chose"})
    version = resume.versions.get()
    assert "Version du" in get(browser, "cv_versions", resume.pk).content.decode()
    assert get(browser, "cv_version", resume.pk, version.revision).status_code == 200
    sheet = get(browser, "cv_version_sheet", resume.pk, version.revision)
    assert "Bâtir" in sheet.content.decode()
    assert "Tout autre chose" not in sheet.content.decode()
    assert "sandbox" in sheet["Content-Security-Policy"]
    post(browser, "cv_restore", resume.pk, version.revision)
    resume.refresh_from_db()
    assert resume.summary == ""


def test_without_changes_there_is_no_history(browser, resume):
    assert "Pas encore de version" in get(browser, "cv_versions", resume.pk).content.decode()


# --- share links
def test_a_link_is_made_read_by_anybody_counted_and_revoked(browser, resume):
    post(browser, "cv_shares", resume.pk, label="Pour <Bâtir>")
    share = resume.shares.get()
    page = get(browser, "cv_shares", resume.pk).content.decode()
    address = reverse("cv_shared", args=[share.token])
    assert f"http://testserver{address}" in page
    assert "Pour &lt;Bâtir&gt;" in page
    shown = Client().get(address)
    assert shown.status_code == 200
    assert "noindex" in shown["X-Robots-Tag"]
    post(browser, "cv_revoke", resume.pk, share.pk)
    assert Client().get(address).status_code == 404
    assert "pas encore de lien" in get(browser, "cv_shares", resume.pk).content.decode()


def test_too_many_links_are_refused_in_the_form(browser, person, resume):
    for _number in range(20):
        services.share(person, resume)
    assert "révoquez" in post(browser, "cv_shares", resume.pk).content.decode().lower()


# --- others
@pytest.mark.parametrize("who", ["another account", "another visitor"])
def test_others_find_nothing(client, person, who):
    resume = services.create(Visitor("somebody"), {"template": 1}) if "visitor" in who else services.create(person, {})
    services.change(person if resume.user_id else Visitor("somebody"), resume, {"title": "x"})
    if who == "another account":
        client.force_login(UserFactory())
    else:
        post(client, "cv_new", template="1")
    version = resume.versions.get()
    for route in ("cv_editor", "cv_preview", "cv_delete", "cv_versions", "cv_shares"):
        assert get(client, route, resume.pk).status_code == 404
    for route in ("cv_version", "cv_version_sheet"):
        assert get(client, route, resume.pk, version.revision).status_code == 404
    for route in ("cv_editor_export", "cv_editor_photo", "cv_duplicate", "cv_delete", "cv_shares"):
        assert post(client, route, resume.pk).status_code == 404
    assert post(client, "cv_restore", resume.pk, version.revision).status_code == 404
    assert save(client, resume, {"title": "y"}).status_code == 404
    assert Resume.objects.get(pk=resume.pk).title == "x"
