"""Mon parcours, as people use it."""

from datetime import date

import pytest
from django.urls import reverse

from portal.accounts.services import update_profile
from portal.cv import services
from portal.cv.models import Education, Experience, Resume
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
CAREER = reverse("career")
JOB = {"position": "Maçonne", "company": "Bâtir", "start_date": "2020-01-01", "end_date": "2021-06-30"}


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def browser(client, person):
    client.force_login(person)
    return client


def post(browser, route, *args, **values):
    return browser.post(reverse(route, args=args), values)


def test_an_empty_career_says_what_to_do_and_makes_nothing(browser, person):
    update_profile(person, {"skills": ["Chaux"]})
    page = browser.get(CAREER).content.decode()
    assert "Aucune expérience" in page
    assert "Chaux" in page
    assert not Resume.objects.exists()


def test_an_experience_is_added_changed_and_removed(browser):
    answer = post(browser, "career_add", "experiences", **JOB)
    assert (answer.status_code, answer["Location"]) == (302, CAREER)
    row = Experience.objects.get()
    page = browser.get(CAREER).content.decode()
    assert "Maçonne" in page
    assert "janvier 2020 – juin 2021" in page
    form = browser.get(reverse("career_entry", args=["experiences", row.pk])).content.decode()
    assert 'value="2021-06-30"' in form
    assert 'value="Bâtir"' in form
    post(browser, "career_entry", "experiences", row.pk, **{**JOB, "end_date": "", "is_current": "on"})
    row.refresh_from_db()
    assert (row.is_current, row.end_date) == (True, None)
    assert "depuis janvier 2020" in browser.get(CAREER).content.decode()
    post(browser, "career_remove", "experiences", row.pk)
    assert not Experience.objects.exists()


def test_education_is_kept_beside(browser):
    post(browser, "career_add", "formations", institution="Lycée des métiers", degree="CAP maçon")
    row = Education.objects.get()
    assert (row.degree, row.institution) == ("CAP maçon", "Lycée des métiers")
    post(browser, "career_entry", "formations", row.pk, institution="Lycée", degree="")
    assert "Lycée" in browser.get(CAREER).content.decode()
    post(browser, "career_remove", "formations", row.pk)
    assert not Education.objects.exists()


def test_what_the_service_refuses_is_beside_the_field_and_nothing_typed_is_lost(browser):
    answer = post(browser, "career_add", "experiences", **{**JOB, "end_date": "2019-01-01"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "La fin est avant le début." in page
    assert 'value="Maçonne"' in page
    both = post(browser, "career_add", "experiences", **{**JOB, "is_current": "on"})
    assert "donnez l’une ou l’autre" in both.content.decode()
    assert not Experience.objects.exists()


def test_skills_are_added_changed_and_removed(browser, person):
    post(browser, "career_skill_add", name="postgres", level="expert")
    skill = Resume.objects.get().skills.get()
    assert skill.skill.name == "PostgreSQL"
    again = post(browser, "career_skill_add", name="PostgreSQL")
    assert "déjà dans votre liste" in again.content.decode()
    post(browser, "career_skill", skill.pk, name="postgres", level="beginner")
    assert "Débutant" in browser.get(CAREER).content.decode()
    post(browser, "career_skill_remove", skill.pk)
    assert not person.candidate.skills.exists()


def test_another_persons_entries_are_404(browser):
    other = UserFactory()
    resume = services.main_resume(other)
    row = services.add_experience(other, resume, {"company": "a", "position": "b"})
    skill = services.add_skill(other, resume, {"name": "Chaux"})
    services.main_resume(UserFactory())
    for name, args in (
        ("career_entry", ["experiences", row.pk]),
        ("career_remove", ["experiences", row.pk]),
        ("career_skill", [skill.pk]),
        ("career_skill_remove", [skill.pk]),
    ):
        assert post(browser, name, *args, **JOB).status_code == 404
    for path in ("inconnu/ajouter/", "experiences/99999999999999999999999/"):
        assert browser.get(f"{CAREER}{path}").status_code == 404
    assert (Experience.objects.get().position, resume.skills.count()) == ("b", 1)


@pytest.mark.parametrize("name", ["career_remove", "career_skill_remove", "career_skill_add"])
def test_nothing_is_written_by_reading(browser, name):
    args = {"career_remove": ["experiences", 1], "career_skill_remove": [1]}.get(name, [])
    assert browser.get(reverse(name, args=args)).status_code == 405


def test_it_is_for_those_who_apply(client, browser):
    assert "Mon parcours" in browser.get(reverse("space_home")).content.decode()
    for role in ("student", "prestataire"):
        client.force_login(UserFactory(**{role: True}))
        assert client.get(CAREER).status_code == 200
    client.force_login(UserFactory(recruiter=True))
    assert client.get(CAREER).status_code == 403
    assert "Mon parcours" not in client.get(reverse("space_home")).content.decode()
    client.logout()
    assert client.get(CAREER).status_code == 302


def test_long_careers_ask_no_more_of_the_database(browser, person, django_assert_max_num_queries):
    resume = services.main_resume(person)
    for number in range(12):
        values = {"company": f"a{number}", "position": "b", "start_date": date(2000 + number, 1, 1)}
        services.add_experience(person, resume, values)
        services.add_skill(person, resume, {"name": f"Savoir {number}"})
    with django_assert_max_num_queries(12):
        browser.get(CAREER)
