"""Two tabs, two accounts, a payment and an autosave at the same moment, on PostgreSQL, with threads."""

import pytest
from django.db import connection

from portal.accounts.services import update_profile
from portal.core.errors import Forbidden
from portal.cv import services
from portal.cv.errors import Enough, Gone, Stale
from portal.cv.models import Resume, ResumeVersion
from portal.cv.visitors import Visitor
from tests.api.client import Api
from tests.factories.accounts import UserFactory
from tests.jobs.test_races import refusals
from tests.threads import together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

MARIE = {"full_name": "Marie Dubois", "email": "marie.dubois@example.com"}
JOB = {"company": "Bâtir", "position": "Maçonne", "start_date": "2020-01-01"}
VISITOR = Visitor("a-session")


@pytest.mark.parametrize("turn", range(3))
def test_of_two_tabs_that_saw_the_same_one_wins_and_the_other_is_412(turn):
    person = UserFactory()
    resume = services.create(person, MARIE)
    # The test client reads the schema once, which no two threads can do at once.
    Api(person).get("resumes/")

    def patch(title: str):
        def ask():
            return Api(person, **{"if-match": '"1"'}).patch(f"resumes/{resume.pk}/", {"title": title}).status_code

        return ask

    assert sorted(together(*[patch(title) for title in ("Un", "Deux", "Trois")])) == [200, 412, 412]
    assert (Resume.objects.get().revision, ResumeVersion.objects.count()) == (2, 1)


@pytest.mark.parametrize("turn", range(3))
def test_two_lists_at_once_are_one_after_the_other(turn):
    person = UserFactory()
    resume = services.create(person, {**MARIE, "experience_data": [JOB]})
    kept = resume.experiences.all()[0].pk
    lists = [[JOB, {"company": f"{letter}", "position": "x", "order": 1}] for letter in "AB"]
    together(*[lambda items=items: services.change(person, resume, {"experience_data": items}).pk for items in lists])
    found = list(Resume.objects.get().experiences.values_list("pk", "company"))
    assert found[0] == (kept, "Bâtir")
    assert len(found) == 2
    assert Resume.objects.get().revision == 3


@pytest.mark.parametrize("turn", range(3))
def test_two_accounts_claim_a_session_and_one_gets_all(turn):
    for _number in range(3):
        services.create(VISITOR, {**MARIE, "skills_data": [{"name": "Chaux"}]})
    one, other = UserFactory(), UserFactory()
    results = together(lambda: services.claim(one, VISITOR), lambda: services.claim(other, VISITOR))
    assert sorted(results) == [0, 3]
    assert Resume.objects.values("user").distinct().count() == 1
    assert not Resume.objects.exclude(session_id=None).exists()


@pytest.mark.parametrize("turn", range(4))
def test_who_writes_while_it_is_claimed_writes_before_or_is_refused(turn):
    resume = services.create(VISITOR, MARIE)
    person = UserFactory()
    results = together(
        lambda: services.claim(person, VISITOR),
        lambda: services.change(VISITOR, resume, {"title": "x"}).title,
        lambda: services.delete(VISITOR, resume),
    )
    assert all(type(error) in (Gone, Forbidden) for error in refusals(results))
    left = Resume.objects.first()
    assert left is None or (left.user, left.session_id) == (person, None)


def test_the_last_place_for_a_resume_is_taken_once(monkeypatch):
    monkeypatch.setattr("portal.cv.services.changing.MOST_RESUMES", 1)
    person = UserFactory()
    results = together(*[lambda: services.create(person, MARIE).pk for _ in range(4)])
    assert [type(error) for error in refusals(results)] == [Enough] * 3


@pytest.mark.parametrize("turn", range(3))
def test_a_visitors_last_place_is_taken_once(turn, monkeypatch):
    monkeypatch.setattr("portal.cv.services.changing.MOST_OF_A_VISITOR", 2)
    services.create(VISITOR, MARIE)
    results = together(
        *[lambda: services.create(VISITOR, MARIE).pk for _ in range(4)],
        # Another session's are counted apart.
        lambda: services.create(Visitor("another-session"), MARIE).pk,
    )
    assert [type(error) for error in refusals(results)] == [Enough] * 3
    assert (Resume.objects.of(VISITOR).count(), Resume.objects.count()) == (2, 3)


@pytest.mark.parametrize("turn", range(3))
def test_a_payment_is_not_lost_under_an_autosave(turn):
    person = UserFactory()
    resume = services.create(person, {**MARIE, "template": 2})
    together(
        lambda: services.mark_paid(resume, "single").pk,
        *[lambda title=title: services.change(person, resume.pk, {"title": title}).pk for title in ("Un", "Deux")],
    )
    assert (Resume.objects.get().is_paid, Resume.objects.get().revision) == (True, 3)


def test_a_revision_that_was_deleted_meanwhile_is_gone():
    person = UserFactory()
    resume = services.create(person, MARIE)
    results = together(
        *[lambda: services.delete(person, resume) for _ in range(2)],
        lambda: services.change(person, resume, {"title": "x"}, revision=1).pk,
    )
    assert {type(error) for error in refusals(results)} <= {Gone, Stale}
    assert len([result for result in results if result is None]) <= 2
    assert not Resume.objects.exists()


def test_the_statement_that_reads_all_entries_is_one_on_this_database_too(django_assert_num_queries):
    person = UserFactory()
    sent = {"experience_data": [JOB], "education_data": [{"institution": "Lycée"}], "skills_data": [{"name": "Chaux"}]}
    resume = Resume.objects.get(pk=services.create(person, sent | MARIE).pk)
    with django_assert_num_queries(1):
        services.read_entries(resume)
    assert connection.vendor == "postgresql"
    found = services.content_of(resume)
    assert (found["experience_data"][0]["start_date"], found["skills_data"][0]["name"]) == ("2020-01-01", "Chaux")


@pytest.mark.parametrize("turn", range(4))
def test_the_profile_and_the_resume_take_their_skills_from_each_other_without_a_deadlock(turn):
    person = UserFactory()
    resume = services.main_resume(person)
    names = ["Chaux", "Pierre", "Bois", "Terre", "Enduit", "Brique"]
    update_profile(person, {"skills": names[:2]})
    skills = [{"name": name} for name in reversed(names)]
    together(
        lambda: update_profile(person, {"skills": names[2:]}).pk,
        lambda: services.change(person, resume.pk, {"skills_data": skills}).pk,
        lambda: update_profile(person, {"skills": names[1:4]}).pk,
        lambda: services.change(person, resume.pk, {"skills_data": skills[:3]}).pk,
        lambda: services.add_skill(person, resume, {"name": "Torchis"}).pk,
    )
    listed = set(person.candidate.skills.values_list("name", flat=True))
    assert listed == set(Resume.objects.get().skills.values_list("skill__name", flat=True))
