"""Kept pages: never older than what they show, never somebody's."""

from datetime import timedelta

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from portal.jobs import services
from portal.jobs.models import Publication
from portal.pages.kept import LONGEST
from portal.pages.models import SiteChrome
from portal.vocabulary.models import SynonymGroup
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_publication
from tests.factories.search import published
from tests.pages.conftest import signed_in

pytestmark = pytest.mark.django_db
PAGES = ("/", "/offres/", "/offres/?q=boulanger", "/recherche/")


@pytest.fixture
def kept(client, count_queries):
    """`kept(path)`: whether the page, just asked for, would be served again as it is."""
    return lambda path, **headers: len(count_queries(client, path, kept=True, **headers)) <= 1


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_made_once(kept, path):
    published("Boulanger")
    assert kept(path)


def test_the_detail_page_is_made_once(kept):
    assert kept(published("Boulanger").get_absolute_url())


def test_an_answer_from_the_cache_is_the_same(client):
    published("Boulanger")
    first, second = (client.get("/offres/", headers={"x-request-id": "the-same-one"}) for _time in range(2))
    assert second.context is None
    assert first.content == second.content
    assert dict(first.items()) == dict(second.items())
    assert "Cookie" in second["Vary"]


@pytest.mark.parametrize("path", [*PAGES, "detail"])
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
def test_what_is_no_longer_public_leaves_at_once(client, path, change):
    """Even where nobody told: rows changed behind the services' back, or by the clock."""
    publication = published("Boulanger des Batignolles")
    detail = publication.get_absolute_url()
    assert "Batignolles" in client.get(detail if path == "detail" else path).text
    Publication.objects.filter(pk=publication.pk).update(**change)
    if path != "detail":
        assert "Batignolles" not in client.get(path).text
    else:
        answer = client.get(detail)
        assert answer.status_code == 404 or "noindex" in answer.text


def test_a_similar_publication_leaves_at_once(client):
    shown, other = (published(title, sector="Sante") for title in ("Boulanger", "Boulanger pâtissier"))
    assert "Boulanger pâtissier" in client.get(shown.get_absolute_url()).text
    Publication.objects.filter(pk=other.pk).update(closed_at=timezone.now())
    assert "Boulanger pâtissier" not in client.get(shown.get_absolute_url()).text


def test_an_edit_shows_at_once(client):
    publication = published("Boulanger")
    client.get("/offres/")
    Publication.objects.filter(pk=publication.pk).update(title="Pâtissière", updated_at=timezone.now())
    assert "Pâtissière" in client.get("/offres/").text


@pytest.mark.parametrize("path", ["/", "/offres/"])
def test_a_new_publication_shows_at_once(client, path):
    client.get(path)
    make_publication(validated=True, title="Boulanger de Belleville")
    assert "Belleville" in client.get(path).text


@pytest.mark.parametrize("path", ["/offres/?q=hirondelle", "/api/recherche/offres/?q=hirondelle"])
def test_new_synonyms_show_at_once(client, path):
    published("Ramoneur")
    assert "Ramoneur" not in client.get(path).text
    SynonymGroup.objects.create(words="ramoneur\nhirondelle")
    assert "Ramoneur" in client.get(path).text


def test_a_closed_publication_says_so_through_the_service(client):
    recruiter = UserFactory(recruiter=True, verified=True)
    publication = make_publication(validated=True, recruiter=recruiter)
    client.get("/offres/")
    services.publications.close(recruiter, publication)
    assert publication.title not in client.get("/offres/").text


def test_the_menu_and_the_page_follow_the_editors(client):
    client.get("/offres/")
    chrome = SiteChrome.load()
    chrome.notice = "Fermeture le 24 décembre"
    chrome.save()
    assert "24 décembre" in client.get("/offres/").text
    page = Page.objects.get(slug="offres").specific
    page.title = "Toutes nos offres"
    page.save_revision().publish()
    assert "Toutes nos offres" in client.get("/offres/").text


def test_a_page_made_private_is_asked_for_a_password_at_once(client):
    client.get("/offres/")
    page = Page.objects.get(slug="offres")
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="secret")
    assert client.get("/offres/").templates[0].name.endswith("password_required.html")


def test_people_with_a_session_get_their_own_page():
    published("Boulanger")
    visitor, person = Client(), signed_in()
    for _turn in range(2):
        assert "Se déconnecter" not in visitor.get("/offres/").text
        assert "Se déconnecter" in person.get("/offres/").text


def test_nothing_is_kept_of_a_session_or_a_form(client):
    published("Boulanger")
    signed_in().get("/offres/")
    client.get("/compte/connexion/")
    client.get(published("Pâtissier").get_absolute_url() + "inconnu/")
    assert not [key for key in caches["content"]._cache if "pages:page:" in key]


def test_no_token_stands_in_a_kept_page(client):
    client.get("/compte/connexion/")  # gives the visitor a cookie
    published("Boulanger")
    assert client.cookies["csrftoken"].value
    assert "csrf" not in client.get("/offres/").text.lower()


def test_parts_and_pages_do_not_mix(client):
    published("Boulanger")
    whole = client.get("/offres/")
    part = client.get("/offres/", HTTP_HX_REQUEST="true")
    assert "<html" in whole.text
    assert "<html" not in part.text
    assert client.get("/offres/", HTTP_HX_REQUEST="true").headers["HX-Push-Url"]


def test_the_way_back_is_the_reader_s_own(client):
    publication = published("Boulanger")
    referer = "http://testserver/offres/?q=boulanger"
    with_way = client.get(publication.get_absolute_url(), HTTP_REFERER=referer)
    assert "/offres/?q=boulanger" in with_way.text
    assert "/offres/?q=boulanger" not in client.get(publication.get_absolute_url()).text


def test_a_referer_that_is_no_address_is_no_error(client):
    publication = published("Boulanger")
    assert client.get(publication.get_absolute_url(), HTTP_REFERER="http://[").status_code == 200


def test_long_addresses_are_not_kept(client):
    client.get("/offres/?q=" + "a" * LONGEST)
    assert not [key for key in caches["content"]._cache if "pages:page:" in key]
