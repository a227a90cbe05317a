"""Resumes: the main one, its entries and their order, its skills and the profile's."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from portal.accounts.services import update_profile
from portal.core.errors import Forbidden, Invalid
from portal.cv import sections, services
from portal.cv.errors import Gone
from portal.cv.models import Experience, Resume, ResumeSkill, ResumeTemplate
from portal.vocabulary.models import Skill
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def resume(person):
    return services.main_resume(person)


def job(person, resume, **values):
    return services.add_experience(person, resume, {"company": "Bâtir", "position": "Maçonne", **values})


def skills_of(person) -> list[str]:
    return sorted(person.candidate.skills.values_list("name", flat=True))


def test_the_templates_of_the_document():
    found = ResumeTemplate.objects.filter(pk__lte=3).values_list("pk", "name", "is_premium")
    assert list(found) == [
        (1, "Modern Professional", False),
        (2, "Creative Designer", True),
        (3, "Executive Elite", True),
    ]
    assert ResumeTemplate.objects.create(name="Autre").pk > 3


def test_the_main_resume_is_the_oldest_and_begins_with_the_profile(person):
    update_profile(person, {"headline": "Maçonne", "skills": ["Pierre", "Chaux"], "phone": "0639984517"})
    resume = services.main_resume(person)
    assert (resume.template_id, resume.title, resume.email) == (1, "Maçonne", person.email)
    assert (resume.full_name, resume.phone) == (person.get_full_name(), "+33639984517")
    assert [skill.name for skill in resume.skills.all()] == ["Chaux", "Pierre"]
    Resume.objects.create(user=person)
    assert services.main_resume(person) == resume


@pytest.mark.parametrize("role", ["recruiter", "editor", "admin", "consultant", "reader"])
def test_who_applies_to_nothing_has_no_resume(role):
    with pytest.raises(Forbidden):
        services.main_resume(UserFactory(**{role: True}))
    assert not Resume.objects.exists()


@pytest.mark.parametrize("owner", [{}, {"user": True, "session_id": "abc"}])
def test_a_resume_has_one_owner(person, owner):
    values = {**owner, **({"user": person} if "user" in owner else {})}
    with pytest.raises(IntegrityError), transaction.atomic():
        Resume.objects.create(**values)
    Resume.objects.create(session_id="abc")


def test_experiences_are_put_by_their_dates(person, resume):
    job(person, resume, position="ancien", start_date=date(2010, 1, 1), end_date=date(2012, 1, 1))
    job(person, resume, position="sans date")
    job(person, resume, position="présent", start_date=date(2020, 1, 1), is_current=True)
    job(person, resume, position="récent", start_date=date(2013, 1, 1), end_date=date(2019, 1, 1))
    found = list(resume.experiences.values_list("position", "order"))
    assert found == [("présent", 0), ("récent", 1), ("ancien", 2), ("sans date", 3)]


def test_only_the_owner_writes(person, resume):
    row, skill = job(person, resume), services.add_skill(person, resume, {"name": "Chaux"})
    other = UserFactory()
    for call in (
        lambda: job(other, resume),
        lambda: services.change_experience(other, row, {"position": "x"}),
        lambda: services.remove_experience(other, row),
        lambda: services.add_education(other, resume, {"institution": "x"}),
        lambda: services.add_skill(other, resume, {"name": "x"}),
        lambda: services.change_skill(other, skill, {"name": "x"}),
        lambda: services.remove_skill(other, skill),
    ):
        with pytest.raises(Forbidden):
            call()
    assert (resume.experiences.count(), resume.skills.count(), resume.education.count()) == (1, 1, 0)


def test_what_was_removed_is_not_changed_any_more(person, resume):
    row, skill = job(person, resume), services.add_skill(person, resume, {"name": "Chaux"})
    services.remove_experience(person, row)
    services.remove_experience(person, row)
    services.remove_skill(person, skill)
    services.remove_skill(person, skill)
    with pytest.raises(Gone):
        services.change_experience(person, row, {"position": "x"})
    with pytest.raises(Gone):
        services.change_skill(person, skill, {"name": "x"})


@pytest.mark.parametrize(
    "values",
    [
        {"start_date": date(2020, 1, 2), "end_date": date(2020, 1, 1)},
        {"end_date": date(2020, 1, 1), "is_current": True},
    ],
)
def test_the_database_refuses_dates_that_contradict(resume, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        Experience.objects.create(resume=resume, company="a", position="b", **values)


def test_a_name_that_is_known_by_another_is_that_skill(person, resume):
    row = services.add_skill(person, resume, {"name": "postgres", "level": "expert"})
    assert (row.name, row.skill.name) == ("postgres", "PostgreSQL")
    for again in ("PostgreSQL", "POSTGRES"):
        with pytest.raises(Invalid) as caught:
            services.add_skill(person, resume, {"name": again})
        assert list(caught.value.fields) == ["name"]
    changed = services.change_skill(person, row, {"name": "PostgreSQL"})
    assert (changed.name, changed.level, changed.skill) == ("PostgreSQL", "expert", row.skill)


@pytest.mark.parametrize(
    "values", [{"name": ""}, {"name": " \u0301 "}, {"name": "a", "level": "guru"}, {"name": "a" * 81}]
)
def test_a_skill_that_says_nothing_is_refused(person, resume, values):
    with pytest.raises(Invalid):
        services.add_skill(person, resume, values)
    assert not ResumeSkill.objects.exists()


def test_the_skills_of_the_profile_and_of_the_main_resume_are_one_list(person, resume):
    services.add_skill(person, resume, {"name": "Chaux"})
    stone = services.add_skill(person, resume, {"name": "Pierre"})
    assert skills_of(person) == ["Chaux", "Pierre"]
    update_profile(person, {"skills": ["Pierre", "Bois"]})
    assert list(resume.skills.values_list("name", flat=True)) == ["Pierre", "Bois"]
    services.remove_skill(person, stone)
    assert skills_of(person) == ["Bois"]


def test_a_second_resume_says_nothing_of_the_profile(person, resume):
    second = Resume.objects.create(user=person)
    services.add_skill(person, second, {"name": "Chaux"})
    assert skills_of(person) == []
    update_profile(person, {"skills": ["Bois"]})
    assert list(second.skills.values_list("name", flat=True)) == ["Chaux"]


def test_a_skill_that_leaves_the_vocabulary_stays_on_the_resume(person, resume):
    services.add_skill(person, resume, {"name": "Chaux"})
    Skill.objects.filter(name="Chaux").delete()
    assert resume.skills.get().name == "Chaux"


@pytest.mark.parametrize(
    ("validate", "good"),
    [
        (sections.languages, [{"language": "Français", "level": "Natif"}, {"language": "Anglais"}]),
        (sections.certifications, [{"name": "PMP Certification", "issuer": "PMI", "date": "2019-11-20"}]),
        (sections.projects, [{"name": "Refonte", "description": "2M€ de budget", "url": None}]),
        (sections.custom, [{"title": "Bénévolat", "content": "Code for Good"}]),
    ],
)
def test_the_json_sections_hold_the_documents_keys(validate, good):
    validate([])
    validate(good)
    first = next(iter(good[0]))
    for bad in ({}, "x", [1], [{}], [{**good[0], "other": "x"}], [{**good[0], first: ""}], [{**good[0], first: 1}]):
        with pytest.raises(ValidationError):
            validate(bad)
    with pytest.raises(ValidationError):
        validate(good * 51)
