"""Interviews in the space: planned, changed and cancelled from the application, seen by both sides."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse

from portal.jobs import services
from portal.jobs.models import Interview
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_application, make_interview, verified_recruiter

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
FRIDAY = datetime(2026, 12, 4, 13, tzinfo=UTC)
DATA = {"starts_at_0": "2026-12-04", "starts_at_1": "14:00", "duration": "45", "place": "12 rue des Lilas", "link": ""}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def application():
    return make_application()


@pytest.fixture
def recruiter(application, client):
    client.force_login(application.publication.recruiter)
    return application.publication.recruiter


def url(name, thing):
    return reverse(name, args=[thing.pk])


def test_one_is_planned_from_the_application(client, application, recruiter):
    page = client.get(url("application_received", application)).text
    assert url("interview_plan", application) in page
    assert client.get(url("interview_plan", application)).status_code == 200
    data = {**DATA, "link": "visio.example/abc", "note": "Demandez <b>Gaëlle</b>."}
    response = client.post(url("interview_plan", application), data, follow=True)
    assert "La personne en est avertie." in response.text
    interview = Interview.objects.get()
    assert (interview.starts_at, interview.link) == (FRIDAY, "https://visio.example/abc")
    for words in ("Vendredi 4\u00a0décembre à 14\u00a0h", "12 rue des Lilas", "Demandez &lt;b&gt;Gaëlle&lt;/b&gt;."):
        assert words in response.text
    application.refresh_from_db()
    assert application.status == "interview"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"starts_at_0": ""}, "starts_at"),
        ({"starts_at_1": ""}, "starts_at"),
        ({"starts_at_0": "2026-11-30"}, "starts_at"),
        ({"starts_at_0": "2028-01-01"}, "starts_at"),
        ({"starts_at_0": "9999-12-31"}, "starts_at"),
        ({"starts_at_0": "0001-01-01"}, "starts_at"),
        ({"starts_at_0": "2027-03-28", "starts_at_1": "02:30"}, "starts_at"),
        ({"duration": "0"}, "duration"),
        ({"duration": "99999999999999999999"}, "duration"),
        ({"place": ""}, "place"),
        ({"place": "\u0000"}, "place"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "ftp://fichiers.example/"}, "link"),
        ({"note": "x" * 2001}, "note"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_the_rest_is_kept(client, application, recruiter, wrong, field):
    response = client.post(url("interview_plan", application), {**DATA, "note": "Gardée", **wrong})
    assert response.status_code == 200
    assert response.context["form"].errors[field]
    assert wrong.get("note") or "Gardée" in response.text
    assert not Interview.objects.exists()


def test_a_time_that_is_taken_is_said_on_top(client, application, recruiter):
    make_interview(application=application, starts_at=FRIDAY)
    response = client.post(url("interview_plan", application), DATA)
    assert "Un autre entretien" in response.text
    assert Interview.objects.count() == 1


def test_where_none_can_be_planned_the_page_offers_none(client, application, recruiter):
    services.applications.transition(recruiter, application, "offered")
    assert url("interview_plan", application) not in client.get(url("application_received", application)).text
    for method in (client.get, client.post):
        assert method(url("interview_plan", application), DATA)["Location"] == url("application_received", application)
    assert not Interview.objects.exists()


def test_one_is_changed(client, application, recruiter):
    interview = make_interview(application=application, starts_at=FRIDAY)
    form = client.get(url("interview_move", interview)).context["form"]
    assert (form["place"].value(), form["duration"].value()) == (interview.place, 45)
    client.post(url("interview_move", interview), {**DATA, "starts_at_0": "2026-12-07"})
    interview.refresh_from_db()
    assert (interview.starts_at, interview.sequence) == (FRIDAY + timedelta(days=3), 1)


def test_one_is_cancelled_after_a_question(client, application, recruiter):
    interview = make_interview(application=application, starts_at=FRIDAY)
    mail.outbox.clear()
    page = client.get(url("interview_cancel", interview))
    assert "vendredi 4\u00a0décembre à 14\u00a0h" in page.text
    interview.refresh_from_db()
    assert not interview.is_cancelled
    response = client.post(
        url("interview_cancel", interview), {"message": "La responsable est souffrante."}, follow=True
    )
    interview.refresh_from_db()
    assert interview.is_cancelled
    assert "Annulé" in response.text
    assert url("interview_move", interview) not in response.text
    assert "souffrante" in mail.outbox[0].body


def test_what_is_over_is_changed_no_more(client, application, recruiter, clock):
    interview = make_interview(application=application, starts_at=FRIDAY)
    clock.move_to(FRIDAY)
    for name in ("interview_move", "interview_cancel"):
        for method in (client.get, client.post):
            assert method(url(name, interview), DATA)["Location"] == url("application_received", application)
    interview.refresh_from_db()
    assert (interview.sequence, interview.is_cancelled) == (0, False)


@pytest.mark.parametrize("name", ["interview_plan", "interview_move", "interview_cancel"])
def test_another_companys_is_not_there_and_others_read_why(client, application, name):
    interview = make_interview(application=application, starts_at=FRIDAY)
    address = url(name, application if name == "interview_plan" else interview)
    client.force_login(verified_recruiter())
    assert [client.get(address).status_code, client.post(address, DATA).status_code] == [404, 404]
    client.force_login(application.candidate.user)
    assert [client.get(address).status_code, client.post(address, DATA).status_code] == [403, 403]
    client.logout()
    assert client.post(address, DATA)["Location"].startswith("/compte/connexion/")
    interview.refresh_from_db()
    assert (Interview.objects.count(), interview.sequence) == (1, 0)


def test_the_applicant_sees_it_and_changes_nothing(client, application):
    interview = make_interview(application=application, starts_at=FRIDAY, link="https://visio.example/abc")
    client.force_login(application.candidate.user)
    page = client.get(url("application_sent", application)).text
    for words in ("Vendredi 4\u00a0décembre à 14\u00a0h", interview.place, 'href="https://visio.example/abc"'):
        assert words in page
    assert url("interview_file", interview) in page
    assert url("interview_move", interview) not in page


def test_what_comes_next_is_on_the_first_page_of_both(client, application):
    interview = make_interview(application=application, starts_at=FRIDAY)
    make_interview()
    for person in (application.publication.recruiter, application.candidate.user):
        client.force_login(person)
        page = client.get(reverse("space_home"))
        assert page.text.count("Ajouter à mon agenda") == 1
        assert url("interview_file", interview) in page.text
    client.force_login(UserFactory(editor=True))
    assert "Entretiens à venir" not in client.get(reverse("space_home"), follow=True).text


def test_the_pages_ask_the_same_number_of_questions_whatever_their_number(
    client, application, recruiter, django_assert_max_num_queries
):
    make_interview(application=application, starts_at=FRIDAY)
    pages = (url("application_received", application), reverse("space_home"))
    asked = []
    for page in pages:
        client.get(page)
        with django_assert_max_num_queries(20) as found:
            client.get(page)
        asked.append(len(found))
    for days in (1, 2, 3):
        make_interview(application=application, starts_at=FRIDAY + timedelta(days=days))
    for page, most in zip(pages, asked, strict=True):
        client.get(page)
        with django_assert_max_num_queries(most):
            client.get(page)
