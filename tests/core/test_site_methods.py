"""The site answers what browsers send, and nothing else."""

import pytest

from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
@pytest.mark.parametrize("path", ["/mon-espace/profil/", "/compte/connexion/", "/offres/", "/admin/", "/robots.txt"])
def test_other_methods_are_refused_outside_the_api(client, method, path):
    client.force_login(UserFactory())
    answer = client.generic(method.upper(), path)
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST, OPTIONS")


def test_the_api_keeps_its_own(client):
    assert client.put("/api/auth/profile/").status_code == 401


@pytest.mark.parametrize("path", ["/robots.txt", "/sitemap.xml", "/sitemap-pages.xml", "/recherche/lieux/"])
def test_what_is_only_read_takes_no_post(client, path):
    assert client.get(path).status_code == 200
    assert client.post(path).status_code == 405


def test_wagtails_own_login_is_the_portals(client):
    answer = client.get("/_util/login/?next=/conseils/")
    assert (answer.status_code, answer["Location"]) == (302, "/compte/connexion/?next=/conseils/")


def test_a_button_opened_as_a_page_says_so(client):
    """As after signing in again because the session had ended when the button was pressed."""
    client.force_login(UserFactory())
    answer = client.get("/mon-espace/notifications/tout-lu/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "ne s’ouvre pas directement" in answer.content.decode()
    assert client.get("/api/auth/login/").status_code == 405
    assert "s’ouvre" not in client.get("/api/auth/login/").content.decode()
