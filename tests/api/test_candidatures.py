"""003 §4: applications sent, received and answered."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext

from portal.accounts.models import Role
from portal.accounts.services import update_profile
from portal.api.frontend import words
from portal.jobs import services
from portal.jobs.models import Application, ApplicationStatus, Status
from tests.api.client import Api
from tests.factories.accounts import UserFactory, pdf
from tests.factories.jobs import make_application, make_publication, verified_recruiter

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(db):
    return make_publication(validated=True)


def test_an_application_by_the_id_of_any_publication(offer):
    bourse = make_publication("bourse", validated=True)
    api = Api(UserFactory())
    for publication in (offer, bourse):
        answer = api.post("candidat/candidatures/", {"offre": publication.pk, "lettre_motivation": "Bonjour."})
        assert (answer.status_code, answer.json()["offre"]) == (201, publication.pk)
    assert api.get("candidat/candidatures/").json()["count"] == 2
    assert api.get("candidat/candidatures/", type_publication="bourse").json()["count"] == 1


def test_a_second_application_is_409_until_the_first_is_taken_back(offer):
    api = Api(UserFactory())
    first = api.post(f"offres/{offer.pk}/postuler/", {"lettre_motivation": "Un"}).json()
    again = api.post("candidat/candidatures/", {"offre": offer.pk})
    assert (again.status_code, again.json()) == (409, {"detail": "You have already applied."})
    deleted = api.delete(f"candidat/candidatures/{first['id']}/")
    assert (deleted.status_code, deleted.content) == (204, b"")
    assert api.get("candidat/candidatures/").json()["results"][0]["statut"] == "retiree"
    assert api.delete(f"candidat/candidatures/{first['id']}/").status_code == 409
    assert api.post(f"offres/{offer.pk}/postuler/", {}).json()["statut"] == "nouvelle"
    assert Application.objects.count() == 1


def test_the_cv_is_a_file_or_that_of_the_profile(offer):
    user = UserFactory()
    api = Api(user)
    refused = api.post(f"offres/{offer.pk}/postuler/", {"cv": 12})
    assert (refused.status_code, list(refused.json())) == (400, ["cv"])
    bad = api.post(f"offres/{offer.pk}/postuler/", form={"cv": pdf("cv.pdf", size=6 * 1024 * 1024)})
    assert (bad.status_code, list(bad.json())) == (413, ["detail"])
    text = SimpleUploadedFile("cv.pdf", b"no pdf")
    assert api.post(f"offres/{offer.pk}/postuler/", form={"cv": text}).status_code == 400
    assert not Application.objects.exists()
    api.put("auth/profile/", form={"cv": pdf("profil.pdf")})
    assert api.post(f"offres/{offer.pk}/postuler/", {"cv": None}).json()["cv"]["nom"] == "profil.pdf"


def test_only_the_right_kind_of_account_applies(offer):
    consultation = make_publication("consultation", validated=True)
    assert Api().post(f"offres/{offer.pk}/postuler/", {}).status_code == 401
    assert Api(verified_recruiter()).post(f"offres/{offer.pk}/postuler/", {}).status_code == 403
    assert Api(UserFactory()).post(f"consultations/{consultation.pk}/postuler/", {}).status_code == 403
    assert Api(UserFactory(prestataire=True)).post(f"offres/{offer.pk}/postuler/", {}).status_code == 403
    assert Api(UserFactory(prestataire=True)).post(f"consultations/{consultation.pk}/postuler/", {}).status_code == 201


@pytest.mark.parametrize("state", ["pending", "closed", "expired", "withdrawn", "refused"])
def test_nobody_applies_to_what_is_not_visible(state):
    publication = make_publication(**{state: True})
    api = Api(UserFactory())
    assert api.post(f"offres/{publication.pk}/postuler/", {}).status_code == 404
    assert api.post("candidat/candidatures/", {"offre": publication.pk}).status_code == 404


def test_a_required_question_is_answered(offer):
    publication = make_publication(validated=True, questions=[{"text": "Permis B ?", "required": True}])
    api = Api(UserFactory())
    assert list(api.post(f"offres/{publication.pk}/postuler/", {}).json()) == ["reponses"]
    sent = api.post(f"offres/{publication.pk}/postuler/", {"reponses": ["Oui"]}).json()
    assert sent["reponses"] == [{"question": "Permis B ?", "reponse": "Oui"}]


@pytest.fixture
def received(offer):
    application = make_application(publication=offer)
    return Api(offer.recruiter), application


def test_a_recruiter_answers_and_keeps_notes_for_the_company(received):
    api, application = received
    path = f"recruteur/candidatures/{application.pk}/"
    answer = api.put(f"{path}statut/", {"statut": "en_cours", "notes_recruteur": "À rappeler lundi."})
    assert (answer.status_code, answer.json()["statut"]) == (200, "en_cours")
    assert answer.json()["notes_recruteur"] == "À rappeler lundi."
    again = api.put(f"{path}statut/", {"statut": "en_cours", "notes_recruteur": "À rappeler lundi."})
    assert (again.status_code, application.notes.count()) == (200, 1)
    assert "notes_recruteur" not in Api(application.candidate.user).get("candidat/candidatures/").json()["results"][0]
    colleague = Api(verified_recruiter(company=application.publication.company))
    assert colleague.get(path).json()["notes_recruteur"] == "À rappeler lundi."


@pytest.mark.parametrize("statut", ["nouvelle", "retiree", "expiree", "inconnu", "", None, 1, ["en_cours"]])
def test_states_nobody_sets_are_400(received, statut):
    api, application = received
    answer = api.put(f"recruteur/candidatures/{application.pk}/statut/", {"statut": statut})
    assert (answer.status_code, list(answer.json())) == (400, ["statut"])


def test_an_illegal_change_is_409_and_a_return_needs_a_reason(received):
    api, application = received
    path = f"recruteur/candidatures/{application.pk}/statut/"
    assert api.put(path, {"statut": "acceptee"}).status_code == 200
    assert api.put(path, {"statut": "acceptee"}).status_code == 200
    assert api.put(path, {"statut": "refusee"}).status_code == 409
    assert list(api.put(path, {"statut": "en_cours"}).json()) == ["motif"]
    assert api.put(path, {"statut": "en_cours", "motif": "Le poste est rouvert."}).json()["statut"] == "en_cours"


def test_a_later_step_of_the_selection_is_en_cours_and_stays(received):
    api, application = received
    services.applications.transition(application.publication.recruiter, application, "interview")
    answer = api.put(f"recruteur/candidatures/{application.pk}/statut/", {"statut": "en_cours"})
    assert (answer.status_code, answer.json()["statut"]) == (200, "en_cours")
    application.refresh_from_db()
    assert application.status == "interview"


def test_somebody_elses_application_is_404(received):
    _api, application = received
    stranger, applicant = Api(verified_recruiter()), Api(UserFactory())
    assert stranger.get(f"recruteur/candidatures/{application.pk}/").status_code == 404
    assert stranger.put(f"recruteur/candidatures/{application.pk}/statut/", {"statut": "refusee"}).status_code == 404
    assert applicant.get(f"candidat/candidatures/{application.pk}/").status_code == 404
    assert applicant.delete(f"candidat/candidatures/{application.pk}/").status_code == 404
    assert applicant.get(f"candidatures/{application.pk}/cv/").status_code == 404


def test_postulations_are_those_of_one_kind(received):
    api, application = received
    recruiter = application.publication.recruiter
    make_application(publication=make_publication("bourse", validated=True, recruiter=recruiter))
    for path, count in (
        ("recruteur/candidatures/", 2),
        ("recruteur/offres/postulations/", 1),
        ("recruteur/bourses/postulations/", 1),
        ("recruteur/financements/postulations/", 0),
    ):
        assert api.get(path).json()["count"] == count
    assert api.get("recruteur/candidatures/", statut="nouvelle", offre=application.publication_id).json()["count"] == 1
    assert set(api.get("recruteur/candidatures/", statut="x", offre="y", type_publication="z").json()) == {
        "statut",
        "offre",
        "type_publication",
    }


@override_settings(REQUIRE_CONFIRMED_EMAIL=True)
def test_an_address_is_confirmed_before_applying_and_submitting(offer):
    answer = Api(UserFactory(unconfirmed=True)).post(f"offres/{offer.pk}/postuler/", {})
    assert (answer.status_code, "confirm" in answer.json()["detail"]) == (403, True)
    recruiter = Api(verified_recruiter(unconfirmed=True))
    body = {"titre": "Maçonne", "description": "Bâtir des murs."}
    assert recruiter.post("recruteur/offres/", body).status_code == 403
    assert recruiter.post("recruteur/offres/", {**body, "brouillon": True}).status_code == 201


def test_every_state_has_a_word():
    assert set(words.APPLICATION) == set(ApplicationStatus)
    assert set(words.VALIDATION) == set(Status)
    assert set(words.ROLE) == set(Role)
    assert {words.APPLICATION[state] for state in words.SETTABLE.values()} == set(words.SETTABLE)


@pytest.fixture
def scored():
    """Two applications with a score and one without, oldest first."""
    offer = make_publication(validated=True, skills=["Python", "PostgreSQL"])
    applications = []
    for skills in (["Python"], [], ["Python", "postgres"]):
        person = UserFactory()
        update_profile(person, {"skills": skills})
        applications.append(make_application(publication=offer, applicant=person))
    return Api(offer.recruiter, accept_language="fr"), applications


def test_the_score_is_shown_with_its_parts(scored):
    api, applications = scored
    shown = api.get(f"recruteur/candidatures/{applications[0].pk}/").json()
    assert shown["score_compatibilite"] == 50
    skills, experience, place = shown["detail_score"]
    assert skills == {
        "critere": "competences",
        "poids": 50,
        "points": 50,
        "explication": "Indiqué : Python. Non mentionné : PostgreSQL.",
    }
    assert (experience["critere"], experience["points"]) == ("experience", None)
    assert (place["critere"], place["points"]) == ("localisation", None)
    applicant = Api(applications[0].candidate.user).get(f"candidat/candidatures/{applications[0].pk}/").json()
    assert applicant["score_compatibilite"] == 50
    assert api.get(f"recruteur/candidatures/{applications[1].pk}/").json()["score_compatibilite"] is None


def test_received_applications_are_sorted_by_score(scored):
    api, (half, none, full) = scored
    for path in ("recruteur/candidatures/", "recruteur/offres/postulations/"):
        for tri, wanted in (
            ("-score_compatibilite", [full, half, none]),
            ("score_compatibilite", [half, full, none]),
            ("date_candidature", [half, none, full]),
            ("-date_candidature", [full, none, half]),
        ):
            found = api.get(path, tri=tri).json()["results"]
            assert [row["id"] for row in found] == [row.pk for row in wanted]
        refused = api.get(path, tri="age")
        assert (refused.status_code, list(refused.json())) == (400, ["tri"])


def test_scores_ask_no_more_of_the_database(scored, django_assert_num_queries):
    api, applications = scored
    with CaptureQueriesContext(connection) as few:
        api.get("recruteur/candidatures/")
    for _ in range(4):
        make_application(publication=applications[0].publication)
    with django_assert_num_queries(len(few)):
        api.get("recruteur/candidatures/", tri="-score_compatibilite")
