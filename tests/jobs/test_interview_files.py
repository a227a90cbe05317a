"""The calendar file of an interview (RFC 5545), read back as a calendar would."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from icalendar import Calendar

from portal.core.dates import PARIS
from portal.jobs import ical, services
from portal.jobs.models import Interview
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_interview, verified_recruiter

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)
#: Either side of the night of 28 to 29 March 2026, when Paris changes its clocks.
WINTER, SUMMER = datetime(2026, 3, 27, 13, tzinfo=UTC), datetime(2026, 3, 30, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def interview():
    return make_interview(
        starts_at=WINTER, note="Salle 4, 2e étage ; demandez Gaëlle, \\ ou Léo.\nApportez vos papiers."
    )


def read(interview, *, for_recruiter=False):
    interview = Interview.objects.for_list().get(pk=interview.pk)
    text = ical.interview_file(interview, for_recruiter=for_recruiter)
    calendar = Calendar.from_ical(text)
    [event] = calendar.walk("VEVENT")
    return text, calendar, event


def test_it_says_when_in_the_time_of_paris_with_its_rules(interview, clock):
    text, calendar, event = read(interview)
    assert "DTSTART;TZID=Europe/Paris:20260327T140000" in text
    assert "DTEND;TZID=Europe/Paris:20260327T144500" in text
    assert event.start == WINTER.astimezone(PARIS)
    assert event.end - event.start == timedelta(minutes=45)
    assert [zone["TZID"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Paris"]
    moved = services.interviews.move(interview.organiser, interview, starts_at=SUMMER)
    assert "DTSTART;TZID=Europe/Paris:20260330T140000" in read(moved)[0]


def test_its_identity_stays_and_its_sequence_grows(interview):
    recruiter = interview.organiser
    first = read(interview)[2]
    moved = read(services.interviews.move(recruiter, interview, place="Salle Daumier"))[2]
    text, calendar, last = read(services.interviews.cancel(recruiter, interview))
    assert first["UID"] == moved["UID"] == last["UID"] == str(interview.uid)
    assert [event["SEQUENCE"] for event in (first, moved, last)] == [0, 1, 2]
    assert [event["STATUS"] for event in (first, moved, last)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert calendar["METHOD"] == "CANCEL"
    assert read(interview)[1]["METHOD"] == "CANCEL"
    assert text.endswith("END:VCALENDAR\r\n")


def test_it_has_what_the_standard_asks_for(interview):
    text, calendar, event = read(interview)
    assert calendar["VERSION"] == "2.0"
    for name in ("PRODID", "METHOD"):
        assert calendar[name]
    for name in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "ORGANIZER"):
        assert event[name]
    assert event["SEQUENCE"] == 0
    assert str(event["DTSTAMP"].dt.tzinfo) == "UTC"
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")


def test_each_side_reads_of_the_other(interview):
    candidate, recruiter = read(interview)[2], read(interview, for_recruiter=True)[2]
    application = interview.application
    assert application.publication.company_name in candidate["SUMMARY"]
    assert str(application.candidate) in recruiter["SUMMARY"]
    assert candidate["URL"].endswith(f"/mon-espace/candidatures/{application.pk}/")
    assert recruiter["URL"].endswith(f"/mon-espace/candidatures-recues/{application.pk}/")
    assert recruiter.organizer.startswith("mailto:ne-pas-repondre@")


def test_a_link_is_the_place_of_a_video_call(interview):
    moved = services.interviews.move(interview.organiser, interview, place="", link="https://visio.example/abc?a=1;b")
    event = read(moved)[2]
    assert event["LOCATION"] == "https://visio.example/abc?a=1;b"
    assert "https://visio.example/abc?a=1;b" in event["DESCRIPTION"]


@pytest.mark.parametrize(
    "text", ['Clinique "du Lac"', "a\r\nATTENDEE:mailto:x@y.example", "a;b,c:d\\n", "^n^'", "\u2028Ligne", "É" * 120]
)
def test_words_of_people_stay_words(interview, text):
    publication = interview.application.publication
    type(publication).objects.filter(pk=publication.pk).update(company_name=text)
    moved = services.interviews.move(interview.organiser, interview, place=text, note=text)
    _text, calendar, event = read(moved)
    assert set(event) == set(read(make_interview(note="Bonjour", starts_at=WINTER))[2])
    assert event["LOCATION"] == " ".join(text.split())
    assert len(calendar.walk("VEVENT")) == 1
    assert "ATTENDEE" not in event


@pytest.mark.parametrize("end", ["\r", "\x85", "\u2028", "\u2029", "\x1c"])
def test_a_note_begins_no_line_whatever_a_calendar_takes_for_an_end(interview, end):
    moved = services.interviews.move(interview.organiser, interview, note=f"Bonjour{end}ATTENDEE:mailto:x@y.example")
    assert not [line for line in read(moved)[0].splitlines() if line.startswith("ATTENDEE")]


# --- Its address ----------------------------------------------------------------------------------------------------
def address(interview):
    return reverse("interview_file", args=[interview.pk])


def test_both_sides_download_it(interview, client):
    for person in (interview.application.candidate.user, interview.organiser):
        client.force_login(person)
        response = client.get(address(interview))
        assert response.status_code == 200
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert response["Content-Disposition"] == 'attachment; filename="entretien.ics"'
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in response["Cache-Control"]
        assert str(interview.uid) in response.content.decode()


def test_for_anybody_else_there_is_no_such_address(interview, client):
    assert client.get(address(interview))["Location"].startswith("/compte/connexion/")
    for stranger in (UserFactory(), UserFactory(admin=True), UserFactory(editor=True), verified_recruiter()):
        client.force_login(stranger)
        assert client.get(address(interview)).status_code == 404
    assert client.post(address(interview)).status_code == 405
