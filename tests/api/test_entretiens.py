"""Interviews through the API: planned by recruiters, read by both sides."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail

from portal.jobs import services
from portal.jobs.models import Interview
from tests.api.client import Api
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_application, make_interview, verified_recruiter

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
FRIDAY = datetime(2026, 12, 4, 13, tzinfo=UTC)
BODY = {"date": "2026-12-04T13:00:00Z", "lieu": "12 rue des Lilas, Lyon"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def application():
    return make_application()


@pytest.fixture
def api(application):
    return Api(application.publication.recruiter)


def plan_path(application):
    return f"recruteur/candidatures/{application.pk}/entretiens/"


def test_a_recruiter_plans_one_and_both_sides_read_it(application, api):
    answer = api.post(
        plan_path(application), {**BODY, "duree": 60, "lien": "https://visio.example/a", "note": "3e étage."}
    )
    assert answer.status_code == 201
    body = answer.json()
    interview = Interview.objects.get()
    assert body == {
        "id": interview.pk,
        "candidature": application.pk,
        "date": "2026-12-04T13:00:00Z",
        "duree": 60,
        "lieu": "12 rue des Lilas, Lyon",
        "lien": "https://visio.example/a",
        "note": "3e étage.",
        "statut": "prevu",
        "ics": f"http://testserver/api/entretiens/{interview.pk}/ics/",
    }
    for reader, path in ((api, "recruteur"), (Api(application.candidate.user), "candidat")):
        row = reader.get(f"{path}/candidatures/{application.pk}/").json()
        assert (row["statut"], row["entretiens"]) == ("en_cours", [body])
        assert reader.get(f"{path}/candidatures/").json()["results"][0]["entretiens"] == [body]


def test_a_date_without_an_offset_is_the_time_of_paris(application, api):
    assert api.post(plan_path(application), {**BODY, "date": "2026-12-04T14:00"}).json()["date"] == BODY["date"]


def test_an_hour_that_comes_twice_is_told_with_its_offset(application, api):
    body = {**BODY, "date": "2027-10-31T02:30:00+01:00"}
    assert api.post(plan_path(application), body).json()["date"] == "2027-10-31T01:30:00Z"


def test_one_is_moved_in_part_and_cancelled(application, api, clock):
    pk = api.post(plan_path(application), {**BODY, "note": "3e étage."}).json()["id"]
    mail.outbox.clear()
    moved = api.put(f"recruteur/entretiens/{pk}/", {"date": "2026-12-07T13:00:00Z"})
    assert (moved.status_code, moved.json()["date"], moved.json()["note"]) == (200, "2026-12-07T13:00:00Z", "3e étage.")
    assert api.put(f"recruteur/entretiens/{pk}/", {"note": None}).json()["note"] == ""
    deleted = api.delete(f"recruteur/entretiens/{pk}/")
    assert (deleted.status_code, deleted.content) == (204, b"")
    assert api.get(f"recruteur/candidatures/{application.pk}/").json()["entretiens"][0]["statut"] == "annule"
    assert api.delete(f"recruteur/entretiens/{pk}/").status_code == 409
    assert api.put(f"recruteur/entretiens/{pk}/", {"note": "Trop tard"}).status_code == 409
    assert len(mail.outbox) == 6


def test_what_has_begun_is_past(application, api, clock):
    pk = api.post(plan_path(application), BODY).json()["id"]
    clock.move_to(FRIDAY)
    api = Api(application.publication.recruiter)
    assert api.get(f"recruteur/candidatures/{application.pk}/").json()["entretiens"][0]["statut"] == "passe"
    assert api.delete(f"recruteur/entretiens/{pk}/").status_code == 409


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"date": None}, "date"),
        ({"date": "demain"}, "date"),
        ({"date": "2026-11-01T10:00:00Z"}, "date"),
        ({"date": "2028-01-01T10:00:00Z"}, "date"),
        ({"date": "2027-03-28T02:30"}, "date"),
        ({"date": "2027-10-31T02:30"}, "date"),
        ({"date": "0001-01-01T00:00:00+14:00"}, "date"),
        ({"date": "9999-12-31T23:59:59-14:00"}, "date"),
        ({"date": 12}, "date"),
        ({"duree": 4}, "duree"),
        ({"duree": 10**40}, "duree"),
        ({"duree": "longtemps"}, "duree"),
        ({"duree": None}, "duree"),
        ({"lieu": ""}, "lieu"),
        ({"lieu": "\u0000"}, "lieu"),
        ({"lieu": "x" * 201}, "lieu"),
        ({"lieu": ["a"]}, "lieu"),
        ({"lien": "javascript:alert(1)"}, "lien"),
        ({"lien": "ftp://fichiers.example/"}, "lien"),
        ({"note": "x" * 2001}, "note"),
    ],
)
def test_what_cannot_be_planned_is_400_by_field(application, api, wrong, field):
    answer = api.post(plan_path(application), {**BODY, **wrong})
    assert (answer.status_code, list(answer.json())) == (400, [field])
    application.refresh_from_db()
    assert (application.status, Interview.objects.count()) == ("submitted", 0)


def test_a_taken_time_and_an_application_that_is_over_are_409(application, api):
    assert api.post(plan_path(application), BODY).status_code == 201
    again = api.post(plan_path(application), BODY)
    assert again.status_code == 409
    assert "planned at this time" in again.json()["detail"]
    services.applications.transition(application.publication.recruiter, application, "rejected")
    assert api.post(plan_path(application), {**BODY, "date": "2026-12-10T13:00:00Z"}).status_code == 409


def test_somebody_elses_is_404_and_the_applicant_may_not(application, api):
    interview = make_interview(application=application, starts_at=FRIDAY)
    stranger, applicant = Api(verified_recruiter()), Api(application.candidate.user)
    for caller, status in ((stranger, 404), (applicant, 403), (Api(), 401), (Api(UserFactory(admin=True)), 403)):
        assert caller.post(plan_path(application), BODY).status_code == status
        assert caller.put(f"recruteur/entretiens/{interview.pk}/", {"lieu": "Ailleurs"}).status_code == status
        assert caller.delete(f"recruteur/entretiens/{interview.pk}/").status_code == status
    interview.refresh_from_db()
    assert (Interview.objects.count(), interview.sequence) == (1, 0)


def test_the_calendar_file_is_for_both_sides(application, api):
    interview = make_interview(application=application, starts_at=FRIDAY)
    path = f"entretiens/{interview.pk}/ics/"
    for reader in (api, Api(application.candidate.user)):
        answer = reader.get(path)
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert f"UID:{interview.uid}" in answer.content.decode()
    for stranger in (Api(verified_recruiter()), Api(UserFactory()), Api(UserFactory(admin=True))):
        assert stranger.get(path).status_code == 404
    assert Api().get(path).status_code == 401


def test_lists_ask_the_same_number_of_questions_however_many_there_are(application, api, django_assert_num_queries):
    applicant = Api(application.candidate.user)
    for days in range(3):
        with django_assert_num_queries(6):
            api.get("recruteur/candidatures/")
        with django_assert_num_queries(5):
            applicant.get("candidat/candidatures/")
        make_interview(application=application, starts_at=FRIDAY + timedelta(days=days))
        make_interview(application=make_application(publication=application.publication), starts_at=FRIDAY)
