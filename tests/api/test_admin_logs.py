"""003 §16.1: the logs, and the dashboard that sums them up (§2.3, §16.2)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.accounts import services
from portal.accounts.models import Role
from portal.core.models import ApiTiming, AuditLog, ErrorLog
from tests.api.client import Api
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_application, make_publication

pytestmark = pytest.mark.django_db
PATH = "admin/logs/"


@pytest.fixture
def admin():
    return UserFactory(admin=True)


@pytest.fixture
def api(admin):
    return Api(admin)


def timing(**values):
    return ApiTiming.objects.create(
        **{
            "at": timezone.now(),
            "request_id": "f" * 32,
            "method": "GET",
            "route": "/api/offres/",
            "status": 200,
            "duration_ms": 12.5,
            "queries": 3,
            "queries_ms": 4.5,
            **values,
        }
    )


def error(**values):
    return ErrorLog.objects.create(
        **{
            "at": timezone.now(),
            "request_id": "a" * 32,
            "method": "POST",
            "route": "/api/messages/",
            "status": 500,
            "error": "builtins.RuntimeError",
            "trace": "portal/a.py:1 f\nportal/b.py:2 g",
            **values,
        }
    )


@pytest.fixture
def everything(admin):
    """One line of each type, oldest first."""
    user = UserFactory()
    at = timezone.now()
    services.record_login(user)
    services.set_active(admin, user, False)
    error(at=at + timedelta(seconds=2), user=user)
    timing(at=at + timedelta(seconds=3), user=user)
    return user


@pytest.mark.parametrize("path", [PATH, "admin/dashboard/"])
@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_only_administrators_read(path, role):
    assert Api(UserFactory(role=role)).get(path).status_code == 403
    assert Api().get(path).status_code == 401


def test_all_types_together_newest_first(api, everything):
    found = api.get(PATH).json()
    assert found["count"] == 4
    assert [row["type"] for row in found["results"]] == ["performance", "erreur", "action", "connexion"]


@pytest.mark.parametrize("kind", ["connexion", "action", "erreur", "performance"])
def test_one_type(api, everything, kind):
    found = api.get(PATH, type=kind).json()
    assert [row["type"] for row in found["results"]] == [kind]


def test_a_login_that_failed_says_which_and_from_where(api):
    Api().post("auth/login/", {"email": "marie@exemple.example", "password": "faux"})
    row = api.get(PATH, type="connexion").json()["results"][0]
    assert (row["action"], row["niveau"], row["adresse_ip"]) == ("account.login_failed", "avertissement", "127.0.0.1")
    assert row["details"] == [{"nom": "login", "valeur": "marie@exemple.example"}]
    assert row["utilisateur"] is None


def test_an_act_says_who_did_what_to_what(api, admin, everything):
    row = api.get(PATH, type="action").json()["results"][0]
    assert (row["utilisateur"], row["action"]) == ({"id": admin.pk, "email": admin.email}, "account.disabled")
    assert (row["cible_type"], row["cible_id"], row["message"]) == (
        "accounts.user",
        str(everything.pk),
        "Account disabled",
    )


def test_an_error_says_where_and_not_what_was_sent(api, everything):
    row = api.get(PATH, type="erreur").json()["results"][0]
    assert (row["statut_http"], row["methode"], row["chemin"]) == (500, "POST", "/api/messages/")
    assert (row["erreur"], row["trace"]) == ("builtins.RuntimeError", ["portal/a.py:1 f", "portal/b.py:2 g"])
    assert (row["message"], row["requete_id"]) == ("RuntimeError, POST /api/messages/", "a" * 32)


def test_a_timing_says_what_it_cost(api, everything):
    row = api.get(PATH, type="performance").json()["results"][0]
    assert (row["duree_ms"], row["requetes_sql"], row["duree_sql_ms"], row["niveau"]) == (12.5, 3, 4.5, "info")


def test_messages_are_french_when_french_is_preferred(admin, everything):
    row = Api(admin, accept_language="fr").get(PATH, type="action").json()["results"][0]
    assert row["message"] == "Compte désactivé"


@pytest.mark.parametrize(
    ("asked", "types"),
    [
        ({"niveau": "erreur"}, ["erreur", "performance"]),
        ({"niveau": "avertissement"}, ["connexion", "performance"]),
        ({"niveau": "info"}, ["action", "connexion", "performance"]),
        ({"niveau": "erreur", "type": "connexion"}, []),
        ({"niveau": "avertissement", "type": "action"}, []),
    ],
)
def test_levels(api, admin, asked, types):
    user = UserFactory()
    services.record_login(user)
    services.record_login_failure(user.email)
    services.set_active(admin, user, False)
    error()
    for status in (200, 404, 500):
        timing(status=status)
    assert sorted(row["type"] for row in api.get(PATH, **asked).json()["results"]) == types


def test_by_user(api, admin, everything):
    for who in (everything.pk, everything.email.upper()):
        found = api.get(PATH, utilisateur=who).json()["results"]
        assert [row["type"] for row in found] == ["performance", "erreur", "connexion"]
    assert api.get(PATH, utilisateur="personne@exemple.example").json()["count"] == 0


@pytest.mark.parametrize(
    ("words", "types"),
    [
        ("disabled", ["action"]),
        ("account.log", ["connexion"]),
        ("messages", ["erreur"]),
        ("runtimeerror", ["erreur"]),
        ("f" * 32, ["performance"]),
        ("nulle part", []),
        ("%", []),
    ],
)
def test_by_words(api, everything, words, types):
    assert [row["type"] for row in api.get(PATH, q=words).json()["results"]] == types


def test_by_day_in_paris(api):
    for day, hour in ((3, 22), (3, 23), (4, 22), (4, 23)):
        timing(at=timezone.now().replace(2026, 1, day, hour, 30), route=f"{day}/{hour}")
    found = api.get(PATH, type="performance", date_debut="2026-01-04", date_fin="2026-01-04").json()["results"]
    assert [row["chemin"] for row in found] == ["4/22", "3/23"]


@pytest.mark.parametrize(
    "asked",
    [
        {"type": "tout"},
        {"niveau": "grave"},
        {"utilisateur": "marie"},
        {"utilisateur": "9" * 30},
        {"date_debut": "hier"},
        {"date_fin": "2026-02-31"},
        {"page": "0"},
    ],
)
def test_a_bad_value_is_a_400_that_names_it(api, asked):
    answer = api.get(PATH, **asked)
    assert (answer.status_code, list(answer.json())) == (400, list(asked))


def test_pages_over_all_types(api):
    for number in range(30):
        timing(at=timezone.now() - timedelta(minutes=number), route=str(number))
        error(at=timezone.now() - timedelta(minutes=number, seconds=30), route=str(number))
    seen = [row for page in (1, 2, 3) for row in api.get(PATH, page=page).json()["results"]]
    assert [row["chemin"] for row in seen] == [str(number) for number in range(30) for _each in range(2)]
    assert api.get(PATH, page=4).status_code == 404


@pytest.mark.parametrize("asked", [{}, {"type": "connexion"}, {"type": "performance"}])
def test_the_number_of_queries_does_not_grow(api, everything, asked):
    counts = []
    for _time in range(2):
        with CaptureQueriesContext(connection) as queries:
            api.get(PATH, **asked)
        counts.append(len(queries))
        for _number in range(4):
            services.record_login(UserFactory())
            timing(user=UserFactory())
            error(user=UserFactory())
    assert counts[0] == counts[1] <= 6


def test_nobody_writes_or_deletes_logs(api, everything):
    for method in ("post", "put", "patch", "delete"):
        assert api.request(method, PATH).status_code == 405


# --- The dashboard --------------------------------------------------------------------------------------------------
def test_the_dashboard_counts_what_there_is(api, admin):
    publication = make_publication(pending=True)
    make_application()
    services.record_login_failure("x@exemple.example")
    error()
    found = api.get("admin/dashboard/").json()
    numbers = found["chiffres"]
    assert (numbers["publications"], numbers["publications_en_ligne"], numbers["candidatures_30_jours"]) == (2, 1, 1)
    assert numbers["utilisateurs"] == numbers["utilisateurs_30_jours"]
    assert [row["id"] for row in found["publications_en_attente"]] == [publication.pk]
    assert found["moderation"]["publications_a_valider"] == 1
    assert (found["surveillance"]["erreurs_systeme"], found["surveillance"]["connexions_echouees"]) == (1, 1)
    assert found["dernieres_actions"][0]["action"] == "publication.approve"
    assert found["par_mois"][-1]["total"] == 1


def test_monitoring_sums_up_the_last_day(api):
    for number in range(1, 101):
        timing(duration_ms=number, status=200 if number > 10 else 404 if number > 1 else 500, queries_ms=0)
    timing(route="/api/lent/", duration_ms=900.0, queries=40, queries_ms=445)
    timing(at=timezone.now() - timedelta(days=2), duration_ms=99_999)
    found = api.get("admin/dashboard/").json()["surveillance"]
    assert (found["requetes"], found["duree_max_ms"], found["duree_p95_ms"]) == (101, 900.0, 96.0)
    assert (found["erreurs_4xx"], found["erreurs_5xx"], found["taux_5xx"]) == (9, 1, 0.0099)
    assert (found["part_base_de_donnees"], found["duree_moyenne_ms"]) == (0.0748, 58.9)
    assert found["chemins_lents"][0] == {
        "methode": "GET",
        "chemin": "/api/lent/",
        "requetes": 1,
        "duree_moyenne_ms": 900.0,
        "requetes_sql_moyennes": 40.0,
    }


def test_monitoring_of_nothing_is_null(api):
    found = api.get("admin/dashboard/").json()["surveillance"]
    names = ("duree_moyenne_ms", "duree_p95_ms", "duree_max_ms", "part_base_de_donnees", "taux_4xx", "taux_5xx")
    assert [found[name] for name in names] == [None] * 6


def test_the_dashboard_costs_the_same_whatever_there_is(api):
    counts = []
    for _time in range(2):
        make_publication(pending=True), make_application(), error(), timing()
        with CaptureQueriesContext(connection) as queries:
            api.get("admin/dashboard/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 26
    assert AuditLog.objects.exists()
