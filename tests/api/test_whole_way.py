"""The portal's main way through the API: sign-up, verification, submission, validation, search, application, answer."""

import pytest

from tests.api.client import Api
from tests.factories.accounts import PASSWORD, UserFactory, pdf

pytestmark = pytest.mark.django_db


def signed_up(email: str, **fields) -> tuple[Api, int]:
    answer = Api().post("auth/register/", {"email": email, "password": PASSWORD, **fields})
    assert answer.status_code == 201, answer.content
    tokens = Api().post("auth/login/", {"email": email, "password": PASSWORD}).json()
    return Api(token=tokens["access"]), answer.json()["user"]["id"]


def test_from_the_sign_up_of_a_recruiter_to_the_answer_to_a_candidate():
    recruiter, recruiter_id = signed_up(
        "rh@clinique.example", type_compte="recruteur", entreprise="Clinique des Lilas", nom="Petit"
    )
    offer = {
        "titre": "Infirmière de nuit",
        "description": "Vous veillez sur trente patients.",
        "type_contrat": "CDI",
        "salaire": 2400,
        "periode": "mois",
        "localisation": "Lyon",
        "competences_requises": ["Soins infirmiers"],
    }
    assert recruiter.post("recruteur/offres/", offer).status_code == 403

    editor = Api(UserFactory(editor=True))
    waiting = editor.get("admin/recruteurs-en-attente/").json()
    assert [user["id"] for user in waiting["results"]] == [recruiter_id]
    assert editor.put(f"admin/recruteurs/{recruiter_id}/valider/").status_code == 200

    created = recruiter.post("recruteur/offres/", offer)
    assert (created.status_code, created.json()["statut_validation"]) == (201, "en_attente")
    pk = created.json()["id"]
    assert Api().get(f"offres/{pk}/").status_code == 404

    assert editor.get("admin/publications-en-attente/").json()["results"][0]["id"] == pk
    assert editor.put(f"admin/publications/{pk}/valider/").json()["statut_validation"] == "validee"

    found = Api().get("offres/recherche/", q="infirmier", localisation="Lyon").json()
    assert [hit["id"] for hit in found["results"]] == [pk]
    assert Api().get("offres/").json()["results"][0]["titre"] == "Infirmière de nuit"

    candidate, candidate_id = signed_up("lea@exemple.example", prenom="Léa", nom="Roux")
    sent = candidate.post(f"offres/{pk}/postuler/", form={"lettre_motivation": "Je suis infirmière.", "cv": pdf()})
    assert (sent.status_code, sent.json()["statut"]) == (201, "nouvelle")
    assert candidate.post(f"offres/{pk}/postuler/", {}).status_code == 409

    received = recruiter.get("recruteur/candidatures/").json()["results"][0]
    assert (received["candidat"], received["nom_candidat"]) == (candidate_id, "Léa Roux")
    assert recruiter.get(f"candidatures/{received['id']}/cv/").getvalue().startswith(b"%PDF")
    answer = recruiter.put(f"recruteur/candidatures/{received['id']}/statut/", {"statut": "acceptee"})
    assert (answer.status_code, answer.json()["statut"]) == (200, "acceptee")
    assert candidate.get("candidat/candidatures/").json()["results"][0]["statut"] == "acceptee"
