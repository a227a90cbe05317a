"""What people say of themselves: written by them, checked, and nothing more than that."""

import pytest

from portal.accounts import services
from portal.accounts.models import Candidate, Role, Verification
from portal.core.errors import Forbidden, Invalid
from portal.core.files import FileTooLarge
from portal.core.models import AuditLog
from portal.notifications.models import Notification
from tests.factories.accounts import UserFactory, docx, pdf

pytestmark = pytest.mark.django_db


def refused(user, **values) -> dict:
    with pytest.raises(Invalid) as refusal:
        services.update_profile(user, values)
    return refusal.value.fields


def test_names_and_phone_are_everybodys():
    user = services.update_profile(UserFactory(reader=True), {"first_name": "Zoé", "phone": "06 12 34 56 78"})
    assert (user.first_name, user.phone) == ("Zoé", "+33612345678")


@pytest.mark.parametrize(
    "name",
    ["voyez http://a.example/x", "Zoé www.a.example", "zoe@a.example", "Gagnez sur Cadeau.com", "//a", "<b>Zoé</b>"],
)
@pytest.mark.parametrize("field", ["first_name", "last_name"])
def test_a_name_is_no_way_to_write_a_link_into_our_mails(field, name):
    assert field in refused(UserFactory(), **{field: name})


@pytest.mark.parametrize("name", ["Jean-Édouard d'Ormesson", "J.-P. St.Martin", "M.DUPONT", "Nguyễn Văn A"])
def test_names_as_people_have_them(name):
    assert services.update_profile(UserFactory(), {"last_name": name}).last_name == name


def test_a_name_is_one_line():
    user = services.update_profile(UserFactory(), {"first_name": "Zoé\n\nVotre compte est suspendu.\r\n"})
    assert user.first_name == "Zoé Votre compte est suspendu."


def test_a_postal_address_has_lines():
    user = services.update_profile(UserFactory(student=True), {"address": "10 rue de Paris\n91000 Évry"})
    assert user.student.address == "10 rue de Paris\n91000 Évry"


def test_the_person_has_the_names_of_the_account():
    user = services.update_profile(UserFactory(), {"first_name": "Zoé"})
    assert Candidate.objects.get(user=user).first_name == "Zoé"


def test_a_candidate_says_more():
    user = UserFactory()
    services.update_profile(user, {"headline": "Infirmière", "desired_salary": "32000", "skills": "soins, écoute"})
    person = Candidate.objects.get(user=user)
    assert (person.headline, person.desired_salary) == ("Infirmière", 32000)
    assert {skill.name for skill in person.skills.all()} == {"soins", "écoute"}


def test_a_recruiter_writes_of_their_company():
    user = UserFactory(recruiter=True)
    services.update_profile(user, {"company": {"name": "Meyer", "siret": "73282932000074"}, "position": "DRH"})
    user.recruiter.refresh_from_db()
    user.recruiter.company.refresh_from_db()
    assert (user.recruiter.company.name, user.recruiter.position) == ("Meyer", "DRH")


def test_what_is_not_said_stays():
    user = UserFactory(first_name="Zoé")
    assert services.update_profile(user, {"last_name": "Petit"}).first_name == "Zoé"


@pytest.mark.parametrize(
    "name", ["role", "is_staff", "is_superuser", "is_active", "email", "username", "password", "email_confirmed_at"]
)
def test_nobody_gives_themselves_rights(name):
    user = UserFactory()
    before = getattr(user, name)
    services.update_profile(user, {name: "admin"})
    user.refresh_from_db()
    assert getattr(user, name) == before


@pytest.mark.parametrize(("name", "value"), [("verification", "verified"), ("monthly_quota", 999), ("company_id", 1)])
def test_nobody_verifies_themselves_or_raises_their_quota(name, value):
    user = UserFactory(recruiter=True)
    before = getattr(user.recruiter, name)
    services.update_profile(user, {name: value, "company": {name: value, "id": 1}})
    user.recruiter.refresh_from_db()
    assert getattr(user.recruiter, name) == before


def test_a_wrong_value_changes_nothing():
    user = UserFactory(recruiter=True)
    wrong = refused(user, first_name="Zoé", phone="12", company={"siret": "1", "website": "ftp:/x", "sector": "Magie"})
    assert set(wrong) == {"phone", "company_siret", "company_website", "company_sector"}
    user.refresh_from_db()
    assert user.first_name == "Camille"


@pytest.mark.parametrize("value", ["beaucoup", -5, 0, 10**15, "1e3", [1]])
def test_a_salary_is_a_positive_number(value):
    assert set(refused(UserFactory(), desired_salary=value)) == {"desired_salary"}


def test_a_cv_is_kept_with_a_safe_name():
    user = UserFactory()
    services.update_profile(user, {"cv": pdf("../../etc/Curriculum\x00 vitæ.pdf")})
    person = Candidate.objects.get(user=user)
    assert (person.cv_name, person.cv_type) == ("Curriculum vitæ.pdf", "application/pdf")
    assert "Curriculum" not in person.cv.name


def test_a_new_cv_takes_the_place_of_the_old_file():
    user = UserFactory()
    services.update_profile(user, {"cv": pdf()})
    old = Candidate.objects.get(user=user).cv
    services.update_profile(user, {"cv": docx()})
    assert not old.storage.exists(old.name)
    assert Candidate.objects.get(user=user).cv_name == "cv.docx"


def test_a_cv_can_be_removed():
    user = UserFactory()
    services.update_profile(user, {"cv": pdf()})
    services.update_profile(user, {"cv": False})
    assert not Candidate.objects.get(user=user).cv


def test_a_refused_cv_changes_nothing():
    user = UserFactory()
    services.update_profile(user, {"cv": pdf()})
    with pytest.raises(FileTooLarge):
        services.update_profile(user, {"first_name": "Zoé", "cv": pdf(size=5 * 1024 * 1024 + 1)})
    user.refresh_from_db()
    assert (user.first_name, Candidate.objects.get(user=user).cv_name) == ("Camille", "cv.pdf")


def test_the_person_behind_an_account_is_made_on_first_use():
    user = UserFactory()
    Candidate.objects.filter(user=user).delete()
    user.refresh_from_db()
    assert services.candidate_of(user) == Candidate.objects.get(user=user)


@pytest.mark.parametrize("role", [Role.RECRUITER, Role.EDITOR, Role.ADMIN, Role.CONSULTANT, Role.READER])
def test_those_who_apply_to_nothing_are_no_candidates(role):
    with pytest.raises(Forbidden):
        services.candidate_of(UserFactory(role=role))


def test_editors_hear_when_a_verified_company_takes_another_name():
    editor, user = UserFactory(editor=True), UserFactory(recruiter=True, verified=True)
    services.update_profile(user, {"company": {"name": "Tout autre chose"}})
    assert Notification.objects.of(editor).get().type == "compte_a_verifier"
    assert AuditLog.objects.filter(action="company.identity_changed").exists()
    user.recruiter.refresh_from_db()
    assert user.recruiter.verification == Verification.VERIFIED
