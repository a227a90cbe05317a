"""Front ends of other hosts: those that are listed, under /api/ alone."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
FRONT, STRANGER = "https://app.exemple.example", "https://evil.example"
PATHS = ["/api/offres/", "/api/auth/login", "/api/upload/cv/", "/api/upload/12/"]


@pytest.fixture(autouse=True)
def listed(settings):
    settings.CORS_ALLOWED_ORIGINS = [FRONT]


def preflight(path, origin=FRONT, method="POST", headers="authorization,content-type"):
    asked = {
        "origin": origin,
        "access-control-request-method": method,
        "access-control-request-headers": headers,
    }
    return Client().options(path, headers=asked)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_a_listed_origin_may_ask(path, method):
    answer = preflight(path, method=method)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == FRONT
    assert answer.headers["Access-Control-Allow-Credentials"] == "true"
    assert method in answer.headers["Access-Control-Allow-Methods"]
    allowed = answer.headers["Access-Control-Allow-Headers"]
    assert all(name in allowed for name in ("authorization", "content-type", "if-match"))
    assert "origin" in answer.headers["Vary"].lower()


def test_the_answer_itself_names_the_origin_and_shows_what_front_ends_read():
    answer = Client().get("/api/offres/", headers={"origin": FRONT})
    assert answer.headers["Access-Control-Allow-Origin"] == FRONT
    assert {"Retry-After", "Content-Disposition"} <= set(answer.headers["Access-Control-Expose-Headers"].split(", "))


def test_a_refusal_can_be_read_too():
    for path in ("/api/auth/profile/", "/api/rien/", "/api/offres/999999/"):
        answer = Client().get(path, headers={"origin": FRONT})
        assert answer.status_code in (401, 404)
        assert answer.headers["Access-Control-Allow-Origin"] == FRONT


@pytest.mark.parametrize(
    "origin", [STRANGER, f"{FRONT}.evil.example", FRONT.replace("https", "http"), "null", FRONT + ":8443"]
)
def test_another_origin_may_not(origin):
    for answer in (preflight("/api/offres/", origin), Client().get("/api/offres/", headers={"origin": origin})):
        assert not [name for name in answer.headers if name.startswith("Access-Control-Allow")]


@pytest.mark.parametrize(
    "path", ["/", "/admin/", "/compte/connexion/", "/mon-espace/", "/offres/", "/apiary/", "/sante/"]
)
def test_the_site_and_the_administration_are_for_nobody_else(path):
    for answer in (preflight(path), Client().get(path, headers={"origin": FRONT})):
        assert not [name for name in answer.headers if name.startswith("Access-Control")]


def test_no_list_no_access(settings):
    settings.CORS_ALLOWED_ORIGINS = []
    assert "Access-Control-Allow-Origin" not in preflight("/api/offres/").headers


def test_development_knows_the_usual_front_ends():
    from portal.settings import development

    assert development.CORS_ALLOWED_ORIGINS == ["http://localhost:3000", "http://localhost:4200"]
