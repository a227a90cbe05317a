"""The score of an application: made when it is sent, kept, made again when the publication changes."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from portal.accounts.services import update_profile
from portal.core.models import OutboxMessage
from portal.cv import services as cv
from portal.jobs import scoring, services
from portal.jobs.models import Application
from portal.moderation import services as moderation
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_application, make_publication

pytestmark = pytest.mark.django_db
ASKED = {"skills": ["Python", "PostgreSQL"], "experience": "3-5", "places": ["Lyon"]}


def person_with(*names, years=0, location="Villeurbanne", **profile):
    person = UserFactory()
    update_profile(person, {"skills": list(names), "location": location, **profile})
    if years:
        start = timezone.localdate() - timedelta(days=round(years * 365.25))
        values = {"position": "Développeuse", "company": "Atelier", "start_date": start, "is_current": True}
        cv.add_experience(person, cv.main_resume(person), values)
    return person


@pytest.fixture
def offer():
    return make_publication(validated=True, **ASKED)


def points(application) -> dict:
    return {part["name"]: part["points"] for part in application.score_details["parts"]}


def test_it_is_made_of_the_profile_and_the_career_when_it_is_sent(offer):
    person = person_with("Python", "postgres", years=6)
    application = make_application(publication=offer, applicant=person)
    application.refresh_from_db()
    assert application.score == 100
    assert points(application) == {"skills": 100, "experience": 100, "place": 100}


def test_it_stays_as_it_was_when_the_person_changes(offer):
    person = person_with("Python")
    application = make_application(publication=offer, applicant=person)
    before = (application.score, application.score_details)
    assert before[0] == round((50 * 50 + 0 + 20 * 100) / 100)
    update_profile(person, {"skills": ["Python", "PostgreSQL"], "location": "Brest"})
    application.refresh_from_db()
    assert (application.score, application.score_details) == before


def test_somebody_who_says_nothing_has_none(offer):
    application = make_application(publication=offer)
    assert (application.score, points(application)["skills"]) == (None, 0)


def test_sent_again_it_is_made_anew(offer):
    person = person_with("Python")
    application = make_application(publication=offer, applicant=person)
    services.applications.withdraw(person, application)
    update_profile(person, {"skills": ["Python", "PostgreSQL"]})
    again = make_application(publication=offer, applicant=person)
    assert (again.pk, again.score > application.score) == (application.pk, True)


def test_jobs_of_unknown_length_do_not_count():
    person = person_with("Python")
    resume = cv.main_resume(person)
    for values in ({}, {"start_date": date(2010, 1, 1)}, {"end_date": date(2012, 1, 1)}, {"is_current": True}):
        cv.add_experience(person, resume, {"position": "a", "company": "b", **values})
    assert scoring.person_of(person.candidate).periods == ()


@pytest.mark.parametrize("kind", ["bourse", "financement"])
def test_other_kinds_are_compared_by_what_they_ask(kind):
    person = person_with("Enquête")
    publication = make_publication(kind, validated=True, skills=["Enquête"])
    assert make_application(publication=publication, applicant=person).score == 100


def test_a_score_over_100_is_refused_by_the_database(offer):
    application = make_application(publication=offer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(score=101)


def changed(offer, **values):
    edited = services.publications.edit(offer.recruiter, offer, values)
    return moderation.approve(UserFactory(editor=True), edited)


def test_a_publication_that_asks_for_other_things_is_compared_again_with_the_person_as_they_were(offer):
    person = person_with("Python", location="Lyon")
    application = make_application(publication=offer, applicant=person)
    update_profile(person, {"skills": []})
    changed(offer, skills=["Python"], experience="", places=["Lyon"])
    application.refresh_from_db()
    assert (application.score, points(application)) == (100, {"skills": 100, "experience": None, "place": 100})


def test_what_is_over_keeps_its_score(offer):
    person = person_with("Python")
    application = make_application(publication=offer, applicant=person)
    other = make_application(publication=offer, applicant=person_with("Python"))
    services.applications.transition(offer.recruiter, application, "rejected")
    changed(offer, skills=["Python"], experience="")
    assert Application.objects.get(pk=application.pk).score == application.score
    assert Application.objects.get(pk=other.pk).score == 100


def test_a_change_of_words_compares_nothing(offer):
    make_application(publication=offer, applicant=person_with("Python"))
    changed(offer, title="Un autre titre")
    assert scoring.refresh_scores(offer.pk) == 0


def test_many_are_compared_in_bounded_batches(offer, monkeypatch):
    monkeypatch.setattr(scoring, "BATCH", 2)
    for _ in range(5):
        make_application(publication=offer, applicant=person_with("Python"))
    changed(offer, skills=["Python"], experience="", places=[])
    assert set(Application.objects.values_list("score", flat=True)) == {100}
    assert OutboxMessage.objects.filter(topic=scoring.STALE, done_at__isnull=False).count() == 3
    assert scoring.refresh_scores(offer.pk) == 0
    assert scoring.refresh_scores(0) == 0


def test_one_sent_before_there_were_scores_gets_one(offer):
    application = make_application(publication=offer, applicant=person_with("Python", "PostgreSQL", years=9))
    Application.objects.filter(pk=application.pk).update(score=None, score_details={}, score_basis="")
    assert scoring.refresh_scores(offer.pk) == 1
    assert Application.objects.get().score == 100


def test_experience_counts_until_the_day_it_was_sent(offer):
    person = person_with("Python", "PostgreSQL", years=1.5)
    application = make_application(publication=offer, applicant=person)
    with time_machine.travel(timezone.now() + timedelta(days=900)):
        changed(offer, skills=["Python"])
    application.refresh_from_db()
    assert points(application)["experience"] == 50


# --- Pages ----------------------------------------------------------------------------------------------------------
def test_the_recruiter_reads_why_and_that_it_decides_nothing(client, offer):
    application = make_application(publication=offer, applicant=person_with("Python"))
    client.force_login(offer.recruiter)
    page = client.get(reverse("application_received", args=[application.pk])).content.decode()
    for words in (f"{application.score}&nbsp;%", "Non mentionné : PostgreSQL", "ne décide de rien"):
        assert words in page
    assert f"{application.score}&nbsp;%" in client.get(reverse("application_received_list")).content.decode()


def test_the_applicant_reads_it_too(client, offer):
    person = person_with("Python")
    application = make_application(publication=offer, applicant=person)
    client.force_login(person)
    page = client.get(reverse("application_sent", args=[application.pk])).content.decode()
    assert "Non mentionné : PostgreSQL" in page
    assert "une personne qui décide" in page


@pytest.mark.parametrize("view", ["", "colonnes"])
def test_the_list_is_sorted_by_match_on_demand_with_the_unknown_last(client, offer, view):
    names = [["Python"], [], ["Python", "PostgreSQL"]]
    for skills in names:
        person = person_with(*skills)
        type(person).objects.filter(pk=person.pk).update(first_name=f"P{len(skills)}")
        type(person.candidate).objects.filter(user=person).update(first_name=f"P{len(skills)}", last_name="x")
        make_application(publication=offer, applicant=person)
    client.force_login(offer.recruiter)
    page = client.get(reverse("application_received_list"), {"tri": "score", "vue": view}).content.decode()
    assert "ne décide de rien" in page
    assert page.index("P2 x") < page.index("P1 x") < page.index("P0 x")
    assert client.get(reverse("application_received_list"), {"tri": "age"}).status_code == 200
