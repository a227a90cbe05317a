"""Two tabs at once, on PostgreSQL, with threads."""

from datetime import date

import pytest

from portal.core.errors import DomainError, Invalid
from portal.cv import services
from portal.cv.models import Experience, Resume
from tests.factories.accounts import UserFactory
from tests.jobs.test_races import refusals, together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("turn", range(3))
def test_the_first_use_from_five_tabs_makes_one_main_resume(turn):
    person = UserFactory()
    results = together(*[lambda: services.main_resume(person).pk for _ in range(5)])
    assert len(set(results)) == 1
    assert Resume.objects.count() == 1


def test_the_last_place_of_a_resume_is_taken_once(monkeypatch):
    monkeypatch.setattr("portal.cv.services.entries.MOST", 1)
    person = UserFactory()
    resume = services.main_resume(person)
    values = {"company": "Bâtir", "position": "Maçonne"}
    results = together(*[lambda: services.add_experience(person, resume, values) for _ in range(4)])
    assert [type(error) for error in refusals(results)] == [Invalid] * 3
    assert Experience.objects.count() == 1


@pytest.mark.parametrize("turn", range(3))
def test_two_changes_that_contradict_follow_one_another(turn):
    person = UserFactory()
    resume = services.main_resume(person)
    values = {"company": "a", "position": "b", "start_date": date(2020, 1, 1), "end_date": date(2022, 1, 1)}
    row = services.add_experience(person, resume, values)
    results = together(
        lambda: services.change_experience(person, row, {"start_date": date(2021, 6, 1)}),
        lambda: services.change_experience(person, row, {"end_date": date(2021, 1, 1)}),
    )
    assert [type(error) for error in refusals(results)] == [Invalid]
    row.refresh_from_db()
    assert row.start_date <= row.end_date


def test_a_skill_is_listed_once_from_four_tabs():
    person = UserFactory()
    resume = services.main_resume(person)
    results = together(*[lambda: services.add_skill(person, resume, {"name": "Chaux"}) for _ in range(4)])
    assert len([result for result in results if isinstance(result, DomainError)]) == 3
    assert (resume.skills.count(), person.candidate.skills.count()) == (1, 1)
