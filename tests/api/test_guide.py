"""The examples of docs/api.md, in their order, as they are written."""

import json
import re
from pathlib import Path

import pytest

from portal.accounts.models import User
from portal.jobs.models import Application, Publication
from tests.api.client import Api
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "api.md"
EXAMPLE = re.compile(r"```http\n([A-Z]+) (\S+)\n(.*?)```", re.S)


def test_the_examples_of_the_guide_work():
    examples = [(method.lower(), path, body.strip()) for method, path, body in EXAMPLE.findall(GUIDE.read_text())]
    assert [path for _method, path, _body in examples] == [
        "/api/auth/register/",
        "/api/auth/login/",
        "/api/recruteur/offres/",
        "/api/offres/recherche/?q=infirmier&localisation=Lyon&tri=-date_publication",
        "/api/candidat/candidatures/",
        "/api/recruteur/candidatures/1/statut/",
        "/api/messages/",
        "/api/recruteur/messages/envoi-masse/",
        "/api/candidate/add/experience/",
        "/api/resumes/",
    ]
    editor = Api(UserFactory(editor=True))
    candidate = UserFactory()

    def run(position: int, api=None, replace=("", "")):
        method, path, body = examples[position]
        path, _question, query = path.partition("?")
        asked = dict(pair.split("=") for pair in query.split("&")) if query else {}
        return (api or Api()).request(method, path.replace(*replace), json.loads(body) if body else None, **asked)

    assert run(0).status_code == 201
    recruiter = Api(token=run(1).json()["access"])
    user = User.objects.get(email="rh@clinique.example")
    editor.put(f"admin/recruteurs/{user.pk}/valider/")
    offer = run(2, recruiter).json()
    assert (offer["salaire_min"], offer["periode"], offer["statut_validation"]) == (2400, "mois", "en_attente")
    editor.put(f"admin/publications/{offer['id']}/valider/")
    assert run(3).json()["count"] == 1
    assert Publication.objects.get().pk == offer["id"]
    examples[4] = (*examples[4][:2], examples[4][2].replace('"offre": 1', f'"offre": {offer["id"]}'))
    assert run(4, Api(candidate)).status_code == 201
    assert run(5, recruiter, ("/1/", f"/{Application.objects.get().pk}/")).json()["statut"] == "en_cours"
    examples[6] = (*examples[6][:2], examples[6][2].replace('"destinataire": 1', f'"destinataire": {candidate.pk}'))
    assert run(6, recruiter).json()["destinataire"] == candidate.pk
    assert run(7, recruiter).json()["destinataires"] == 1
    assert run(8, Api(candidate)).json()["entreprise"] == "Clinique des Lilas"
    assert run(9).json()["skills"][0]["name"] == "Agile/Scrum"
