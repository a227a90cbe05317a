"""What follows a change of a resume: its history's rows, the vocabulary, the profile. At once, late, twice or never."""

import json
from datetime import timedelta

import pytest
import time_machine
from celery import current_app
from django.conf import settings
from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError

from portal.accounts.services import update_profile
from portal.cv import services, tasks
from portal.cv.models import Resume, ResumeSkill, ResumeVersion
from portal.cv.services import settling
from portal.cv.visitors import Visitor
from portal.vocabulary.models import Skill
from tests.api.client import Api
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

VISITOR = Visitor("a-session")


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def resume(person):
    return services.create(person, {"full_name": "Marie Dubois", "email": "marie.dubois@example.com"})


@pytest.fixture
def no_task(monkeypatch):
    monkeypatch.setattr("portal.cv.services.resumes._settle_soon", lambda pk: None)


def fresh(resume) -> Resume:
    return Resume.objects.get(pk=resume.pk)


def said(resume) -> list[tuple[int, str]]:
    return [(version.revision, version.content["title"]) for version in services.versions_of(fresh(resume))]


def profile(person) -> list[str]:
    return sorted(person.candidate.skills.values_list("name", flat=True))


def listed(resume) -> list[str]:
    return sorted(ResumeSkill.objects.filter(resume=resume, skill__isnull=False).values_list("skill__name", flat=True))


# --- history
def test_the_history_reads_the_same_before_and_after_its_rows_are_made(person, resume, no_task, client):
    services.change(person, resume, {"title": "Un"})
    services.change(person, resume, {"title": "Deux"})
    services.change(person, resume, {"title": "Trois"}, always_keep=True)
    api, base = Api(person), f"resumes/{resume.pk}/versions"
    client.force_login(person)
    seen = []
    for _turn in ("kept on the resume's row", "rows of their own"):
        page = client.get(reverse("cv_versions", args=[resume.pk])).content.decode()
        seen.append(
            (
                [row["id"] for row in api.get(f"{base}/").json()["results"]],
                api.get(f"{base}/3/").json()["content"]["title"],
                api.get(f"{base}/1/").json(),
                page.count(reverse("cv_version", args=[resume.pk, 3])),
                client.get(reverse("cv_version", args=[resume.pk, 1])).status_code,
                said(resume),
                ResumeVersion.objects.count(),
            )
        )
        services.settle(resume.pk)
    before, after = seen
    assert before[:-1] == after[:-1]
    assert (before[0], before[1], before[-1], after[-1]) == ([3, 1], "Deux", 0, 2)
    assert api.get(f"{base}/2/").status_code == 404
    assert fresh(resume).unfiled is None


def test_a_state_that_is_no_row_yet_is_brought_back(person, resume, no_task):
    services.change(person, resume, {"title": "Un", "skills_data": [{"name": "Chaux"}]})
    services.restore(person, resume, services.version_of(fresh(resume), 1))
    assert (fresh(resume).title, fresh(resume).skills.count()) == ("", 0)
    assert said(resume) == [(2, "Un"), (1, "")]


def test_twice_late_and_in_any_order_is_once(person, resume, no_task):
    for title in ("Un", "Deux", "Trois"):
        services.change(person, resume, {"title": title}, always_keep=True)
        if title == "Deux":
            services.settle(resume.pk)
    late = Resume.objects.get(pk=resume.pk)
    services.settle(resume.pk)
    services.settle(resume.pk)
    # A process that died after its rows were written and before the note went away.
    Resume.objects.filter(pk=resume.pk).update(unfiled=late.unfiled)
    assert said(resume) == [(3, "Deux"), (2, "Un"), (1, "")]
    services.settle(resume.pk)
    assert said(resume) == [(3, "Deux"), (2, "Un"), (1, "")]
    assert ResumeVersion.objects.count() == 3


def test_a_state_that_is_older_than_another_rows_finds_its_place(person, resume, no_task):
    services.change(person, resume, {"title": "Un"})
    first = fresh(resume).unfiled
    services.change(person, resume, {"title": "Deux"}, always_keep=True)
    Resume.objects.filter(pk=resume.pk).update(unfiled=fresh(resume).unfiled[1:])
    services.settle(resume.pk)
    Resume.objects.filter(pk=resume.pk).update(unfiled=first)
    services.settle(resume.pk)
    assert said(resume) == [(2, "Un"), (1, "")]


def test_nothing_of_a_resume_that_is_gone():
    services.settle(12345)
    assert not ResumeVersion.objects.exists()


# --- skills
def test_the_profile_follows_later_whatever_came_between(person, resume, no_task):
    services.change(person, resume, {"skills_data": [{"name": "Chaux"}, {"name": "postgres"}]})
    assert (profile(person), Skill.objects.filter(name="Chaux").exists()) == ([], False)
    services.change(person, resume, {"skills_data": [{"name": "postgres"}, {"name": "Bois"}]})
    services.settle(resume.pk)
    assert profile(person) == listed(resume) == ["Bois", "PostgreSQL"]
    assert not Skill.objects.filter(name="Chaux").exists()
    assert fresh(resume).skills_told


def test_a_profile_that_names_what_the_resume_names_since_a_moment_lists_it_once(person, resume, no_task):
    services.change(person, resume, {"skills_data": [{"name": "chaux"}, {"name": "Pierre"}]})
    update_profile(person, {"skills": ["Chaux", "Bois"]})
    assert sorted(fresh(resume).skills.values_list("name", flat=True)) == ["Bois", "Pierre", "chaux"]
    services.settle(resume.pk)
    assert profile(person) == listed(resume) == ["Bois", "Chaux", "Pierre"]


def test_a_skill_leaves_both_whichever_side_it_leaves(person, resume, no_task):
    services.change(person, resume, {"skills_data": [{"name": name} for name in ("Chaux", "Bois", "Pierre")]})
    services.settle(resume.pk)
    services.change(person, resume, {"skills_data": [{"name": "Bois"}, {"name": "Pierre"}]})
    update_profile(person, {"skills": ["Chaux", "Bois"]})
    services.settle(resume.pk)
    assert profile(person) == listed(resume) == ["Bois"]


def test_another_spelling_of_a_name_is_another_skill_on_both_sides(person, resume, no_task):
    made = services.change(person, resume, {"skills_data": [{"name": "Chaux"}]})
    services.settle(resume.pk)
    row = {"id": made.skills.all()[0].pk, "name": "postgres"}
    services.change(person, resume, {"skills_data": [row]})
    update_profile(person, {"skills": []})
    services.settle(resume.pk)
    assert profile(person) == listed(resume) == ["PostgreSQL"]


def test_a_skill_added_by_hand_is_compared_with_those_named_a_moment_ago(person, resume, no_task):
    services.change(person, resume, {"skills_data": [{"name": "postgres"}]})
    with pytest.raises(services.skills.Invalid):
        services.add_skill(person, resume, {"name": "PostgreSQL"})


def test_the_profile_hears_nothing_of_other_resumes_and_of_other_changes(person, resume, no_task):
    second = services.create(person, {"full_name": "Marie", "skills_data": [{"name": "Bois"}]})
    services.settle(second.pk)
    assert (profile(person), listed(second)) == ([], ["Bois"])
    services.change(person, resume, {"title": "Un"})
    assert fresh(resume).skills_told


def test_a_visitors_known_words_are_linked_and_nothing_is_made_until_it_is_claimed(person, no_task):
    made = services.create(VISITOR, {"full_name": "Marie", "skills_data": [{"name": "postgres"}, {"name": "Chaux"}]})
    services.settle(made.pk)
    assert (listed(made), Skill.objects.filter(name="Chaux").exists()) == (["PostgreSQL"], False)
    services.change(VISITOR, made, {"skills_data": [{"name": "Torchis"}]})
    services.claim(person, VISITOR)
    services.settle(made.pk)
    assert profile(person) == listed(made) == ["Torchis"]


# --- tasks that are lost
@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_refuses_no_change_and_the_periodic_job_mends_it(person, resume, monkeypatch, client):
    # One that refuses at once: the client library's own attempts take seconds.
    monkeypatch.setattr("django.conf.settings.CELERY_BROKER_URL", "redis://127.0.0.1:1")
    monkeypatch.setattr(tasks.settle_resume, "delay", lambda pk: (_ for _ in ()).throw(OperationalError("no broker")))
    client.force_login(person)
    sent = {"revision": 1, "values": json.dumps({"title": "Un", "skills_data": [{"name": "Chaux"}]})}
    assert client.post(reverse("cv_save", args=[resume.pk]), sent).status_code == 200
    assert (profile(person), ResumeVersion.objects.count()) == ([], 0)
    assert tasks.settle_resumes() == 0
    with time_machine.travel(timezone.now() + settling.OVERDUE + timedelta(seconds=1), tick=False):
        assert tasks.settle_resumes() == 1
        assert tasks.settle_resumes() == 0
    assert (profile(person), said(resume), ResumeVersion.objects.count()) == (["Chaux"], [(1, "")], 1)


def test_one_that_cannot_be_done_holds_up_no_other(person, resume, no_task, monkeypatch):
    other = services.create(UserFactory(), {"full_name": "A"})
    services.change(other.user, other, {"title": "Un"})
    services.change(person, resume, {"title": "Un"})
    original = settling._tell
    monkeypatch.setattr(
        settling, "_tell", lambda pk: original(pk) if pk == resume.pk else (_ for _ in ()).throw(DatabaseError("no"))
    )
    with time_machine.travel(timezone.now() + timedelta(hours=1), tick=False):
        assert tasks.settle_resumes() == 1
    # What could be done of the first is done.
    assert ResumeVersion.objects.count() == 2


def test_the_jobs_are_scheduled():
    current_app.loader.import_default_modules()
    assert settings.CELERY_BEAT_SCHEDULE["settle-resumes"]["task"] in current_app.tasks
