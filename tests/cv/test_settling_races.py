"""What follows a change, at the same moment as other changes, on PostgreSQL, with threads."""

from threading import Event, Thread

import pytest
from django.db import connection, transaction

from portal.accounts.services import update_profile
from portal.cv import services
from portal.cv.models import Resume, ResumeSkill, ResumeVersion
from portal.cv.services import resumes
from portal.cv.visitors import Visitor
from tests.factories.accounts import UserFactory
from tests.threads import together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

TEXT = {"full_name": "Marie Dubois", "email": "marie.dubois@example.com"}
JOB = {"company": "Bâtir", "position": "Maçonne"}
NAMES = ["Chaux", "Pierre", "Bois", "Terre", "Enduit", "Brique"]
SKILLS = [{"name": name} for name in NAMES]
VISITOR = Visitor("a-session")


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def two_resumes(person):
    """The main one, whose skills are the profile's, and the next."""
    main = services.main_resume(person)
    update_profile(person, {"skills": NAMES[:2]})
    return main, services.create(person, {**TEXT, "skills_data": SKILLS[2:4]})


@pytest.fixture
def no_task(monkeypatch):
    monkeypatch.setattr("portal.cv.services.resumes._settle_soon", lambda pk: None)


def assert_both_list_the_same(person, resume) -> set[str]:
    listed = ResumeSkill.objects.filter(resume=resume)
    assert not listed.filter(skill=None).exists()
    names = set(listed.values_list("skill__name", flat=True))
    assert len(names) == listed.count()
    assert set(person.candidate.skills.values_list("name", flat=True)) == names
    assert not Resume.objects.unsettled().exists()
    return names


def waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0] > 0


def while_another_waits(first, second) -> None:
    """Commit the first when the second has begun and waits for a lock."""
    held, go = Event(), Event()

    def holding():
        with transaction.atomic():
            first()
            held.set()
            assert go.wait(20)

    def closing(what):
        try:
            what()
        finally:
            connection.close()

    threads = [Thread(target=closing, args=(what,)) for what in (holding, second)]
    threads[0].start()
    assert held.wait(20)
    threads[1].start()
    while not waits_for_a_lock():
        assert threads[1].is_alive()
    go.set()
    for thread in threads:
        thread.join(20)


def test_who_waited_for_the_lock_goes_on_from_the_lists_as_they_were_left(person):
    """The one statement that locks and reads began before the other's change was there."""
    resume = services.create(person, {**TEXT, "experience_data": [JOB]})
    found = []
    while_another_waits(
        lambda: services.change(person, resume, {"experience_data": [JOB, {**JOB, "company": "Autre"}]}),
        lambda: found.append(services.change(person, resume, {"title": "Un"})),
    )
    assert [row.company for row in found[0].experiences.all()] == ["Bâtir", "Autre"]
    # What the history keeps was read under the same lock.
    services.settle(resume.pk)
    assert [version.revision for version in services.versions_of(resume)] == [1]
    services.change(person, resume, {"title": "Deux"}, always_keep=True)
    assert len(services.version_of(Resume.objects.get(), 3).content["experience_data"]) == 2


@pytest.mark.parametrize("turn", range(4))
def test_the_task_from_four_workers_while_it_is_written_on(turn, person, no_task):
    resume = services.create(person, {**TEXT, "skills_data": SKILLS[:2]})
    for title in ("Un", "Deux"):
        services.change(person, resume, {"title": title}, always_keep=True)
    together(
        *[lambda: services.settle(resume.pk) for _ in range(4)],
        lambda: services.change(person, resume.pk, {"skills_data": SKILLS[1:]}, always_keep=True).pk,
        lambda: services.change(person, resume.pk, {"title": "Trois"}, always_keep=True).pk,
    )
    services.settle(resume.pk)
    assert list(ResumeVersion.objects.values_list("revision", flat=True)) == [4, 3, 2, 1]
    assert assert_both_list_the_same(person, resume) == set(NAMES[1:])


@pytest.mark.parametrize("turn", range(6))
def test_profile_and_resume_changed_at_once_end_equal(turn, person):
    """With the tasks of both running in between, as workers do."""
    resume = services.main_resume(person)
    update_profile(person, {"skills": NAMES[:2]})
    together(
        lambda: update_profile(person, {"skills": NAMES[2:]}).pk,
        lambda: services.change(person, resume.pk, {"skills_data": SKILLS[::-1]}).pk,
        lambda: update_profile(person, {"skills": NAMES[1:4]}).pk,
        lambda: services.change(person, resume.pk, {"skills_data": SKILLS[:3]}, always_keep=True).pk,
        lambda: services.settle(resume.pk),
        lambda: services.change(person, resume.pk, {"title": "Un"}, always_keep=True).pk,
    )
    assert_both_list_the_same(person, resume)
    assert ResumeVersion.objects.count() >= 2


@pytest.mark.parametrize("turn", range(4))
def test_claimed_while_its_task_runs(turn, person):
    update_profile(person, {"skills": NAMES[:1]})
    resume = services.create(VISITOR, {**TEXT, "skills_data": SKILLS[1:3]})
    together(
        lambda: services.claim(person, VISITOR),
        lambda: services.change(VISITOR, resume.pk, {"skills_data": SKILLS[2:]}).pk,
        lambda: services.settle(resume.pk),
        lambda: update_profile(person, {"skills": [*NAMES[:1], "Torchis"]}).pk,
    )
    assert Resume.objects.get().user == person
    # Who came last was the profile's form, which says all there is, or the resume, which brings what it names.
    names = assert_both_list_the_same(person, resume)
    assert names == {"Chaux", "Torchis"} or names >= {"Chaux", "Bois"}


@pytest.mark.parametrize("turn", range(4))
def test_the_main_resume_goes_while_the_next_one_is_written(turn, person, two_resumes):
    main, second = two_resumes
    together(
        lambda: services.delete(person, main),
        lambda: services.change(person, second.pk, {"skills_data": SKILLS[3:]}).pk,
        lambda: services.settle(second.pk),
    )
    assert assert_both_list_the_same(person, second) == set(NAMES[3:])


def test_the_next_main_resume_is_read_as_it_is_left_by_who_writes_on_it(person, two_resumes):
    """Its deleted skill came back: the profile had been told of it a moment before, and tells the main resume."""
    main, second = two_resumes
    while_another_waits(
        lambda: services.change(person, second.pk, {"skills_data": SKILLS[3:]}),
        lambda: services.delete(person, main),
    )
    assert assert_both_list_the_same(person, second) == set(NAMES[3:])


def test_two_accounts_that_name_the_same_new_skills_wait_in_no_circle():
    people = [UserFactory() for _ in range(4)]
    made = [services.create(person, TEXT) for person in people]
    lists = [SKILLS, SKILLS[::-1]]
    together(
        *[
            lambda person=person, resume=resume, items=lists[place % 2]: (
                services.change(person, resume.pk, {"skills_data": items}).pk
            )
            for place, (person, resume) in enumerate(zip(people, made, strict=True))
        ]
    )
    for person, resume in zip(people, made, strict=True):
        assert assert_both_list_the_same(person, resume) == set(NAMES)


def test_a_lock_is_the_accounts_before_it_is_the_resumes(person):
    """The order that keeps the task and the profile's form from waiting for one another."""
    resume = services.create(person, {**TEXT, "skills_data": SKILLS})
    Resume.objects.update(skills_told=False)
    seen = []

    def locked(original):
        def run(*args, **kwargs):
            seen.append(args[0] == person)
            return original(*args, **kwargs)

        return run

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(resumes, "lock_account", locked(resumes.lock_account))
        services.settle(resume.pk)
    assert seen == [True]
