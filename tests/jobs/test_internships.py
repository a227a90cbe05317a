"""Student internships: weeks and seats, who may apply, what is asked, and what a recruiter may still change."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone

from portal.core.errors import Forbidden, Invalid, TooMany
from portal.jobs import display, errors, services, weeks
from portal.jobs.internships import attach, taken, weeks_of
from portal.jobs.models import Application, ApplicationStatus, Consent, Offer, OfferWeek, Publication
from portal.moderation import services as moderation
from tests.factories.accounts import UserFactory
from tests.factories.jobs import (
    make_internship,
    make_publication,
    make_student,
    numbers,
    send_internship,
    verified_recruiter,
)

pytestmark = pytest.mark.django_db
S = ApplicationStatus


def left(internship) -> list[int]:
    return [week.left for week in weeks_of(Offer.objects.get(pk=internship.pk))]


def proposal(*seats) -> list[dict]:
    return [
        {"monday": monday, "seats": number} for monday, number in zip(weeks.coming(), seats, strict=False) if number
    ]


# --- Weeks ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("monday", "words"),
    [
        (date(2026, 3, 16), "Semaine du 16 mars au 20 mars"),
        (date(2025, 6, 16), "Semaine du 16 juin au 20 juin"),
        (date(2026, 3, 30), "Semaine du 30 mars au 3 avril"),
        (date(2026, 6, 1), "Semaine du 1 juin au 5 juin"),
        (date(2026, 12, 28), "Semaine du 28 décembre au 1 janvier"),
        (date(2026, 8, 3), "Semaine du 3 août au 7 août"),
    ],
)
def test_a_week_is_named_from_monday_to_friday_with_both_months(monday, words):
    assert weeks.label(monday) == words


def test_a_week_has_one_number_and_a_number_one_monday():
    mondays = [date(2026, 3, 16) + timedelta(weeks=number) for number in range(200)]
    assert [weeks.monday_of(weeks.number_of(monday)) for monday in mondays] == mondays
    assert weeks.number_of(date(2026, 3, 23)) == weeks.number_of(date(2026, 3, 16)) + 1
    assert weeks.monday_of(10**18) is None


def test_the_week_that_runs_is_not_to_come():
    monday = date(2026, 3, 16)
    assert not weeks.is_future(monday, date(2026, 3, 16))
    assert weeks.is_future(monday, date(2026, 3, 15))
    assert weeks.coming(date(2026, 3, 16))[0] == date(2026, 3, 23)
    assert weeks.coming(date(2026, 3, 15))[0] == date(2026, 3, 16)


# --- What a recruiter writes ----------------------------------------------------------------------------------------
def test_an_internship_is_submitted_with_a_week_to_come_and_kept_as_a_draft_without():
    with pytest.raises(Invalid) as refusal:
        make_internship(weeks=[])
    assert list(refusal.value.fields) == ["weeks"]
    assert make_internship(weeks=[], validated=False).status == "draft"
    past = [{"monday": weeks.monday_before(timezone.localdate()), "seats": 1}]
    with pytest.raises(Invalid):
        make_internship(weeks=past)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"contract": "cdi"}, "weeks"),
        ({"apply_by": "url", "apply_url": "https://exemple.example/"}, "apply_by"),
        ({"questions": [{"text": "Permis B ?"}]}, "questions"),
        ({"weeks": [{"monday": date(2031, 3, 18), "seats": 1}]}, "weeks"),
        ({"weeks": [{"monday": date(2031, 3, 17), "seats": 0}]}, "weeks"),
        ({"weeks": [{"monday": date(2031, 3, 17), "seats": 100}]}, "weeks"),
        ({"weeks": [{"monday": date(2031, 3, 17), "seats": 1}] * 2}, "weeks"),
    ],
)
def test_what_an_internship_cannot_be(values, field):
    with pytest.raises(Invalid) as refusal:
        make_internship(**values)
    assert field in refusal.value.fields


def test_an_edit_changes_the_weeks_once_an_editor_has_approved_it():
    internship = make_internship(seats=(2, 2))
    services.publications.edit(internship.recruiter, internship, {"weeks": proposal(0, 3, 1)})
    assert left(internship) == [2, 2]
    moderation.approve(UserFactory(editor=True), internship)
    assert left(internship) == [3, 1]
    assert numbers(internship)[0] == weeks.number_of(weeks.coming()[1])


def test_a_week_that_applications_hold_is_neither_taken_out_nor_cut_short():
    internship = make_internship(seats=(2, 2))
    for _number in range(2):
        send_internship(internship, weeks=numbers(internship)[:1])
    recruiter = internship.recruiter
    for seats in ((0, 2), (1, 2)):
        with pytest.raises(Invalid) as refusal:
            services.publications.edit(recruiter, internship, {"weeks": proposal(*seats)})
        assert "2 places sont prises" in refusal.value.fields["weeks"][0]
    with pytest.raises(Invalid):
        services.publications.edit(recruiter, internship, {"contract": "cdi", "weeks": []})
    services.publications.edit(recruiter, internship, {"weeks": proposal(2)})


def test_a_week_is_free_to_change_once_its_applications_are_answered():
    internship = make_internship(seats=(2, 2))
    application = send_internship(internship)
    services.applications.transition(internship.recruiter, application, S.REJECTED)
    services.publications.edit(internship.recruiter, internship, {"weeks": proposal(0, 1)})


def test_what_is_taken_while_an_edit_waits_stays_taken_when_it_is_approved():
    internship = make_internship(seats=(2, 2))
    services.publications.edit(internship.recruiter, internship, {"weeks": proposal(0, 1)})
    one, other = send_internship(internship), send_internship(internship)
    moderation.approve(UserFactory(editor=True), internship)
    assert [week.monday for week in one.weeks.all()] == weeks.coming()[:2] == [w.monday for w in other.weeks.all()]
    assert left(internship) == [0]
    with pytest.raises(errors.NoWeekLeft):
        send_internship(internship)


# --- Who applies, with what -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["candidate", "prestataire", "recruiter", "editor", "admin", "reader", "consultant"])
def test_only_pupils_apply_to_internships(role):
    person = UserFactory(**({} if role == "candidate" else {role: True}))
    with pytest.raises(errors.WrongAudience):
        services.applications.apply(person, make_internship(), letter="Bonjour", student={"weeks": [1]})


@pytest.mark.parametrize("kind", ["offer", "bourse", "financement", "consultation"])
def test_pupils_apply_to_nothing_else(kind):
    with pytest.raises(errors.WrongAudience):
        services.applications.apply(make_student(), make_publication(kind, validated=True), letter="Bonjour")


def test_an_application_keeps_what_the_pupil_said_as_it_was_sent():
    student = make_student()
    application = send_internship(make_internship(), student, address="3 place du Marché, 69001 Lyon")
    from portal.accounts.services import update_profile

    update_profile(student, {"address": "Ailleurs", "representative_name": "Une autre"})
    details = Application.objects.get(pk=application.pk).student_details
    assert details.address == "3 place du Marché, 69001 Lyon"
    assert (details.representative_name, details.representative_phone) == ("Jean Dupont", "+33612345678")
    assert (details.school, details.class_name) == ("Collège Jean-Macé, Villeurbanne", "3e B")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"weeks": []}, "weeks"),
        ({"weeks": [1]}, "weeks"),
        ({"phone": "12"}, "phone"),
        ({"email": "eleve"}, "email"),
        ({"address": ""}, "address"),
        ({"address": "x" * 501}, "address"),
        ({"birth_date": date(2090, 1, 1)}, "birth_date"),
        ({"birth_date": date(1850, 1, 1)}, "birth_date"),
        ({"representative_name": ""}, "representative_name"),
        ({"representative_name": "x" * 151}, "representative_name"),
        ({"representative_name": "Gagnez sur http://a.example/"}, "representative_name"),
        ({"representative_email": "parent"}, "representative_email"),
        ({"representative_phone": "parent"}, "representative_phone"),
        ({"letter": ""}, "letter"),
        ({"letter": "x" * 1501}, "letter"),
    ],
)
def test_what_is_refused_is_named_and_nothing_is_written(given, field):
    with pytest.raises(Invalid) as refusal:
        send_internship(make_internship(), **given)
    assert list(refusal.value.fields) == [field]
    assert not Application.objects.exists()


def test_a_pupil_does_not_consent_in_the_place_of_a_parent():
    student = make_student()
    with pytest.raises(Invalid) as refusal:
        send_internship(make_internship(), student, representative_email=student.email.upper())
    assert list(refusal.value.fields) == ["representative_email"]


def test_limits_are_reached_exactly():
    application = send_internship(make_internship(), letter="x" * 1500, address="y" * 500)
    assert (len(application.letter), len(application.student_details.address)) == (1500, 500)


# --- Seats ----------------------------------------------------------------------------------------------------------
def test_a_seat_is_taken_in_each_week_and_given_back_by_each_way_out():
    internship = make_internship(seats=(3, 3))
    recruiter, student = internship.recruiter, make_student()
    assert left(internship) == [3, 3]
    sent = [send_internship(internship, student), send_internship(internship, weeks=numbers(internship)[:1])]
    assert left(internship) == [1, 2]
    services.applications.transition(recruiter, sent[1], S.ACCEPTED)
    assert left(internship) == [1, 2]
    services.applications.withdraw(student, sent[0])
    assert left(internship) == [2, 3]
    send_internship(internship, student)
    services.applications.transition(None, sent[0], S.EXPIRED)
    assert left(internship) == [2, 3]
    rejected = send_internship(internship)
    services.applications.transition(recruiter, rejected, S.REJECTED)
    assert left(internship) == [2, 3]


def test_a_full_week_is_refused_and_another_one_is_not():
    internship = make_internship(seats=(1, 1))
    first, second = numbers(internship)
    send_internship(internship, weeks=[first])
    with pytest.raises(errors.WeekFull):
        send_internship(internship, weeks=[first, second])
    send_internship(internship, weeks=[second])
    with pytest.raises(errors.NoWeekLeft):
        send_internship(internship, weeks=[second])


def test_a_rejected_application_is_opened_again_only_while_its_seat_is_free():
    internship = make_internship(seats=(1,))
    rejected = send_internship(internship)
    recruiter = internship.recruiter
    services.applications.transition(recruiter, rejected, S.REJECTED)
    services.applications.transition(recruiter, rejected, S.SCREENING, reason="Une erreur")
    services.applications.transition(recruiter, rejected, S.REJECTED)
    send_internship(internship)
    with pytest.raises(errors.WeekFull):
        services.applications.transition(recruiter, rejected, S.SCREENING, reason="Une erreur")
    assert left(internship) == [0]


def test_an_application_sent_again_starts_anew_with_its_new_weeks():
    internship, student = make_internship(seats=(2, 2)), make_student()
    application = send_internship(internship, student)
    services.applications.withdraw(student, application)
    known = application.student_details.uuid
    again = send_internship(internship, student, weeks=numbers(internship)[1:])
    assert again.pk == application.pk
    assert again.student_details.uuid == known
    assert left(internship) == [2, 1]


def test_the_weeks_of_a_page_of_offers_take_one_statement(django_assert_num_queries):
    several = [make_internship(seats=(2, 1)) for _number in range(3)]
    send_internship(several[0])
    rows = list(Offer.objects.filter(pk__in=[row.pk for row in several]).order_by("pk"))
    with django_assert_num_queries(1):
        attach(rows)
        assert [[week.left for week in weeks_of(row)] for row in rows] == [[1, 0], [2, 1], [2, 1]]
    plain = list(Offer.objects.filter(pk=make_publication(validated=True).pk))
    with django_assert_num_queries(0):
        attach(plain)


def test_the_database_refuses_a_week_twice_and_seats_out_of_bounds():
    from django.db import IntegrityError, transaction

    internship = make_internship()
    row = internship.weeks.first()
    for values in ({"monday": row.monday}, {"monday": row.monday - timedelta(weeks=9), "seats": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OfferWeek.objects.create(offer=internship, **values)


def test_applications_are_counted_whatever_the_publication(django_assert_num_queries):
    assert taken([]) == {}
    internship = make_internship()
    send_internship(internship)
    assert Publication.objects.get(pk=internship.pk).applications_count == 1


# --- Consent --------------------------------------------------------------------------------------------------------
def link_of(message) -> str:
    return next(word for word in message.body.split() if "/stages/accord/" in word)


def asked_of(address: str = "parent@exemple.example"):
    return next(message for message in mail.outbox if message.to == [address])


def secret_of_last() -> str:
    return link_of(asked_of()).rstrip("/").rsplit("/", 1)[1]


def test_the_representative_of_a_minor_is_told_and_asked():
    application = send_internship(make_internship())
    message = asked_of()
    assert "Une semaine à la menuiserie" in message.body
    assert "seul le lien de celui-ci fonctionne" not in message.body
    assert display.week(weeks.coming()[0]) in message.body
    assert application.student_details.consent == Consent.ASKED
    assert len(secret_of_last()) >= 40
    assert secret_of_last() not in application.student_details.consent_hash


@pytest.mark.parametrize(
    ("years", "asked"), [(14, True), (17, True), (19, False), (None, True)], ids=["14", "17", "19", "unknown"]
)
def test_consent_is_asked_of_minors_and_of_those_whose_age_is_unknown(years, asked):
    birth_date = years and timezone.localdate() - timedelta(days=years * 366)
    application = send_internship(make_internship(), make_student(birth_date=birth_date))
    assert (application.student_details.consent == Consent.ASKED) == asked
    assert any(message.to == ["parent@exemple.example"] for message in mail.outbox) == asked


def test_somebody_of_age_names_no_representative():
    student = make_student(
        birth_date=date(1990, 5, 4), representative_name="", representative_email="", representative_phone=""
    )
    assert send_internship(make_internship(), student).student_details.consent == Consent.NOT_NEEDED


@pytest.mark.parametrize("consents", [True, False])
def test_the_answer_is_recorded_once_with_its_date_and_told(consents):
    application = send_internship(make_internship())
    services.internships.answer_consent(secret_of_last(), consents=consents)
    details = Application.objects.get(pk=application.pk).student_details
    assert details.consent == (Consent.GIVEN if consents else Consent.REFUSED)
    assert details.consent_at is not None
    assert Application.objects.get(pk=application.pk).status == S.SUBMITTED
    with pytest.raises(errors.ConsentAnswered):
        services.internships.answer_consent(secret_of_last(), consents=not consents)
    told = {message.to[0] for message in mail.outbox if "a répondu" in message.body}
    assert told == {application.publication.recruiter.email, application.candidate.user.email}


def test_the_pupil_has_the_mail_sent_again_and_the_new_link_replaces_the_old_one():
    student = make_student()
    application = send_internship(make_internship(), student)
    old = secret_of_last()
    mail.outbox.clear()
    services.internships.ask_consent_again(student, application)
    assert services.internships.by_secret(old) is None
    assert "seul le lien de celui-ci fonctionne" in asked_of().body
    assert "seul le lien de celui-ci fonctionne" in asked_of().alternatives[0][0]
    services.internships.answer_consent(secret_of_last(), consents=True)
    assert Application.objects.get(pk=application.pk).student_details.consent == Consent.GIVEN
    with pytest.raises(errors.ConsentAnswered):
        services.internships.ask_consent_again(student, application)


def test_consent_is_asked_again_by_nobody_else_and_of_nobody_who_need_not_give_it():
    student = make_student()
    application = send_internship(make_internship(), student)
    for actor in (application.publication.recruiter, make_student()):
        with pytest.raises(Forbidden):
            services.internships.ask_consent_again(actor, application)
    services.applications.withdraw(student, application)
    with pytest.raises(errors.ConsentAnswered):
        services.internships.ask_consent_again(student, application)
    grown = make_student(birth_date=date(1990, 5, 4))
    of_age = send_internship(make_internship(), grown)
    with pytest.raises(errors.ConsentAnswered):
        services.internships.ask_consent_again(grown, of_age)


@pytest.mark.parametrize("rates", [{"consent": "2/d"}, {"mailbox": "2/d"}])
def test_a_representative_is_not_flooded(settings, rates):
    student = make_student()
    application = send_internship(make_internship(), student)
    settings.API_RATES = rates
    mail.outbox.clear()
    with time_machine.travel(timezone.now().replace(hour=12), tick=False):
        for _time in range(2):
            services.internships.ask_consent_again(student, application)
        secret = mail.outbox[-1]
        with pytest.raises(TooMany) as refusal:
            services.internships.ask_consent_again(student, application)
    assert refusal.value.retry_after > 0
    assert len(mail.outbox) == 2
    assert services.internships.by_secret(link_of(secret).rstrip("/").rsplit("/", 1)[1]) == application


def test_a_withdrawn_application_takes_no_answer_and_a_new_one_has_a_new_link():
    internship, student = make_internship(), make_student()
    application = send_internship(internship, student)
    old = secret_of_last()
    services.applications.withdraw(student, application)
    with pytest.raises(errors.ConsentAnswered):
        services.internships.answer_consent(old, consents=True)
    mail.outbox.clear()
    send_internship(internship, student)
    assert secret_of_last() != old
    assert services.internships.by_secret(old) is None
    assert services.internships.by_secret("") is None


def test_accepting_waits_for_no_consent_but_never_goes_against_a_refusal():
    internship = make_internship(seats=(9,))
    waiting = send_internship(internship)
    assert services.applications.transition(internship.recruiter, waiting, S.ACCEPTED).status == S.ACCEPTED
    mail.outbox.clear()
    refused = send_internship(internship)
    services.internships.answer_consent(secret_of_last(), consents=False)
    with pytest.raises(errors.ConsentRefused):
        services.applications.transition(internship.recruiter, refused, S.ACCEPTED)
    services.applications.transition(internship.recruiter, refused, S.REJECTED)


def test_a_recruiter_of_another_company_changes_nothing():
    from portal.core.errors import Forbidden

    with pytest.raises(Forbidden):
        services.publications.edit(verified_recruiter(), make_internship(), {"weeks": []})
