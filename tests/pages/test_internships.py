"""Internships for pupils on the site: by week, in detail, applied to, consented to."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.jobs import display, services, weeks
from portal.jobs.models import Application, Consent, Offer
from tests.factories.jobs import make_internship, make_publication, make_student, numbers, send_internship

from .conftest import as_role

pytestmark = pytest.mark.django_db


def label(number: int) -> str:
    return display.week(weeks.coming()[number])


def path(internship) -> str:
    return f"/offres/{internship.pk}/postuler/"


@pytest.fixture
def student():
    return make_student()


@pytest.fixture
def pupil(student):
    client = Client()
    client.force_login(student)
    return client


def sent(internship, **changes) -> dict:
    values = {
        "weeks": [str(number) for number in numbers(internship)],
        "letter": "Je voudrais voir un atelier de près.",
        "phone": "06 11 22 33 44",
        "email": "eleve@exemple.example",
        "birth_date": (timezone.localdate() - timedelta(days=14 * 366)).isoformat(),
        "address": "10 rue de Paris, 91000 Évry",
        "representative_name": "Jean Dupont",
        "representative_email": "parent@exemple.example",
        "representative_phone": "06 12 34 56 78",
    }
    return values | changes


# --- By week --------------------------------------------------------------------------------------------------------
def test_the_list_shows_internships_with_a_seat_left_by_week(client):
    one = make_internship(title="Menuiserie", seats=(1, 1), places=["Lyon"])
    make_internship(title="Théâtre", weeks=[{"monday": weeks.coming()[1], "seats": 2}], places=["Brest"])
    full = make_internship(title="Complète", seats=(1,))
    send_internship(full)
    make_publication(title="Emploi", validated=True)
    make_internship(title="En attente", validated=False, pending=True)
    page = client.get("/stages/").text
    assert [name in page for name in ("Menuiserie", "Théâtre", "Complète", "Emploi", "En attente")] == [
        *(True, True, False, False, False)
    ]
    first = client.get("/stages/", {"semaine": weeks.coming()[0].isoformat()}).text
    assert ("Menuiserie" in first, "Théâtre" in first) == (True, False)
    send_internship(one, weeks=numbers(one)[:1])
    assert "Menuiserie" not in client.get("/stages/", {"semaine": weeks.coming()[0].isoformat()}).text
    assert "Menuiserie" in client.get("/stages/", {"semaine": weeks.coming()[1].isoformat()}).text


@pytest.mark.parametrize(("place", "found"), [("Lyon", True), ("69003", True), ("Rhône", True), ("Brest", False)])
def test_the_list_is_narrowed_to_a_place(client, place, found):
    make_internship(title="Menuiserie", places=["Lyon 3e"])
    assert ("Menuiserie" in client.get("/stages/", {"lieu": place}).text) == found


@pytest.mark.parametrize(
    "asked",
    [{"semaine": "hier"}, {"semaine": "2026-13-45"}, {"semaine": "2026-03-18"}, {"lieu": "Nullepart-les-Bains"},
     {"page": "abc"}, {"semaine": "\x00"}, {"lieu": "x" * 5000}],
)  # fmt: skip
def test_what_means_nothing_is_no_error(client, asked):
    make_internship(title="Menuiserie")
    response = client.get("/stages/", asked)
    assert response.status_code == 200
    assert "Menuiserie" in response.text


def test_an_empty_list_says_what_to_do(client):
    assert "revenez bientôt" in client.get("/stages/").text
    assert "Voir toutes les semaines" in client.get("/stages/", {"lieu": "Brest"}).text


def test_the_list_takes_the_same_statements_for_one_and_for_many(count_queries):
    make_internship(places=["Lyon"])
    few = len(count_queries(Client(), "/stages/"))
    for _number in range(4):
        send_internship(make_internship(places=["Lyon"]))
    assert len(count_queries(Client(), "/stages/")) == few
    assert few <= 12


# --- In detail ------------------------------------------------------------------------------------------------------
def test_the_detail_shows_weeks_and_what_is_left_of_their_seats(client):
    internship = make_internship(seats=(1, 3))
    send_internship(internship, weeks=numbers(internship)[:1])
    page = client.get(internship.get_absolute_url()).text
    assert label(0) in page
    assert "Complet" in page
    assert "3 places libres" in page


def test_seats_are_never_those_of_a_page_kept_for_visitors(client):
    internship = make_internship(seats=(2,))
    assert "2 places libres" in client.get(internship.get_absolute_url()).text
    send_internship(internship)
    assert "1 place libre" in client.get(internship.get_absolute_url()).text


@pytest.mark.parametrize(("role", "offered"), [("visitor", True), ("student", True), ("candidate", False)])
def test_the_button_is_for_pupils(role, offered):
    page = as_role(role).get(make_internship().get_absolute_url()).text
    assert ("/postuler/" in page) == offered


# --- Applying -------------------------------------------------------------------------------------------------------
def test_the_form_is_filled_from_the_profile(pupil):
    page = pupil.get(path(make_internship())).text
    for known in ("Jean Dupont", "parent@exemple.example", "+33612345678", "10 rue de Paris, 91000 Évry"):
        assert known in page
    assert label(0) in page


def test_a_pupil_applies_and_follows_the_application(pupil, student):
    internship = make_internship(seats=(2, 2))
    response = pupil.post(path(internship), sent(internship))
    assert response.status_code == 302
    application = Application.objects.get()
    assert [display.week(week.monday) for week in application.weeks.all()] == [label(0), label(1)]
    assert application.student_details.phone == "+33611223344"
    next_steps = pupil.get(response["Location"]).text
    assert "envoyée" in next_steps
    assert "nous avons écrit à parent@exemple.example" in next_steps
    page = pupil.get(reverse("application_sent", args=[application.pk])).text
    assert label(0) in page
    assert "pas encore répondu" in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"weeks": []}, "Choisissez au moins une semaine"),
        ({"weeks": ["1"]}, "plus ouverte"),
        ({"weeks": ["x"]}, "plus ouverte"),
        ({"letter": ""}, "pourquoi ce stage"),
        ({"letter": "x" * 1501}, "1500"),
        ({"address": ""}, "Indiquez votre adresse postale"),
        ({"birth_date": ""}, "Indiquez votre date de naissance"),
        ({"birth_date": "2090-01-01"}, "pas possible"),
        ({"representative_name": ""}, "moins de 18 ans"),
        ({"representative_email": ""}, "moins de 18 ans"),
        ({"representative_phone": ""}, "moins de 18 ans"),
        ({"representative_email": "eleve@exemple.example"}, "votre propre adresse"),
        ({"phone": "12"}, "téléphone"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(pupil, changes, words):
    internship = make_internship()
    response = pupil.post(path(internship), sent(internship, **changes))
    assert response.status_code == 200
    assert words in response.text.replace("&#x27;", "'")
    assert "10 rue de Paris" in response.text or "address" in changes
    assert not Application.objects.exists()


def test_somebody_of_age_names_no_representative(pupil):
    internship = make_internship()
    nobody = {"representative_name": "", "representative_email": "", "representative_phone": ""}
    assert pupil.post(path(internship), sent(internship, birth_date="1999-05-04", **nobody)).status_code == 302
    assert Application.objects.get().student_details.consent == Consent.NOT_NEEDED


def test_a_week_that_fills_up_meanwhile_is_said_in_the_form(pupil, monkeypatch):
    internship = make_internship(seats=(1, 1))
    read = services.internships.read

    def read_then_somebody_is_faster(actor, offer, given):
        found = read(actor, offer, given)
        monkeypatch.setattr(services.internships, "read", read)
        send_internship(internship, weeks=numbers(internship)[:1])
        return found

    monkeypatch.setattr(services.internships, "read", read_then_somebody_is_faster)
    response = pupil.post(path(internship), sent(internship))
    assert response.status_code == 200
    assert "Il ne reste plus de place" in response.text


def test_a_full_internship_says_so(pupil):
    internship = make_internship(seats=(1,))
    send_internship(internship)
    response = pupil.get(path(internship))
    assert response.status_code == 409
    assert "Voir les stages avec des places" in response.text


def test_others_are_told_who_applies(client):
    internship = make_internship()
    assert "/inscription/eleve/" in client.get(path(internship)).text
    assert as_role("candidate").get(path(internship)).status_code == 403
    assert as_role("student").get(path(make_publication(validated=True))).status_code == 403


# --- The recruiter --------------------------------------------------------------------------------------------------
def test_a_recruiter_reads_what_the_pupil_sent_and_the_consent():
    internship = make_internship()
    application = send_internship(internship)
    recruiter = Client()
    recruiter.force_login(internship.recruiter)
    address = reverse("application_received", args=[application.pk])
    page = recruiter.get(address).text
    for known in (label(0), "Jean Dupont", "parent@exemple.example", "Collège Jean-Macé", "pas encore répondu"):
        assert known in page
    services.internships.answer_consent(secret_of(mail.outbox), consents=False)
    assert "ne peut pas être acceptée" in recruiter.get(address).text
    refused = recruiter.post(reverse("application_transition", args=[application.pk]), {"target": "accepted"})
    assert "pas d" in refused.text
    assert Application.objects.get().status == "submitted"


def test_an_offer_is_declared_with_its_weeks(client):
    internship = make_internship(validated=False)
    client.force_login(internship.recruiter)
    monday = weeks.coming()[4]
    base = {"title": "Une semaine au four", "description": "Pain et brioches.", "currency": "EUR", "apply_by": "here",
            "remote": "none", "openings": "1", "contract": "stage_eleve", "action": "submit"}  # fmt: skip
    create = reverse("publication_create", args=["offres"])
    empty = client.post(create, base)
    assert "au moins une semaine" in empty.text
    wrong = client.post(create, {**base, "weeks-0": monday.isoformat(), "weeks-0-seats": "0"})
    assert "nombre de places entre 1 et 99" in wrong.text
    assert f'value="{monday.isoformat()}" selected' in wrong.text
    twice = {"weeks-0": monday.isoformat(), "weeks-0-seats": "2", "weeks-1": monday.isoformat(), "weeks-1-seats": "1"}
    assert "figure deux fois" in client.post(create, {**base, **twice}).text
    assert client.post(create, {**base, "contract": "cdi", **twice}).status_code == 200
    good = {"weeks-3": monday.isoformat(), "weeks-3-seats": "2", "weeks-0": "", "weeks-0-seats": "1"}
    assert client.post(create, {**base, **good}).status_code == 302
    made = Offer.objects.get(title="Une semaine au four")
    assert [(week.monday, week.seats) for week in made.weeks.all()] == [(monday, 2)]
    page = client.get(reverse("publication_edit", args=[made.pk])).text
    assert f'value="{monday.isoformat()}" selected' in page


# --- The representative ---------------------------------------------------------------------------------------------
def secret_of(messages) -> str:
    message = next(message for message in messages if message.to == ["parent@exemple.example"])
    address = next(word for word in message.body.split() if "/stages/accord/" in word)
    return urlsplit(address).path.rstrip("/").rsplit("/", 1)[1]


@pytest.fixture
def link():
    send_internship(make_internship())
    return f"/stages/accord/{secret_of(mail.outbox)}/"


def test_reading_the_link_decides_nothing(client, link):
    response = client.get(link)
    assert response.status_code == 200
    assert label(0) in response.text
    assert (response["X-Robots-Tag"], response["Referrer-Policy"]) == ("noindex, nofollow", "same-origin")
    assert "no-store" in response["Cache-Control"]
    assert client.head(link).status_code == 200
    assert Application.objects.get().student_details.consent == Consent.ASKED


@pytest.mark.parametrize(("answer", "consent"), [("oui", Consent.GIVEN), ("non", Consent.REFUSED)])
def test_the_answer_is_given_once(client, link, answer, consent):
    assert client.post(link, {"reponse": answer}).status_code == 302
    assert Application.objects.get().student_details.consent == consent
    assert 'name="reponse"' not in client.get(link).text
    assert client.post(link, {"reponse": "oui"}).status_code == 409
    assert Application.objects.get().student_details.consent == consent


def test_an_answer_that_is_none_changes_nothing(client, link):
    for sent_answer in ({}, {"reponse": "peut-être"}, {"reponse": "\x00"}):
        assert client.post(link, sent_answer).status_code == 400
    assert Application.objects.get().student_details.consent == Consent.ASKED


def test_the_answer_needs_a_token_of_the_form(link):
    assert Client(enforce_csrf_checks=True).post(link, {"reponse": "oui"}).status_code == 403


def test_a_link_that_is_guessed_is_404(client, link):
    for secret in ("x", "0" * 43, "é", "%00", str(Application.objects.get().student_details.uuid)):
        assert client.get(f"/stages/accord/{secret}/").status_code == 404
    hashed = Application.objects.get().student_details.consent_hash
    assert client.get(f"/stages/accord/{hashed}/").status_code == 404


def test_a_link_that_a_newer_mail_replaced_says_so(client, link):
    application = Application.objects.get()
    services.internships.ask_consent_again(application.candidate.user, application)
    response = client.get(link)
    assert response.status_code == 404
    assert "seul le lien du plus récent fonctionne" in response.text
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert client.post(link, {"reponse": "oui"}).status_code == 404


def test_an_application_that_is_over_asks_no_answer(client, link):
    application = Application.objects.get()
    services.applications.withdraw(application.candidate.user, application)
    assert "terminée" in client.get(link).text
    assert client.post(link, {"reponse": "oui"}).status_code == 409


# --- The profile ----------------------------------------------------------------------------------------------------
def test_a_pupil_fills_the_profile(pupil, student):
    page = reverse("space_profile")
    assert "Jean Dupont" in pupil.get(page).text
    values = {"first_name": "Lina", "last_name": "Ferreira", "school": "COLLEGE jean-macé, Villeurbanne",
              "class_name": "4e A", "birth_date": "2012-05-04", "representative_name": "Teresa",
              "representative_email": "teresa@exemple.example", "representative_phone": "0612345679"}  # fmt: skip
    assert pupil.post(page, values).status_code == 302
    profile = type(student).objects.get(pk=student.pk).student
    assert (profile.class_name, profile.representative_phone) == ("4e A", "+33612345679")
    assert profile.school.name == "Collège Jean-Macé, Villeurbanne"
    assert "Cette date de naissance" in pupil.post(page, {**values, "birth_date": "2090-01-01"}).text


def test_the_menu_of_a_pupil_leads_to_internships(pupil):
    assert 'href="/stages/"' in pupil.get("/mon-espace/").text


def test_a_week_that_has_begun_is_not_shown(client):
    internship = make_internship(seats=(1, 1))
    with time_machine.travel(timezone.now() + timedelta(days=7)):
        page = Client().get(internship.get_absolute_url()).text
        assert display.week(internship.weeks.first().monday) not in page


def test_a_pupil_has_the_consent_asked_again_while_it_is_awaited(pupil, student, mailoutbox):
    application = send_internship(make_internship(), student)
    page = reverse("application_sent", args=[application.pk])
    again = f"{page}accord/"
    assert again in pupil.get(page).content.decode()
    mailoutbox.clear()
    assert "Un nouveau message part vers parent@exemple.example." in pupil.post(again, follow=True).content.decode()
    assert [message.to for message in mailoutbox] == [["parent@exemple.example"]]
    services.internships.answer_consent(secret_of(mailoutbox), consents=True)
    assert again not in pupil.get(page).content.decode()
    assert "Une réponse a déjà été donnée" in pupil.post(again, follow=True).content.decode()
    assert pupil.get(again).status_code == 405
