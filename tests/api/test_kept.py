"""Kept answers of the API: never older than what they show, never somebody's, counted like every other."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.jobs.models import Publication
from tests.api.client import Api
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_application, make_internship, make_publication, send_internship
from tests.factories.search import published

pytestmark = pytest.mark.django_db
WAYS = ("/api/offres/", "/api/offres/?q=boulanger", "/api/offres/recherche/?q=boulanger", "/api/offres/{pk}/")

HOSTS = ("a.example", "b.example")


@pytest.fixture
def api():
    return Api()


def statements(api, path) -> list[str]:
    with CaptureQueriesContext(connection) as queries:
        assert api.get(path).status_code == 200
    return [query["sql"] for query in queries.captured_queries]


@pytest.mark.parametrize("way", WAYS)
def test_it_is_made_once_and_the_same_again(api, way):
    path = way.format(pk=published("Boulanger").pk)
    first = api.get(path)
    assert len(statements(api, path)) == 1
    second = api.get(path)
    assert second.content == first.content
    assert second["Content-Type"] == first["Content-Type"] == "application/json"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    "change",
    [
        {"withdrawn_at": timezone.now()},
        {"closed_at": timezone.now()},
        {"live": False},
        {"status": "pending"},
        {"deadline": timezone.now() - timedelta(minutes=1)},
        {"expire_at": timezone.now() - timedelta(minutes=1)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_is_no_longer_public_leaves_at_once(api, way, change):
    publication = published("Boulanger des Batignolles")
    path = way.format(pk=publication.pk)
    assert "Batignolles" in api.get(path).text
    Publication.objects.filter(pk=publication.pk).update(**change)
    assert "Batignolles" not in api.get(path).text


@pytest.mark.parametrize("way", WAYS)
def test_an_edit_and_a_new_application_show_at_once(api, way):
    publication = published("Boulanger")
    path = way.format(pk=publication.pk)
    api.get(path)
    make_application(publication=publication)
    assert '"nombre_candidatures":1' in api.get(path).text
    Publication.objects.filter(pk=publication.pk).update(title="Pâtissière", updated_at=timezone.now())
    assert "Pâtissière" in api.get(path).text


def test_a_new_publication_shows_at_once(api):
    api.get("/api/offres/")
    make_publication(validated=True, title="Boulanger de Belleville")
    assert "Belleville" in api.get("/api/offres/").text


@pytest.mark.parametrize("way", ["/api/offres/", "/api/offres/{pk}/"])
def test_a_seat_that_is_taken_or_given_back_shows_at_once(api, way):
    internship = make_internship(seats=(1,))
    path = way.format(pk=internship.pk)
    assert '"places_restantes":1' in api.get(path).text
    application = send_internship(internship)
    Publication.objects.update(applications_count=0)
    assert '"places_restantes":0' in api.get(path).text
    type(application).objects.update(status="withdrawn")
    assert '"places_restantes":1' in api.get(path).text


def test_who_has_a_token_is_answered_anew(api):
    publication = published("Boulanger")
    api.get("/api/offres/")
    known = Api(UserFactory())
    answer = known.get("/api/offres/")
    assert answer["Cache-Control"] == "private, no-store"
    assert len(statements(known, "/api/offres/")) > 1
    assert answer.json()["results"][0]["id"] == publication.pk


def test_another_host_and_another_page_are_other_answers(api, settings):
    settings.ALLOWED_HOSTS = ["*"]
    for number in range(3):
        published(f"Boulanger {number}")
    first, other = (api.client.get("/api/offres/?page_size=1", headers={"host": host}).json() for host in HOSTS)
    second = api.client.get("/api/offres/?page_size=1&page=2", headers={"host": HOSTS[0]}).json()
    assert "//a.example/" in first["next"]
    assert "//b.example/" in other["next"]
    assert first["results"] != second["results"]


def test_each_language_has_its_answer(api):
    published("Boulanger", contract="interim")
    path = "/api/offres/recherche/"
    english, french = (
        api.client.get(path, headers={"accept-language": language}).json()["facettes"]["type_contrat"][0]["libelle"]
        for language in ("en", "fr")
    )
    assert english != french


def test_a_refusal_is_not_kept(api):
    assert api.get("/api/offres/?page=9").status_code == 404
    for number in range(2):
        published(f"Boulanger {number}")
    assert api.get("/api/offres/?page_size=1&page=2").status_code == 200
    assert api.get("/api/offres/?page=zéro").status_code == 400


def test_kept_answers_count_against_the_limit(api, settings):
    settings.API_RATES = {**settings.API_RATES, "address": "3/min"}
    assert [api.get("/api/offres/").status_code for _time in range(4)] == [200, 200, 200, 429]
