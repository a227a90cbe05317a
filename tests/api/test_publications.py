"""003 §3, §5, §6, §7: what recruiters write, and what the public reads."""

import pytest
from django.test import override_settings

from portal.jobs.models import Publication
from portal.moderation import services as moderation
from tests.api.client import Api
from tests.factories.accounts import UserFactory
from tests.factories.jobs import verified_recruiter

pytestmark = pytest.mark.django_db

OFFER = {
    "titre": "Développeuse ou développeur Django",
    "description": "Vous écrivez des services.",
    "entreprise": "Ateliers du Vercors",
    "type_contrat": "CDI",
    "salaire": 42000,
    "localisation": "Grenoble",
    "competences_requises": ["Python", "Django"],
    "experience_requise": "3 ans",
}
OTHERS = {
    "financements": {
        "titre": "Aide à l'installation",
        "description": "Pour les jeunes agricultrices.",
        "montant": "10 000 à 50 000 €",
        "type_financement": "Prêt",
        "secteur": "Agriculture",
        "conditions": "Avoir moins de 40 ans.",
        "documents_requis": "Kbis, Plan d'affaires",
    },
    "bourses": {
        "titre": "Bourse de recherche",
        "description": "Un an de thèse.",
        "montant": 18000.5,
        "type_bourse": "RECHERCHE",
        "domaine_etude": "Biologie",
        "conditions": "Être inscrite en doctorat.",
        "documents_requis": ["CV"],
    },
    "consultations": {
        "titre": "Audit de sécurité",
        "description": "Un site à relire.",
        "type_consultation": "audit",
        "budget": "5k à 8k €",
        "duree": "Trois semaines",
        "competences_requises": "Sécurité, Django",
    },
}


@pytest.fixture
def recruiter():
    return verified_recruiter()


@pytest.fixture
def api(recruiter):
    return Api(recruiter)


def validate(pk: int) -> None:
    moderation.approve(UserFactory(editor=True), Publication.objects.get(pk=pk))


def test_a_posted_offer_waits_for_validation_with_the_fields_of_the_document(api, recruiter):
    answer = api.post("recruteur/offres/", OFFER)
    found = answer.json()
    assert answer.status_code == 201
    same = ("titre", "entreprise", "salaire", "localisation")
    assert {name: found[name] for name in same} == {name: OFFER[name] for name in same}
    assert sorted(found["competences_requises"]) == ["Django", "Python"]
    assert (found["type_contrat"], found["experience_requise"]) == ("cdi", "3-5")
    assert (found["salaire_min"], found["salaire_max"]) == (42000, 42000)
    assert (found["statut_validation"], found["statut"], found["recruteur"]) == ("en_attente", "active", recruiter.pk)
    assert (found["type_publication"], found["nombre_candidatures"], found["motif_refus"]) == ("offre", 0, None)


@pytest.mark.parametrize("plural", OTHERS)
def test_the_other_kinds_have_the_fields_of_their_documents(api, plural):
    answer = api.post(f"recruteur/{plural}/", OTHERS[plural])
    assert answer.status_code == 201, answer.content
    found = answer.json()
    assert set(OTHERS[plural]) <= set(found)
    validate(found["id"])
    assert Api().get(f"{plural}/{found['id']}/").json()["titre"] == OTHERS[plural]["titre"]
    assert Api().get(f"{plural}/").json()["count"] == 1
    assert Api().get(f"recherche/{plural}/").json()["count"] == 1
    assert Api().get(f"offres/{found['id']}/").status_code == 404


def test_amounts_in_words_show_their_figures(api):
    found = api.post("recruteur/financements/", OTHERS["financements"]).json()
    assert (found["montant"], found["montant_min"], found["montant_max"]) == ("10 000 à 50 000 €", 10000, 50000)
    assert found["documents_requis"] == ["Kbis", "Plan d'affaires"]
    found = api.post("recruteur/consultations/", OTHERS["consultations"]).json()
    assert (found["budget_min"], found["budget_max"]) == (5000, 8000)


def test_only_a_title_and_a_description_are_required(api):
    assert api.post("recruteur/offres/", {}).json() == {
        "titre": ["This field is required."],
        "description": ["This field is required."],
    }
    assert api.post("recruteur/offres/", {"titre": "Maçon", "description": "Bâtir."}).status_code == 201


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("type_contrat", "n'importe quoi"),
        ("salaire", -5),
        ("salaire", []),
        ("salaire_min", 10**30),
        ("secteur", "Sorcellerie"),
        ("date_limite", "hier"),
        ("competences_requises", {"a": 1}),
        ("titre", "x" * 151),
        ("titre", "   "),
        ("statut", "perdue"),
        ("experience_requise", "beaucoup"),
    ],
)
def test_a_bad_value_is_named_and_nothing_is_saved(api, field, value):
    answer = api.post("recruteur/offres/", {**OFFER, field: value})
    assert (answer.status_code, list(answer.json())) == (400, [field])
    assert not Publication.objects.exists()


def test_a_draft_is_kept_until_it_is_submitted(api):
    pk = api.post("recruteur/offres/", {**OFFER, "brouillon": True}).json()["id"]
    assert api.get(f"recruteur/offres/{pk}/").json()["statut_validation"] == "brouillon"
    assert api.put(f"recruteur/offres/{pk}/", {"titre": "Autre"}).json()["statut_validation"] == "brouillon"
    form = api.request("put", f"recruteur/offres/{pk}/", form={"titre": "Encore"})
    assert form.json()["statut_validation"] == "brouillon", "a box that a form leaves out says nothing"
    assert api.put(f"recruteur/offres/{pk}/", {"brouillon": False}).json()["statut_validation"] == "en_attente"


def test_an_unverified_recruiter_saves_drafts_and_submits_nothing():
    api = Api(UserFactory(recruiter=True))
    answer = api.post("recruteur/offres/", OFFER)
    assert answer.status_code == 403
    assert "not verified" in answer.json()["detail"]
    assert not Publication.objects.exists()
    assert api.post("recruteur/offres/", {**OFFER, "brouillon": True}).status_code == 201


@override_settings(DEFAULT_MONTHLY_QUOTA=1)
def test_over_the_quota_nothing_is_saved(api):
    assert api.post("recruteur/offres/", OFFER).status_code == 201
    assert api.post("recruteur/offres/", OFFER).status_code == 403
    assert Publication.objects.count() == 1


def test_the_public_keeps_the_validated_version_while_an_edit_waits(api):
    pk = api.post("recruteur/offres/", OFFER).json()["id"]
    validate(pk)
    edited = api.put(f"recruteur/offres/{pk}/", {"titre": "Nouveau titre"})
    assert edited.status_code == 200
    assert (edited.json()["titre"], edited.json()["modification_en_attente"]) == ("Nouveau titre", True)
    assert Api().get(f"offres/{pk}/").json()["titre"] == OFFER["titre"]
    editor = Api(UserFactory(editor=True))
    assert editor.get("admin/publications-en-attente/").json()["results"][0]["titre"] == "Nouveau titre"
    assert editor.put(f"admin/publications/{pk}/valider/").status_code == 200
    assert Api().get(f"offres/{pk}/").json()["titre"] == "Nouveau titre"


def test_the_whole_object_sent_back_changes_nothing(api):
    pk = api.post("recruteur/offres/", OFFER).json()["id"]
    validate(pk)
    shown = api.get(f"recruteur/offres/{pk}/").json()
    assert api.put(f"recruteur/offres/{pk}/", shown).json() == shown


def test_a_closed_offer_leaves_the_public_list(api):
    pk = api.post("recruteur/offres/", OFFER).json()["id"]
    validate(pk)
    closed = api.put(f"recruteur/offres/{pk}/", {"statut": "fermee"})
    assert (closed.status_code, closed.json()["statut"]) == (200, "fermee")
    assert api.put(f"recruteur/offres/{pk}/", {"statut": "fermee"}).status_code == 200
    assert api.put(f"recruteur/offres/{pk}/", {"statut": "active"}).status_code == 409
    assert Api().get(f"offres/{pk}/").status_code == 404
    assert Api().get("offres/").json()["count"] == 0
    assert Api().get("offres/", statut="fermee").json()["count"] == 0


def test_a_deleted_offer_is_404_everywhere_and_kept(api):
    pk = api.post("recruteur/offres/", OFFER).json()["id"]
    validate(pk)
    deleted = api.delete(f"recruteur/offres/{pk}/")
    assert (deleted.status_code, deleted.content) == (204, b"")
    for caller, path in ((api, f"recruteur/offres/{pk}/"), (Api(), f"offres/{pk}/")):
        assert caller.get(path).status_code == 404
    assert api.delete(f"recruteur/offres/{pk}/").status_code == 404
    assert Publication.objects.filter(pk=pk).exists()


def test_a_refused_offer_shows_why_and_is_submitted_again_by_its_correction(api):
    pk = api.post("recruteur/offres/", OFFER).json()["id"]
    editor = Api(UserFactory(editor=True))
    refused = editor.put(f"admin/publications/{pk}/refuser/", {"motif": "Le salaire n'est pas indiqué."})
    assert (refused.status_code, refused.json()["statut_validation"]) == (200, "refuse")
    assert editor.put(f"admin/publications/{pk}/refuser/", {"motif": "Encore une fois non."}).status_code == 409
    assert api.get(f"recruteur/offres/{pk}/").json()["motif_refus"] == "Le salaire n'est pas indiqué."
    assert api.put(f"recruteur/offres/{pk}/", {"salaire": 50000}).json()["statut_validation"] == "en_attente"


def test_colleagues_share_publications_and_others_get_404(api, recruiter):
    pk = api.post("recruteur/offres/", OFFER).json()["id"]
    colleague = Api(verified_recruiter(company=recruiter.recruiter.company))
    stranger = Api(verified_recruiter())
    assert colleague.put(f"recruteur/offres/{pk}/", {"titre": "À deux"}).status_code == 200
    for method in ("get", "put", "delete"):
        answer = stranger.request(method, f"recruteur/offres/{pk}/", {} if method == "put" else None)
        assert (answer.status_code, answer.json()) == (404, {"detail": "Not found."})
