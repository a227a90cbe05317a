"""Recruiters and service providers to verify: the list, one person's page, the decision."""

import pytest
from django.urls import reverse

from portal.accounts.models import Role, Verification, VerificationDecision

from . import build
from .conftest import signed_in

pytestmark = pytest.mark.django_db
LIST = "/admin/verifications/"
REASON = "Le Kbis est illisible."


def page(user):
    return reverse("verification", args=[user.pk])


def listed(client, **query):
    return [user.pk for user in client.get(LIST, query).context["object_list"]]


def state(user):
    profile = user.verified_profile
    profile.refresh_from_db()
    return profile.verification


@pytest.fixture
def waiting(db):
    return build.recruiter(Verification.PENDING, name="Menuiserie Leroux", siret="55208131766522")


def test_the_list_shows_those_who_wait_oldest_first(desk, waiting):
    build.recruiter(), build.prestataire(Verification.VERIFIED)
    later = build.prestataire(specialty="Audit")
    assert listed(desk) == [waiting.pk, later.pk]


def test_the_list_is_filtered_by_state_and_role(desk, waiting):
    verified, other = build.recruiter(), build.prestataire()
    assert listed(desk, verification="verified") == [verified.pk]
    assert listed(desk, role="prestataire") == [other.pk]


@pytest.mark.parametrize("words", ["menuis", "5520 8131 766522", "p@"])
def test_the_list_is_searched_by_company_siret_and_address(desk, waiting, words):
    words = waiting.email if words == "p@" else words
    assert listed(desk, q=words) == [waiting.pk]


def test_the_list_takes_as_many_queries_for_many(desk, django_assert_max_num_queries, waiting):
    desk.get(LIST)
    for _number in range(15):
        build.recruiter(Verification.PENDING)
    with django_assert_max_num_queries(15):
        desk.get(LIST)


def test_the_page_shows_company_siret_and_history(desk, waiting):
    desk.post(page(waiting), {"action": "refuse", "reason": REASON})
    text = desk.get(page(waiting)).content.decode()
    for words in ("Menuiserie Leroux", "55208131766522", REASON, "Édith Leroy"):
        assert words in text


def test_verifying_is_one_post(desk, editor, waiting):
    assert desk.post(page(waiting), {"action": "verify"}).status_code == 302
    assert state(waiting) == Verification.VERIFIED
    assert VerificationDecision.objects.get(user=waiting).decided_by == editor


def test_looking_decides_nothing(desk, waiting):
    desk.get(page(waiting), {"action": "verify"})
    assert state(waiting) == Verification.PENDING


def test_refusing_keeps_the_reason(desk, waiting):
    desk.post(page(waiting), {"action": "refuse", "reason": REASON})
    assert state(waiting) == Verification.REFUSED
    assert waiting.recruiter.verification_reason == REASON


@pytest.mark.parametrize("reason", ["", "  ", "non"])
def test_refusing_without_words_changes_nothing(desk, waiting, reason):
    response = desk.post(page(waiting), {"action": "refuse", "reason": reason})
    assert response.context["form"].errors["reason"]
    assert state(waiting) == Verification.PENDING


@pytest.mark.parametrize("second", [{"action": "verify"}, {"action": "refuse", "reason": REASON}])
def test_a_second_decision_is_a_conflict_that_says_so(desk, waiting, second):
    desk.post(page(waiting), {"action": "verify"})
    response = desk.post(page(waiting), second)
    assert response.status_code == 409
    assert list(response.context["messages"])
    assert VerificationDecision.objects.filter(user=waiting).count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.EDITOR, Role.ADMIN)])
def test_nobody_else_decides_on_accounts(waiting, role):
    signed_in(build.person(role)).post(page(waiting), {"action": "verify"})
    assert state(waiting) == Verification.PENDING


def test_somebody_who_is_not_verified_has_no_page(desk):
    assert desk.get(page(build.person(Role.CANDIDATE))).status_code == 404


def test_the_dashboard_shows_who_waits(desk, waiting):
    text = desk.get("/admin/").content.decode()
    assert page(waiting) in text
    assert "Menuiserie Leroux" in text
