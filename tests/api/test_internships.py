"""Internships for pupils through `/api/`: weeks of an offer, applying, what both sides read."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.jobs import services, weeks
from portal.pages.kept import forget
from tests.api.client import Api
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

OFFER = {"titre": "Une semaine au four", "description": "Pain et brioches.", "type_contrat": "stage_eleve"}


def monday(number: int) -> str:
    return weeks.coming()[number].isoformat()


def test_a_recruiter_declares_weeks_and_seats():
    api = Api(verified_recruiter())
    refused = api.post("recruteur/offres/", OFFER)
    assert (refused.status_code, list(refused.json())) == (400, ["semaines"])
    sent = {**OFFER, "semaines": [{"lundi": monday(4), "places": 3}, {"lundi": monday(2)}], "adresse": "1 rue du Four"}
    made = api.post("recruteur/offres/", sent)
    assert made.status_code == 201
    assert [(week["lundi"], week["places"], week["places_restantes"]) for week in made.json()["semaines"]] == [
        (monday(2), 1, 1),
        (monday(4), 3, 3),
    ]
    assert made.json()["semaines"][0]["libelle"] == weeks.label(weeks.coming()[2])
    assert made.json()["adresse"] == "1 rue du Four"
    whole = api.put(f"recruteur/offres/{made.json()['id']}/", made.json() | {"titre": "Au fournil"})
    assert whole.json()["semaines"] == made.json()["semaines"]


@pytest.mark.parametrize(
    "wrong",
    [[{"lundi": "2031-03-18"}], [{"lundi": "2031-03-17", "places": 0}], [{"lundi": "2031-03-17", "places": 100}],
     [{"lundi": "hier"}], [{}], ["2031-03-17"], "2031-03-17", [{"lundi": "2031-03-17"}] * 2,
     [{"lundi": "2031-03-17"}] * 61],
)  # fmt: skip
def test_weeks_that_cannot_be_are_400(wrong):
    answer = Api(verified_recruiter()).post("recruteur/offres/", {**OFFER, "semaines": wrong})
    assert (answer.status_code, list(answer.json())) == (400, ["semaines"])


def test_a_week_that_is_held_is_400_in_the_words_of_the_contract():
    internship = make_internship(seats=(2, 2))
    send_internship(internship)
    api = Api(internship.recruiter)
    answer = api.put(f"recruteur/offres/{internship.pk}/", {"semaines": []})
    assert (answer.status_code, list(answer.json())) == (400, ["semaines"])


def test_the_public_reads_weeks_and_what_is_left():
    internship = make_internship(seats=(2, 1))
    send_internship(internship, weeks=numbers(internship)[:1])
    for body in (Api().get(f"offres/{internship.pk}/").json(), Api().get("offres/").json()["results"][0]):
        assert [week["places_restantes"] for week in body["semaines"]] == [1, 1]
    plain = make_publication(validated=True)
    assert Api().get(f"offres/{plain.pk}/").json()["semaines"] == []


def test_a_pupil_applies_with_what_the_profile_says():
    internship, student = make_internship(), make_student()
    api = Api(student)
    sent = {"lettre_motivation": "Je suis très motivé.", "semaines": numbers(internship)[:1]}
    answer = api.post(f"offres/{internship.pk}/postuler/", sent)
    assert answer.status_code == 201
    stage = answer.json()["stage"]
    assert [week["id"] for week in stage["semaines"]] == numbers(internship)[:1]
    assert (stage["representant_nom"], stage["representant_telephone"]) == ("Jean Dupont", "+33612345678")
    assert (stage["accord"], stage["date_accord"]) == ("en_attente", None)
    assert api.post(f"offres/{internship.pk}/postuler/", sent).status_code == 409
    received = Api(internship.recruiter).get("recruteur/candidatures/").json()["results"][0]
    assert received["stage"] == stage
    assert ["parent@exemple.example"] in [message.to for message in mail.outbox]


@pytest.mark.parametrize(
    ("changes", "name"),
    [({"semaines": []}, "semaines"), ({"semaines": [1]}, "semaines"), ({"semaines": ["x"]}, "semaines"),
     ({"lettre_motivation": ""}, "lettre_motivation"), ({"lettre_motivation": "x" * 1501}, "lettre_motivation"),
     ({"adresse": ""}, "adresse"), ({"adresse": "x" * 501}, "adresse"), ({"telephone": "12"}, "telephone"),
     ({"date_naissance": "2090-01-01"}, "date_naissance"), ({"date_naissance": "0001-01-01"}, "date_naissance"),
     ({"representant_email": "parent"}, "representant_email"), ({"representant_nom": ""}, "representant_nom")],
)  # fmt: skip
def test_what_is_refused_is_named_in_the_words_of_the_contract(changes, name):
    internship = make_internship()
    sent = {"lettre_motivation": "Je suis très motivé.", "semaines": numbers(internship), **changes}
    answer = Api(make_student()).post(f"offres/{internship.pk}/postuler/", sent)
    assert (answer.status_code, list(answer.json())) == (400, [name])


def test_a_full_week_is_409_and_others_than_pupils_are_403():
    internship = make_internship(seats=(1, 1))
    send_internship(internship, weeks=numbers(internship)[:1])
    sent = {"lettre_motivation": "Bonjour", "semaines": numbers(internship)}
    assert Api(make_student()).post(f"offres/{internship.pk}/postuler/", sent).status_code == 409
    assert Api(UserFactory()).post(f"offres/{internship.pk}/postuler/", sent).status_code == 403
    offer = make_publication(validated=True)
    assert Api(make_student()).post(f"offres/{offer.pk}/postuler/", {}).status_code == 403


def test_a_refused_consent_keeps_from_accepting():
    internship = make_internship()
    application = send_internship(internship)
    body = next(message.body for message in mail.outbox if message.to == ["parent@exemple.example"])
    secret = next(word for word in body.split() if "/accord/" in word).rstrip("/").rsplit("/", 1)[1]
    services.internships.answer_consent(secret, consents=False)
    api = Api(internship.recruiter)
    answer = api.put(f"recruteur/candidatures/{application.pk}/statut/", {"statut": "acceptee"})
    assert answer.status_code == 409
    shown = api.get(f"recruteur/candidatures/{application.pk}/").json()
    assert (shown["statut"], shown["stage"]["accord"]) == ("nouvelle", "refuse")


def test_a_pupil_writes_the_profile():
    api = Api(UserFactory(student=True))
    sent = {"etablissement": "Collège Jean-Macé, Villeurbanne", "classe": "3e B", "date_naissance": "2012-05-04",
            "adresse": "10 rue de Paris", "representant_nom": "Jean", "representant_email": "p@exemple.example",
            "representant_telephone": "06 12 34 56 78"}  # fmt: skip
    answer = api.put("auth/profile/", sent)
    assert answer.status_code == 200
    found = {name: answer.json()[name] for name in sent}
    assert found == {**sent, "representant_telephone": "+33612345678"}
    for wrong in ({"date_naissance": "2090-01-01"}, {"date_naissance": "x"}, {"representant_telephone": "x"}):
        refused = api.put("auth/profile/", wrong)
        assert (refused.status_code, list(refused.json())) == (400, list(wrong))


def test_lists_take_the_same_statements_for_one_and_for_many():
    recruiter, student = verified_recruiter(), make_student()
    lists = {
        "offres/": None,
        "recruteur/offres/": recruiter,
        "recruteur/candidatures/": recruiter,
        "candidat/candidatures/": student,
    }

    def statements(path: str, expected: int) -> int:
        forget()
        with CaptureQueriesContext(connection) as queries:
            assert len(Api(lists[path]).get(path).json()["results"]) == expected
        return len(queries)

    send_internship(make_internship(recruiter=recruiter), student)
    for path in lists:
        statements(path, 1)
    few = {path: statements(path, 1) for path in lists}
    for _number in range(3):
        send_internship(make_internship(recruiter=recruiter), student)
    assert {path: statements(path, 4) for path in lists} == few
    assert max(few.values()) <= 8
