"""003 §10 and §2: each reads their own figures, in the words of the contract."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.accounts.models import Role
from portal.jobs import services
from portal.jobs.models import Application, ApplicationTransition, Publication
from tests.api.client import Api, schema
from tests.factories.accounts import CompanyFactory, UserFactory
from tests.factories.jobs import make_application, make_publication, verified_recruiter

pytestmark = pytest.mark.django_db

READERS = {
    "recruteur/statistiques/": {Role.RECRUITER},
    "candidat/statistiques/": {Role.CANDIDATE, Role.STUDENT, Role.PRESTATAIRE},
    "admin/statistiques/": {Role.ADMIN},
    "admin/statistiques-globales/": {Role.ADMIN},
    "analytics/offres/": {Role.RECRUITER, Role.ADMIN},
    "analytics/candidatures/": {Role.RECRUITER, Role.ADMIN},
    "admin/recruteurs/statistiques/": {Role.EDITOR, Role.ADMIN},
    "admin/publications/statistiques/": {Role.EDITOR, Role.ADMIN},
}
PATHS = list(READERS)


def reader_of(path: str):
    return UserFactory(role=min(READERS[path]))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("path", PATHS)
def test_who_reads_which(path, role):
    answer = Api(UserFactory(role=role)).get(path)
    assert answer.status_code == (200 if role in READERS[path] else 403)


@pytest.mark.parametrize("path", PATHS)
def test_without_a_token_nobody_reads(path):
    assert Api().get(path).status_code == 401


@pytest.mark.parametrize("path", PATHS)
def test_there_are_at_least_total_par_statut_and_par_mois(path):
    found = Api(reader_of(path)).get(path).json()
    assert {"total", "par_statut", "par_mois", "evolution", "periode"} <= set(found)
    assert len(found["par_mois"]) == 12
    assert found["periode"] == {"debut": None, "fin": None, "groupement": "mois"}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    ("asked", "named"),
    [
        ({"periode": "hier"}, "periode"),
        ({"periode": "\x00"}, "periode"),
        ({"periode": "7j", "date_debut": "2026-01-01"}, "periode"),
        ({"periode": "2026-01-01/2026-13-45"}, "periode"),
        ({"periode": "2026-03-01/2026-01-01"}, "date_fin"),
        ({"date_debut": "demain"}, "date_debut"),
        ({"date_debut": "2026-02-30"}, "date_debut"),
        ({"date_debut": "9999-12-31"}, "date_debut"),
        ({"date_fin": "0001-01-01"}, "date_fin"),
        ({"date_debut": "2026-02-01", "date_fin": "2026-01-01"}, "date_fin"),
        ({"date_debut": "٢٠٢٦-٠١-٠١x"}, "date_debut"),
        ({"groupement": "an"}, "groupement"),
        ({"groupement": "jour", "date_debut": "2020-01-01"}, "groupement"),
    ],
)
def test_a_bad_value_is_a_400_that_names_it(path, asked, named):
    answer = Api(reader_of(path)).get(path, **asked)
    assert (answer.status_code, list(answer.json())) == (400, [named])


@pytest.mark.parametrize(
    ("asked", "points"),
    [
        ({"periode": "7j", "groupement": "jour"}, 7),
        ({"periode": "12m"}, 12),
        ({"periode": "2026-01-01/2026-03-31"}, 3),
        ({"date_debut": "2026-01-05", "date_fin": "2026-01-18", "groupement": "semaine"}, 2),
        ({"groupement": "JOUR", "date_fin": "2026-01-18"}, 30),
    ],
)
def test_the_period_and_the_grouping_decide_the_points(asked, points):
    found = Api(UserFactory()).get("candidat/statistiques/", **asked).json()
    assert len(found["evolution"]) == points


@pytest.mark.parametrize("path", PATHS)
def test_every_figure_is_explained_in_the_schema(path):
    def explain(part: dict, where: str) -> list[str]:
        if "$ref" in part:
            part = {**schema()["components"]["schemas"][part["$ref"].rpartition("/")[2]], **part}
        if part.get("type") == "array":
            return explain(part["items"], where)
        missing = []
        for name, field in part.get("properties", {}).items():
            nested = explain(field, f"{where}.{name}")
            number = {"integer", "number"} & {
                *([field["type"]] if isinstance(field.get("type"), str) else field.get("type", ()))
            }
            # A number under the words of a state or of a month is explained one level up.
            if number and "description" not in field and not where.rpartition(".")[2].startswith(("par_", "evolution")):
                missing.append(f"{where}.{name}")
            missing += nested
        return missing

    answer = schema()["paths"][f"/api/{path}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    missing = [name for name in explain(answer, path) if not name.endswith((".id",))]
    assert missing == []


@pytest.fixture
def company():
    """A recruiter, a colleague, and three applications to what they published: one answered, one read, one new."""
    firm = CompanyFactory()
    recruiter, colleague = (verified_recruiter(company=firm) for _number in range(2))
    publication = make_publication(recruiter=recruiter, validated=True)
    Publication.objects.filter(pk=publication.pk).update(views_count=12)
    answered, read, _new = (make_application(publication=publication) for _number in range(3))
    services.applications.transition(recruiter, answered, "accepted", message="Bienvenue.")
    services.applications.open_by_recruiter(recruiter, read)
    make_publication("bourse", recruiter=colleague, refused=True)
    make_publication(recruiter=colleague, pending=True, withdrawn=True)
    make_application()
    return recruiter, colleague


def test_recruiters_of_a_company_read_the_same_figures_and_nothing_of_others(company):
    recruiter, colleague = company
    found = Api(recruiter).get("recruteur/statistiques/").json()
    assert found["total"] == 3
    assert found["par_statut"] == {
        "nouvelle": 2,
        "en_cours": 0,
        "acceptee": 1,
        "refusee": 0,
        "retiree": 0,
        "expiree": 0,
    }
    assert (found["en_cours"], found["lues"], found["non_lues"], found["avec_reponse"]) == (2, 1, 1, 1)
    assert (found["taux_reponse"], found["taux_acceptation"], found["score_moyen"]) == (0.3333, 1.0, None)
    assert found["delai_moyen_reponse_heures"] == 0.0
    publications = found["publications"]
    assert (publications["total"], publications["en_ligne"], publications["vues"]) == (2, 1, 12)
    assert publications["par_statut"] == {"brouillon": 0, "en_attente": 0, "validee": 1, "refuse": 1}
    assert (publications["taux_conversion"], publications["taux_validation"]) == (0.25, 0.5)
    assert found["quota"] == {"maximum": 30, "utilise": 1, "restant": 29}
    other = Api(colleague).get("recruteur/statistiques/").json()
    assert {**other, "quota": None} == {**found, "quota": None}
    assert other["quota"]["utilise"] == 2


def test_a_candidate_reads_their_own(company):
    application = Application.objects.order_by("pk").first()
    found = Api(application.candidate.user).get("candidat/statistiques/").json()
    assert (found["total"], found["par_statut"]["acceptee"], found["par_type"]["offre"]) == (1, 1, 1)
    assert found["par_mois"][-1]["total"] == 1
    assert Api(UserFactory()).get("candidat/statistiques/").json()["total"] == 0


def test_undefined_rates_are_null():
    found = Api(verified_recruiter()).get("recruteur/statistiques/").json()
    for name in ("taux_reponse", "taux_acceptation", "delai_moyen_reponse_heures", "score_moyen"):
        assert found[name] is None
    for name in ("taux_conversion", "taux_validation", "delai_moyen_validation_heures"):
        assert found["publications"][name] is None


def test_an_administrator_reads_all(company):
    admin = Api(UserFactory(admin=True))
    found = admin.get("admin/statistiques/").json()
    assert found == admin.get("admin/statistiques-globales/").json()
    assert (found["total"], found["publications"]["total"]) == (4, 3)
    assert found["utilisateurs"]["total"] == sum(found["utilisateurs"]["par_type"].values())
    assert found["utilisateurs"]["par_type"]["recruteur"] == 3
    assert found["verifications"]["par_statut"] == {"en_attente": 0, "verifie": 3, "refuse": 0}
    assert (found["moderation"]["publications_validees"], found["moderation"]["publications_refusees"]) == (2, 1)
    assert found["moderation"]["publications_a_valider"] == 0


def test_a_period_leaves_out_what_is_older(company):
    recruiter, _colleague = company
    old = timezone.now() - timedelta(days=40)
    Application.objects.filter(publication__company=recruiter.recruiter.company).update(sent_at=old)
    assert Api(recruiter).get("recruteur/statistiques/", periode="30j").json()["total"] == 0
    assert Api(recruiter).get("recruteur/statistiques/", periode="90j").json()["total"] == 3


def test_analytics_of_offers_are_about_offers_unless_another_kind_is_asked(company):
    recruiter, _colleague = company
    found = Api(recruiter).get("analytics/offres/").json()
    assert (found["total"], [row["vues"] for row in found["par_offre"]]) == (1, [12])
    assert found["par_offre"][0]["taux_conversion"] == 0.25
    assert Api(recruiter).get("analytics/offres/", type_publication="toutes").json()["total"] == 2
    assert Api(recruiter).get("analytics/offres/", type_publication="bourses").json()["total"] == 1
    assert Api(UserFactory(admin=True)).get("analytics/offres/").json()["total"] == 2


def test_analytics_of_applications_tell_how_far_they_came(company):
    recruiter, _colleague = company
    found = Api(recruiter).get("analytics/candidatures/").json()
    assert [step["total"] for step in found["entonnoir"]] == [3, 1, 1, 1, 1, 1, 1]
    assert found["entonnoir"][-1] == {"etape": "accepted", "statut": "acceptee", "total": 1, "taux": 0.3333}
    assert [(row["total"], row["acceptees"]) for row in found["par_offre"]] == [(3, 1)]
    assert Api(UserFactory(admin=True)).get("analytics/candidatures/").json()["total"] == 4
    assert Api(recruiter).get("analytics/candidatures/", type_publication="bourse").json()["total"] == 0


@pytest.mark.parametrize("path", ["analytics/offres/", "analytics/candidatures/"])
def test_an_unknown_kind_is_a_400(path):
    answer = Api(UserFactory(admin=True)).get(path, type_publication="emploi")
    assert (answer.status_code, list(answer.json())) == (400, ["type_publication"])


#: With the token's account and blacklist check.
QUERIES = {
    "recruteur/statistiques/": 8,
    "candidat/statistiques/": 4,
    "admin/statistiques/": 17,
    "analytics/offres/": 5,
    "analytics/candidatures/": 7,
    "admin/recruteurs/statistiques/": 3,
    "admin/publications/statistiques/": 4,
}


@pytest.mark.parametrize("path", QUERIES)
def test_the_number_of_queries_does_not_grow(company, path):
    api = Api(company[0] if Role.RECRUITER in READERS[path] else reader_of(path))
    for _time in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert api.get(path).status_code == 200
        assert len(queries) == QUERIES[path], [query["sql"] for query in queries]
        application = make_application(publication=make_publication(recruiter=company[0], validated=True))
        ApplicationTransition.objects.create(application=application, target="screening")
