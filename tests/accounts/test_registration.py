"""Signing up through the service: what is made, what is refused."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection

from portal.accounts import services
from portal.accounts.models import Company, Role, User, Verification
from portal.core.errors import Invalid
from portal.core.models import AuditLog
from portal.vocabulary.models import Sector
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
SIRET = "732 829 320 00074"


def register(**values):
    return services.register(**{"email": "nadia@exemple.example", "password": PASSWORD, **values})


def refused(**values) -> dict:
    """What the service refuses, by field; nothing is left behind."""
    before = User.objects.count(), Company.objects.count()
    with pytest.raises(Invalid) as refusal:
        register(**values)
    assert (User.objects.count(), Company.objects.count()) == before
    return refusal.value.fields


def test_an_email_and_a_password_are_enough():
    user = register()
    assert (user.role, user.username, user.email_confirmed_at) == (Role.CANDIDATE, "nadia", None)
    assert user.check_password(PASSWORD)
    assert user.candidate.email == "nadia@exemple.example"


def test_the_address_is_kept_in_lower_case():
    assert register(email="  Nadia@Exemple.Example ").email == "nadia@exemple.example"


@pytest.mark.parametrize("role", [Role.PRESTATAIRE, Role.STUDENT])
def test_those_who_apply_are_candidates_too(role):
    assert register(role=role, first_name="Nadia").candidate.first_name == "Nadia"


def test_a_recruiter_gets_a_company_and_waits_for_verification():
    sector = Sector.objects.get(slug="droit")
    company = {
        "name": "Cabinet Meyer",
        "siret": SIRET,
        "sector": "Droit",
        "size": "10-49",
        "website": "https://m.example",
    }
    user = register(role="recruiter", company=company, profile={"position": "Associée"})
    profile = user.recruiter
    assert profile.verification == Verification.PENDING
    assert (profile.company.siret, profile.company.sector, profile.position) == ("73282932000074", sector, "Associée")


def test_a_recruiter_may_leave_the_company_for_later():
    assert register(role="recruiter").recruiter.company.name == ""


def test_a_prestataire_says_what_they_do():
    profile = register(role="prestataire", profile={"specialty": "Audit", "rates": "500 €"}).prestataire
    assert (profile.specialty, profile.rates, profile.verification) == ("Audit", "500 €", Verification.PENDING)


def test_skills_come_as_names():
    user = register(profile={"skills": ["Python", "python", "Comptabilité"]})
    assert {skill.name for skill in user.candidate.skills.all()} == {"Python", "Comptabilité"}


@pytest.mark.parametrize("role", ["admin", "editor", "consultant", "reader", "superuser", "", None])
def test_staff_roles_cannot_be_chosen(role):
    assert set(refused(role=role)) == {"role"}


def test_a_taken_address_is_refused_whatever_its_case():
    UserFactory(email="nadia@exemple.example")
    with pytest.raises(services.EmailTaken) as refusal:
        register(email="NADIA@exemple.example")
    assert "email" in refusal.value.fields


def test_everything_wrong_is_said_at_once():
    UserFactory(email="nadia@exemple.example", username="nadia")
    wrong = refused(username="NADIA", password="court", phone="12", role="admin")
    assert set(wrong) == {"email", "username", "password", "phone", "role"}


@pytest.mark.parametrize(
    "email", ["", "nadia", "nadia@", "a" * 250 + "@exemple.example", None, 12, "na\x00dia", "\ud800@x.fr"]
)
def test_what_is_no_address_is_refused(email):
    assert "email" in refused(email=email)


@pytest.mark.parametrize(
    "password", ["", "court", "123456789012", "motdepasse", "x" * 501, "\ud800bcdefghijkl", None, 12345]
)
def test_a_weak_or_unusable_password_is_refused(password):
    assert "password" in refused(password=password)


def test_a_password_like_the_address_is_refused():
    assert "password" in refused(email="nadia.benali@exemple.example", password="nadia.benali")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("siret", "73282932000075"),
        ("sector", "Magie"),
        ("size", "beaucoup"),
        ("website", "javascript:alert(1)"),
        ("name", "x" * 151),
        ("name", ["x"]),
    ],
)
def test_what_is_wrong_with_a_company_names_its_field(name, value):
    assert set(refused(role="recruiter", company={name: value})) == {f"company_{name}"}


def test_a_derived_username_is_free():
    UserFactory(username="Nadia", email="autre@exemple.example")
    assert re.fullmatch(r"nadia-\w{6}", register().username)


def test_control_characters_are_dropped():
    assert register(first_name="Na\x00d\x1bia").first_name == "Nadia"


def test_posted_flags_give_no_rights():
    user = register(profile={"is_superuser": True, "verification": "verified", "role": "admin", "monthly_quota": 999})
    assert (user.is_staff, user.is_superuser) == (False, False)


def test_a_recruiter_cannot_verify_themselves_on_the_way_in():
    user = register(role="recruiter", profile={"verification": "verified", "monthly_quota": 999})
    assert (user.recruiter.verification, user.recruiter.monthly_quota) == (Verification.PENDING, None)


def test_the_mail_holds_a_link_that_keeps_the_way_back():
    register(next_path="/offres/12/postuler/")
    [message] = mail.outbox
    assert message.to == ["nadia@exemple.example"]
    assert re.search(r"/compte/courriel/confirmer/[^?\s]+/\?next=%2Foffres%2F12%2Fpostuler%2F", message.body)


def test_the_mail_never_leads_to_another_site():
    register(next_path="https://mechant.example/")
    assert "mechant" not in mail.outbox[0].body


def test_a_failing_mail_server_fails_no_registration(settings):
    settings.EMAIL_BACKEND = "tests.accounts.broken_mail.Backend"
    assert register().pk


def test_a_registration_is_in_the_audit_log():
    user = register()
    assert AuditLog.objects.filter(action="account.registered", actor=user).count() == 1


def test_the_address_is_known_to_allauth_as_primary():
    address = EmailAddress.objects.get(user=register())
    assert (address.primary, address.verified) == (True, False)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("username", ["", "nadia"])
def test_two_registrations_at_once_make_one_account(username):
    """Threads on PostgreSQL: the database refuses the second, and its answer is ours."""
    barrier = Barrier(4)

    def attempt(number):
        email = f"nadia{number}@exemple.example" if username else "nadia@exemple.example"
        try:
            barrier.wait(timeout=10)
            return services.register(email=email, password=PASSWORD, username=username)
        except Invalid as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(attempt, range(4)))
    made = [result for result in results if isinstance(result, User)]
    assert len(made) == User.objects.count() == 1
    field = "username" if username else "email"
    assert all(set(result.fields) == {field} for result in results if result not in made)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_derived_usernames_never_collide():
    barrier = Barrier(4)

    def attempt(number):
        try:
            barrier.wait(timeout=10)
            return services.register(email=f"nadia@exemple{number}.example", password=PASSWORD).username
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(attempt, range(4)))) == 4
