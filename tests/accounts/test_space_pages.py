"""The personal space: home, profile, papers; for the person alone."""

import pytest
from django.core import mail
from django.test import override_settings
from django.urls import reverse

from portal.accounts import services, space
from portal.accounts.models import Candidate, RecruiterProfile, Role, User, Verification, VerificationPaper
from tests.factories.accounts import UserFactory, VerificationPaperFactory, docx, pdf

pytestmark = pytest.mark.django_db
PAGES = ("space_home", "space_profile", "notification_list", "notification_preferences", "account_email")


@pytest.mark.parametrize("page", [*PAGES, "space_verification", "space_cv", "account_change_password"])
def test_strangers_are_asked_to_log_in_and_come_back(browser, page):
    url = reverse(page)
    assert browser.get(url)["Location"] == f"{reverse('account_login')}?next={url}"


@pytest.mark.parametrize("role", Role)
def test_every_role_has_its_space(signed_in, role):
    client = signed_in(UserFactory(role=role))
    for page in PAGES:
        assert client.get(reverse(page)).status_code == 200, page


@pytest.mark.parametrize("role", Role)
def test_those_who_enter_the_admin_find_the_way(signed_in, role):
    page = signed_in(UserFactory(role=role)).get(reverse("space_home"))
    assert page.context["enters_admin"] == (role in (Role.EDITOR, Role.ADMIN))
    assert ('href="/admin/"' in page.text) == page.context["enters_admin"]


def test_rooms_add_menu_entries_and_cards(signed_in, monkeypatch):
    monkeypatch.setattr(space, "_menus", [*space._menus])
    monkeypatch.setattr(space, "_cards", [*space._cards])
    space.register_menu(lambda user: [space.MenuItem("Mes étoiles", "/mon-espace/etoiles/", order=5, count=3)])
    card = space.Card("accounts/cards/unconfirmed.html", {"email": "etoile@exemple.example", "required": False})
    space.register_card(lambda request: [card])
    page = signed_in(UserFactory()).get(reverse("space_home"))
    assert "Mes étoiles" in page.text
    assert "etoile@exemple.example" in page.text
    entry = next(item for item in page.context["space_menu"] if item["url"] == "/mon-espace/etoiles/")
    assert entry == {"label": "Mes étoiles", "url": "/mon-espace/etoiles/", "count": 3, "current": False}


def test_the_menu_marks_where_one_is(signed_in):
    page = signed_in(UserFactory()).get(reverse("notification_preferences"))
    assert [item["url"] for item in page.context["space_menu"] if item["current"]] == [reverse("notification_list")]


@pytest.mark.parametrize("required", [True, False])
def test_an_unconfirmed_address_is_a_card(signed_in, required):
    client = signed_in(UserFactory(unconfirmed=True))
    with override_settings(REQUIRE_CONFIRMED_EMAIL=required):
        page = client.get(reverse("space_home"))
    assert reverse("account_email") in page.text
    assert page.context["cards"][0].context["required"] is required


@pytest.mark.parametrize(
    ("required", "confirmed", "must"), [(True, False, True), (True, True, False), (False, False, False)]
)
def test_an_address_must_be_confirmed_where_the_settings_say_so(settings, required, confirmed, must):
    settings.REQUIRE_CONFIRMED_EMAIL = required
    user = UserFactory() if confirmed else UserFactory(unconfirmed=True)
    assert services.must_confirm_email(user) is must


def test_the_home_costs_the_same_however_much_happened(signed_in, django_assert_max_num_queries):
    user = UserFactory(recruiter=True)
    VerificationPaperFactory.create_batch(4, user=user)
    client = signed_in(user)
    with django_assert_max_num_queries(15):
        client.get(reverse("space_home"))


# --- Profile --------------------------------------------------------------------------------------------------------
def test_a_candidate_fills_in_a_profile_with_a_cv(signed_in):
    user = UserFactory()
    client = signed_in(user)
    sent = {
        "first_name": "Zoé",
        "phone": "0612345678",
        "headline": "Infirmière",
        "skills": "soins",
        "cv": pdf("moi.pdf"),
    }
    assert client.post(reverse("space_profile"), sent)["Location"] == reverse("space_profile")
    person = Candidate.objects.get(user=user)
    assert (person.first_name, person.phone, person.cv_name) == ("Zoé", "+33612345678", "moi.pdf")
    page = client.get(reverse("space_profile"))
    assert 'value="Infirmière"' in page.text
    assert "moi.pdf" in page.text


def test_a_recruiter_changes_the_company(signed_in):
    user = UserFactory(recruiter=True)
    client = signed_in(user)
    sent = {"company_name": "Meyer", "company_siret": "732 829 320 00074", "company_size": "50-249", "position": "DRH"}
    assert client.post(reverse("space_profile"), sent).status_code == 302
    profile = RecruiterProfile.objects.get(user=user)
    assert (profile.company.name, profile.company.siret, profile.position) == ("Meyer", "73282932000074", "DRH")


def test_a_prestataire_changes_services(signed_in):
    user = UserFactory(prestataire=True)
    sent = {"specialty": "Audit", "availability": "Immédiate", "portfolio": "moi.example", "siret": ""}
    assert signed_in(user).post(reverse("space_profile"), sent).status_code == 302
    user.prestataire.refresh_from_db()
    assert (user.prestataire.specialty, user.prestataire.portfolio) == ("Audit", "https://moi.example")


def test_a_wrong_field_keeps_what_was_typed_and_changes_nothing(signed_in):
    user = UserFactory(recruiter=True)
    response = signed_in(user).post(reverse("space_profile"), {"company_name": "Meyer", "company_siret": "123"})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["company_siret"]
    assert 'value="Meyer"' in response.text
    assert RecruiterProfile.objects.get(user=user).company.name != "Meyer"


@pytest.mark.parametrize(
    "cv", [("cv.pdf", b"MZ\x90\x00"), ("cv.pdf", b""), ("cv.pdf", b"%PDF-" + b"x" * 5 * 1024 * 1024)]
)
def test_a_refused_cv_is_said_beside_its_field(signed_in, cv):
    file = pdf(cv[0])
    file.file.seek(0)
    file.file.truncate()
    file.file.write(cv[1])
    file.size = len(cv[1])
    file.seek(0)
    response = signed_in(UserFactory()).post(reverse("space_profile"), {"first_name": "Zoé", "cv": file})
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["cv"]
    assert not Candidate.objects.exclude(cv="").exists()


def test_posted_rights_are_not_given(signed_in):
    user = UserFactory(recruiter=True)
    sent = {
        "company_name": "Meyer",
        "role": "admin",
        "is_staff": "1",
        "verification": "verified",
        "monthly_quota": "99",
        "email": "x@y.fr",
    }
    signed_in(user).post(reverse("space_profile"), sent)
    after = User.objects.get(pk=user.pk)
    assert (after.role, after.is_staff, after.email) == (Role.RECRUITER, False, user.email)
    assert (after.recruiter.verification, after.recruiter.monthly_quota) == (Verification.PENDING, None)


def test_ones_own_cv_is_a_download(signed_in):
    user = UserFactory()
    services.update_profile(user, {"cv": docx("Été.docx")})
    response = signed_in(user).get(reverse("space_cv"))
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert signed_in(UserFactory()).get(reverse("space_cv")).status_code == 404


# --- Papers ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", [Role.CANDIDATE, Role.STUDENT, Role.EDITOR, Role.ADMIN])
def test_who_is_not_verified_has_no_such_page(signed_in, role):
    assert signed_in(UserFactory(role=role)).get(reverse("space_verification")).status_code == 404


def test_a_paper_is_sent_shown_and_deleted(signed_in):
    user = UserFactory(recruiter=True)
    client = signed_in(user)
    assert client.post(reverse("space_verification"), {"kind": "kbis", "file": pdf("Kbis.pdf")}).status_code == 302
    paper = user.papers.get()
    assert "Kbis.pdf" in client.get(reverse("space_verification")).text
    delete = reverse("verification_paper_delete", args=[paper.pk])
    assert client.get(delete).status_code == 405
    assert client.post(delete).status_code == 302
    assert not user.papers.exists()


@pytest.mark.parametrize("state", ["verified", "refused"])
def test_the_page_says_what_was_decided(signed_in, state):
    user = UserFactory(recruiter=True)
    editor = UserFactory(editor=True)
    services.verify(editor, user) if state == "verified" else services.refuse(editor, user, "Kbis illisible")
    page = signed_in(user).get(reverse("space_verification"))
    assert page.context["state"] == state
    assert ("Kbis illisible" in page.text) == (state == "refused")


def test_a_refused_file_is_said_beside_its_field(signed_in):
    file = pdf("programme.pdf")
    file.file.seek(0)
    file.file.write(b"MZ\x90\x00\x00")
    file.seek(0)
    response = signed_in(UserFactory(recruiter=True)).post(
        reverse("space_verification"), {"kind": "kbis", "file": file}
    )
    assert list(response.context["form"].errors) == ["file"]
    assert not VerificationPaper.objects.exists()
    assert mail.outbox == []


def test_a_paper_is_read_by_its_owner_and_by_moderators_only(signed_in):
    paper = VerificationPaperFactory()
    url = reverse("verification_paper", args=[paper.pk])
    readers = {role: signed_in(UserFactory(role=role)).get(url).status_code for role in Role}
    assert {role for role, status in readers.items() if status == 200} == {Role.EDITOR, Role.ADMIN}
    assert set(readers.values()) == {200, 404}
    response = signed_in(paper.user).get(url)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response["Cache-Control"] == "private, no-store"
    assert 'attachment; filename="kbis.pdf"' in response["Content-Disposition"]


def test_a_paper_has_no_public_address(browser):
    paper = VerificationPaperFactory()
    assert browser.get(reverse("verification_paper", args=[paper.pk])).status_code == 302
    assert browser.get(f"/media/{paper.file.name}").status_code == 404


def test_nobody_deletes_somebody_elses_paper(signed_in):
    paper = VerificationPaperFactory()
    for role in Role:
        client = signed_in(UserFactory(role=role))
        assert client.post(reverse("verification_paper_delete", args=[paper.pk])).status_code == 404
    assert VerificationPaper.objects.count() == 1


def test_the_papers_of_a_verified_account_stay(signed_in):
    user = UserFactory(recruiter=True, verified=True)
    paper = VerificationPaperFactory(user=user)
    response = signed_in(user).post(reverse("verification_paper_delete", args=[paper.pk]))
    assert response.status_code == 409
    assert VerificationPaper.objects.count() == 1
