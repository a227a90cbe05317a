"""003 §2.1 and §2.2: what editors and administrators decide."""

import pytest

from tests.api.client import Api
from tests.factories.accounts import UserFactory, VerificationPaperFactory
from tests.factories.jobs import make_publication

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["editor", "admin"])
def api(request, db):
    return Api(UserFactory(**{request.param: True}))


def test_waiting_accounts_come_with_their_papers_the_longest_first(api):
    first, second = UserFactory(recruiter=True), UserFactory(prestataire=True)
    UserFactory(recruiter=True, verified=True)
    VerificationPaperFactory(user=first)
    found = api.get("admin/recruteurs-en-attente/").json()
    assert [user["id"] for user in found["results"]] == [first.pk, second.pk]
    assert found["results"][0]["documents_verification"][0]["nom"] == "kbis.pdf"


def test_an_account_is_decided_once(api):
    user = UserFactory(recruiter=True)
    assert api.put(f"admin/recruteurs/{user.pk}/valider/").json()["statut_verification_admin"] == "verifie"
    assert api.put(f"admin/recruteurs/{user.pk}/valider/").status_code == 409
    assert api.put(f"admin/recruteurs/{user.pk}/refuser/", {"motif": "Trop tard."}).status_code == 409


@pytest.mark.parametrize("trait", ["recruiter", "prestataire"])
def test_a_refusal_needs_a_reason_that_the_person_reads(api, trait):
    user = UserFactory(**{trait: True})
    for body in ({}, {"motif": ""}, {"motif": "  "}, {"motif": None}, {"motif": []}):
        answer = api.put(f"admin/recruteurs/{user.pk}/refuser/", body)
        assert (answer.status_code, list(answer.json())) == (400, ["motif"])
    assert api.put(f"admin/recruteurs/{user.pk}/refuser/", {"motif": "Kbis illisible."}).status_code == 200
    profile = Api(user).get("auth/profile/").json()
    assert (profile["statut_verification_admin"], profile["motif_refus"]) == ("refuse", "Kbis illisible.")


def test_ids_of_other_people_are_404(api):
    for pk in (UserFactory().pk, 999_999_999, 10**17):
        assert api.put(f"admin/recruteurs/{pk}/valider/").status_code == 404


def test_publications_of_every_kind_wait_in_one_list(api):
    made = [make_publication(kind, pending=True) for kind in ("offer", "bourse", "financement", "consultation")]
    make_publication()
    found = api.get("admin/publications-en-attente/").json()["results"]
    assert [row["id"] for row in found] == [row.pk for row in made]
    assert [row["type_publication"] for row in found] == ["offre", "bourse", "financement", "consultation"]
    assert api.get("admin/publications-en-attente/", type_publication="bourses").json()["count"] == 1


def test_a_publication_is_decided_once(api):
    publication = make_publication("financement", pending=True)
    path = f"admin/publications/{publication.pk}"
    assert list(api.put(f"{path}/refuser/", {}).json()) == ["motif"]
    assert api.put(f"{path}/valider/").json()["statut_validation"] == "validee"
    assert api.put(f"{path}/valider/").status_code == 409
    assert api.put(f"{path}/refuser/", {"motif": "Finalement, non merci."}).status_code == 409


def test_what_was_withdrawn_cannot_be_decided(api):
    publication = make_publication(pending=True, withdrawn=True)
    assert api.put(f"admin/publications/{publication.pk}/valider/").status_code == 404


def test_the_figures_of_accounts(api):
    UserFactory(recruiter=True)
    UserFactory(recruiter=True, verified=True)
    UserFactory(prestataire=True, refused=True)
    found = api.get("admin/recruteurs/statistiques/").json()
    assert (found["total"], found["par_statut"]) == (3, {"en_attente": 1, "verifie": 1, "refuse": 1})
    assert found["par_type"] == {"recruteur": 2, "prestataire": 1}
    assert (len(found["par_mois"]), found["par_mois"][-1]["total"]) == (12, 3)


def test_the_figures_of_publications(api):
    make_publication()
    make_publication(pending=True)
    make_publication("bourse", validated=True)
    make_publication("bourse", closed=True)
    make_publication(refused=True)
    make_publication(withdrawn=True, pending=True)
    found = api.get("admin/publications/statistiques/").json()
    assert (found["total"], found["a_valider"]) == (5, 1)
    assert found["par_statut"] == {"brouillon": 1, "en_attente": 1, "validee": 2, "refuse": 1}
    assert found["par_type"] == {"offre": 3, "bourse": 2, "financement": 0, "consultation": 0}
    assert sum(month["total"] for month in found["par_mois"]) == 5
