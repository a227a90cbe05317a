"""Favourites: the heart on cards and details, the list in the space, the reminder before the deadline."""

from datetime import timedelta
from html import unescape

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from portal.discovery import services
from portal.discovery.errors import TooManyFavourites
from portal.discovery.models import Favourite
from portal.discovery.services import favourites
from portal.jobs.models import Publication
from portal.notifications.models import Notification
from portal.notifications.preferences import choose
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_application, make_publication
from tests.factories.search import published

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def person(client):
    user = UserFactory()
    client.force_login(user)
    return user


def kept(user, publication, **values):
    services.favourites.keep(user, publication)
    values = {"created_at": timezone.now() - timedelta(days=1), **values}
    Favourite.objects.filter(user=user, publication=publication).update(**values)
    return Favourite.objects.get(user=user, publication=publication)


def soon(days=2.0, **values):
    return published(deadline=timezone.now() + timedelta(days=days), **values)


# --- The heart ------------------------------------------------------------------------------------------------------
def test_keeping_without_script_leads_back(client, person):
    row = published("Menuisier")
    path = f"/favoris/{row.pk}/"
    response = client.post(path, {"garder": "1", "next": "/offres/?q=menuisier"}, follow=True)
    assert response.redirect_chain[0][0] == "/offres/?q=menuisier"
    assert "Ajoutée à vos favoris" in response.text
    assert 'aria-pressed="true"' in response.text
    client.post(path, {"garder": "1"})
    assert person.favourites.count() == 1
    assert client.post(path, {"garder": "0"}).url == row.get_absolute_url()
    assert not person.favourites.exists()
    assert client.post(path, {"garder": "0"}).status_code == 302
    assert client.post("/favoris/999999999/", {"garder": "0"}).status_code == 404


@pytest.mark.parametrize("evil", ["https://mal.example/", "//mal.example/", "javascript:alert(1)"])
def test_keeping_leads_nowhere_else(client, person, evil):
    row = published()
    assert client.post(f"/favoris/{row.pk}/", {"garder": "1", "next": evil}).url == row.get_absolute_url()


def test_htmx_gets_the_heart_alone(client, person):
    row = published()
    text = client.post(f"/favoris/{row.pk}/", {"garder": "1"}, headers=HTMX).text
    assert 'aria-pressed="true"' in text
    assert 'value="0"' in text
    assert "<html" not in text
    assert "Gardée" in client.post(f"/favoris/{row.pk}/", {"garder": "1", "texte": "1"}, headers=HTMX).text


@pytest.mark.parametrize("path", ["/offres/", "/recherche/?q=menuisier", "/", "detail"])
def test_every_list_and_the_detail_have_hearts(client, person, path):
    row, other = published("Menuisier", sector="Bois"), published("Menuisier poseur", sector="Bois")
    services.favourites.keep(person, row)
    text = client.get(row.get_absolute_url() if path == "detail" else path).text
    assert f'action="/favoris/{row.pk}/"' in text
    assert f'action="/favoris/{other.pk}/"' in text
    assert text.count('aria-pressed="true"') == 1
    visitor = Client().get(row.get_absolute_url() if path == "detail" else path).text
    assert f'href="/favoris/{row.pk}/"' in visitor
    assert "aria-pressed" not in visitor
    assert "csrfmiddlewaretoken" not in visitor


def test_a_visitor_signs_in_and_comes_back(client):
    row = published("Menuisier")
    path = f"/favoris/{row.pk}/"
    assert f"next=%2Ffavoris%2F{row.pk}%2F" in client.get(path).text
    client.force_login(UserFactory())
    assert "Garder dans mes favoris" in client.get(path).text
    assert not Favourite.objects.exists()


def test_what_cannot_be_read_cannot_be_kept(client, person):
    draft = make_publication()
    assert client.get(f"/favoris/{draft.pk}/").status_code == 404
    assert client.post(f"/favoris/{draft.pk}/", {"garder": "1"}).status_code == 404
    assert client.get("/favoris/999999999/").status_code == 404


def test_a_person_keeps_so_many(client, person, monkeypatch):
    monkeypatch.setattr(favourites, "MOST", 1)
    one, two = published(), published()
    services.favourites.keep(person, one)
    with pytest.raises(TooManyFavourites):
        services.favourites.keep(person, two)
    assert client.post(f"/favoris/{two.pk}/", {"garder": "1"}).status_code == 409


# --- The list -------------------------------------------------------------------------------------------------------
def test_the_list_shows_what_is_open_over_and_gone(client, person):
    assert "Vous ne gardez encore rien" in client.get("/mon-espace/favoris/").text
    for title in ("Ouverte", "Close", "Retirée du site"):
        services.favourites.keep(person, published(title, places=["Lyon"], contract="cdi"))
    services.favourites.keep(UserFactory(), published("D'une autre"))
    Publication.objects.filter(title="Close").update(closed_at=timezone.now(), status="closed")
    Publication.objects.filter(title__startswith="Retirée").update(withdrawn_at=timezone.now(), status="withdrawn")
    text = unescape(client.get("/mon-espace/favoris/").text)
    assert "Ouverte" in text
    assert "Close" in text
    assert "Retirée du site" not in text
    assert "n’est plus en ligne" in text
    assert "D'une autre" not in text
    gone = Publication.objects.get(title__startswith="Retirée")
    assert client.post(f"/favoris/{gone.pk}/", {"garder": "0", "next": "/mon-espace/favoris/"}).status_code == 302
    assert person.favourites.count() == 2


def test_the_list_costs_the_same_for_more(client, person, django_assert_max_num_queries):
    for number in range(12):
        kind = ("offer", "bourse", "financement", "consultation")[number % 4]
        services.favourites.keep(person, published(f"Numéro {number}", kind=kind, places=["Lyon", "Paris"]))
    client.get("/mon-espace/favoris/")
    with django_assert_max_num_queries(15):
        client.get("/mon-espace/favoris/")


# --- The reminder ---------------------------------------------------------------------------------------------------
def test_a_near_deadline_is_told_once():
    person = UserFactory()
    kept(person, soon(title="Menuisier", places=["Lyon"]))
    for _time in range(2):
        favourites.remind()
    (told,) = Notification.objects.filter(user=person)
    assert told.type == "rappel_favori"
    assert "Menuisier" in told.title
    assert [letter.to for letter in mail.outbox] == [[person.email]]


def test_a_deadline_that_moves_is_told_again():
    person = UserFactory()
    row = soon()
    kept(person, row)
    favourites.remind()
    Publication.objects.filter(pk=row.pk).update(deadline=timezone.now() + timedelta(days=2, hours=5))
    favourites.remind()
    favourites.remind()
    assert Notification.objects.filter(user=person).count() == 2


def test_nobody_is_told_what_needs_no_telling():
    person = UserFactory()
    kept(person, soon(days=5))
    kept(person, published())
    kept(person, soon(), created_at=timezone.now())
    closed = soon()
    kept(person, closed)
    Publication.objects.filter(pk=closed.pk).update(closed_at=timezone.now(), status="closed")
    kept(UserFactory(is_active=False), soon())
    applied = make_publication(validated=True, deadline=timezone.now() + timedelta(days=2))
    make_application(publication=applied, applicant=person)
    kept(person, applied)
    Notification.objects.all().delete()
    assert favourites.remind() == 0


def test_a_person_may_switch_it_off():
    person = UserFactory()
    choose(person, {("rappel_favori", "email"): False})
    kept(person, soon())
    favourites.remind()
    assert Notification.objects.filter(user=person).exists()
    assert mail.outbox == []
