"""The recruiter's page of candidates: the same people as the API's, and no way to write to a stranger."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.accounts import services
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_application, make_publication, verified_recruiter

pytestmark = pytest.mark.django_db
PROFILE = {
    "headline": "Développeuse Python",
    "location": "Villeurbanne",
    "skills": ["Python"],
    "experience": "Six ans. Appelez le 06 39 98 45 17 ou lea@exemple.example.",
    "experience_years": 6,
    "searchable": True,
}


def candidate(**values):
    user = UserFactory(first_name="Léa", last_name="Zylberstein")
    services.update_profile(user, {**PROFILE, **values})
    return user


@pytest.fixture
def recruiter():
    return verified_recruiter()


@pytest.fixture
def page(client, recruiter):
    """`page(q="…")`: what the recruiter reads."""
    client.force_login(recruiter)
    return lambda **asked: client.get(reverse("candidate_search"), asked)


def names(response) -> list[str]:
    return [person.headline for person in response.context["page_obj"]]


def test_those_who_agreed_are_shown_without_how_to_reach_them(page):
    user = candidate()
    candidate(searchable=False, headline="Cachée")
    response = page()
    assert names(response) == ["Développeuse Python"]
    text = response.content.decode()
    for shown in ("Léa Z.", "Villeurbanne (69)", "6 ans d’expérience", "Six ans. Appelez le […] ou […]."):
        assert shown in text
    for hidden in ("Zylberstein", user.email, "39 98", "lea@", "mailto:", "tel:"):
        assert hidden not in text


def test_skills_are_no_way_to_give_an_address(page):
    candidate(skills=["Python", "lea@exemple.example", "06 39 98 45 17"])
    text = page().content.decode()
    assert ("Python" in text, "lea@" in text, "39 98" in text) == (True, False, False)


def test_filters_narrow_the_list(page):
    candidate()
    candidate(headline="Soudeuse", location="Grenoble", skills=["TIG"], experience="", experience_years=1)
    assert names(page(q="développeur")) == ["Développeuse Python"]
    assert names(page(ville="Grenoble")) == ["Soudeuse"]
    assert names(page(ville="Lyon", rayon=200, tri="distance")) == ["Développeuse Python", "Soudeuse"]
    assert names(page(experience=5)) == ["Développeuse Python"]
    assert names(page(tri="experience")) == ["Développeuse Python", "Soudeuse"]


@pytest.mark.parametrize("asked", [{"rayon": "x"}, {"experience": "-1"}, {"tri": "nom"}, {"page": "x"}, {"q": "\x00"}])
def test_a_value_that_means_nothing_is_as_good_as_none(page, asked):
    candidate()
    assert names(page(**asked)) == ["Développeuse Python"]


def test_an_unknown_town_is_said(page):
    candidate()
    response = page(ville="Nullepart-sur-Rien")
    assert names(response) == []
    assert "Nous ne connaissons pas cette ville" in response.content.decode()


def test_only_who_applied_can_be_answered(page, recruiter):
    user = candidate()
    assert "candidatures-recues/" not in page().content.decode().partition("<h1>")[2]
    publication = make_publication(recruiter=recruiter, validated=True)
    application = make_application(publication=publication, applicant=user)
    assert reverse("application_received", args=[application.pk]) in page().content.decode()


def test_a_recruiter_who_is_not_verified_reads_why(client):
    candidate()
    client.force_login(UserFactory(recruiter=True))
    response = client.get(reverse("candidate_search"))
    assert response.status_code == 403
    assert "Développeuse" not in response.content.decode()
    assert reverse("space_verification") in response.content.decode()


@pytest.mark.parametrize("role", ["candidate", "student", "prestataire", "editor", "admin", "consultant", "reader"])
def test_it_is_for_recruiters(client, role):
    client.force_login(UserFactory(role=role))
    assert client.get(reverse("candidate_search")).status_code == 403


def test_a_visitor_signs_in_first(client):
    assert client.get(reverse("candidate_search")).status_code == 302


def test_nobody_to_be_found_says_what_to_do(page):
    assert reverse("publication_choose") in page().content.decode()
    assert "Personne ne correspond" in page(q="rien").content.decode()


def test_the_number_of_statements_is_constant(page, recruiter):
    counts = []
    publication = make_publication(recruiter=recruiter, validated=True)
    for more in (1, 3):
        for _each in range(more):
            make_application(publication=publication, applicant=candidate())
        cache.clear()
        page()
        with CaptureQueriesContext(connection) as statements:
            page()
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_the_consent_is_a_box_of_the_profile(client):
    user = UserFactory()
    client.force_login(user)
    assert b'name="searchable"' in client.get(reverse("space_profile")).content
    for sent, agreed in (({"searchable": "on"}, True), ({}, False)):
        client.post(reverse("space_profile"), {"first_name": "Léa", **sent})
        user.candidate.refresh_from_db()
        assert user.candidate.searchable is agreed


@pytest.mark.parametrize("role", ["student", "prestataire", "recruiter"])
def test_nobody_else_has_the_box(client, role):
    client.force_login(UserFactory(**{role: True}))
    assert b'name="searchable"' not in client.get(reverse("space_profile")).content
