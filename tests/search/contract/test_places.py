"""Distances, and publications without a place."""

import pytest

from search.query import Query, Sort
from search.service import search
from tests.factories.search import published
from tests.search.asking import titles

pytestmark = pytest.mark.django_db


def test_hits_say_how_far_they_are_from_the_town():
    published("ici", places=["Lyon"])
    published("plus loin", places=["Paris", "Saint-Étienne"])
    near, far = search(Query(place="Lyon", radius_km=100, sort=Sort.NEAREST)).hits
    assert near.distance_km == 0
    assert 45 < far.distance_km < 60
    assert [hit.distance_km for hit in search(Query()).hits] == [None, None]
    assert [hit.distance_km for hit in search(Query(place="Rhône")).hits] == [None]


def test_the_nearest_come_first_by_the_nearest_of_their_places():
    for places in (["Saint-Étienne"], ["Villeurbanne", "Paris"], ["Lyon"]):
        published(places[0], places=places)
    assert titles(place="Lyon", radius_km=80, sort=Sort.NEAREST) == ["Lyon", "Villeurbanne", "Saint-Étienne"]


@pytest.mark.parametrize("place", ["", "Bretagne", "Nulle part"])
def test_without_a_town_the_nearest_are_in_the_usual_order(place):
    published("avant", places=["Rennes"], age=2)
    published("après", places=["Brest"], age=1)
    assert titles(place=place, sort=Sort.NEAREST) == ([] if place == "Nulle part" else ["après", "avant"])


@pytest.mark.parametrize("place", ["télétravail", "Teletravail", "à distance", "remote"])
def test_remote_is_a_place_where_people_type_it(place):
    published("maison", remote="full")
    published("deux jours", remote="partial", places=["Lyon"])
    published("sur place", remote="none", places=["Lyon"])
    assert set(titles(place=place)) == {"maison", "deux jours"}


def test_towns_overseas_have_their_surroundings():
    published("Saint-Pierre (974)", places=["Saint-Pierre (974)"])
    published("Paris", places=["Paris"])
    assert titles(place="Saint-Denis (974)", radius_km=100) == ["Saint-Pierre (974)"]
    assert titles(place="La Réunion") == ["Saint-Pierre (974)"]


def test_a_town_abroad_is_not_the_one_of_its_name_here():
    published("Aude", places=["Montréal (11)"])
    published("Québec", places=["Montréal (CA)"])
    assert titles(place="Montréal (CA)") == titles(place="Montréal (CA)", radius_km=20) == ["Québec"]
    assert "Aude" in titles(place="Montréal (11)")
    assert titles(place="Montréal (11)", radius_km=20) == ["Aude"]


@pytest.mark.parametrize("place", ["Alsace", "grand est", "PACA", "Cherbourg-en-Cotentin", "outre-mer"])
def test_places_by_what_people_call_them(place):
    for town in ("Strasbourg", "Nancy", "Marseille", "Cherbourg", "Cayenne"):
        published(town, places=[town])
    expected = {
        "Alsace": {"Strasbourg"},
        "grand est": {"Strasbourg", "Nancy"},
        "PACA": {"Marseille"},
        "Cherbourg-en-Cotentin": {"Cherbourg"},
        "outre-mer": {"Cayenne"},
    }
    assert set(titles(place=place)) == expected[place]
