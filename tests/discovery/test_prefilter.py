"""What is left out without asking would not have been found, and little is asked for nothing."""

from dataclasses import replace
from itertools import product

import pytest

from portal.discovery import matching
from portal.discovery.needs import needs_of
from portal.discovery.prefilter import Newcomers
from portal.discovery.searches import read
from portal.vocabulary.models import Skill, SkillAlias
from search.service import search
from tests.factories.discovery import newly_published

pytestmark = pytest.mark.django_db
MANY = 1000
WORDS = (
    "infirmier", "INFIRMIÈRES", "l'infirmier·ère", "soudeur", "infirmier nuit", "infirmier jour", "rh", "dev", "lyon",
    "ressources humaines", "aide-soignant", "aide soignante", "aidesoignant", "développeuse", "C++", "clinique", "?",
    "de la", "zzz", "infirmier de nuit à lyon clinique des lilas", "emploi infirmier",
)  # fmt: skip
FILTERS = (
    "", "contrat=cdi", "contrat=cdd", "contrat=cdi&contrat=cdd", "teletravail=partial", "teletravail=full",
    "secteur=numérique", "region=Bretagne", "departement=69", "experience=3-5", "montant=1000",
    "montant=40000", "competence=Soins", "competence=soins&competence=Nuit", "competence=Ailleurs",
    "competence=attentions", "entreprise=lilas", "entreprise=LILÀS", "entreprise=Autre",
)  # fmt: skip
PLACES = (
    "", "Lyon", "lyon", "69", "69003", "Lyon 3e", "Rhône", "Auvergne-Rhône-Alpes", "Rhône-Alpes", "Bretagne", "Brest",
    "Télétravail", "Ly", "Nulle part", "?", "Paris", "Saint-Denis", "Saint-Denis 974", "Villeurbanne", "Montréal (CA)",
    "Montréal (11)", "Montréal",
)  # fmt: skip
AROUND = [(town, km) for town in ("Lyon", "Villeurbanne", "Brest", "Saint-Denis 974") for km in (5, 20, 100)]


@pytest.fixture
def fresh():
    newly_published("Infirmière de nuit", places=["Lyon"], skills=["Soins", "Nuit"], contract="cdi", amount_min=30000)
    newly_published("Chargé de ressources humaines", places=["Brest", "Lyon"], contract="cdd", remote="partial")
    newly_published("Développeur C++", sector="Numérique", remote="full", experience="3-5", company="Autre")
    newly_published("Aide-soignant de jour", places=["Villeurbanne"], amount_max=2500, amount_min=2000, period="month")
    SkillAlias.objects.create(name="Attentions", skill=Skill.objects.get(name="Soins"))
    newly_published("Maçon", places=["Saint-Denis (974)"], amount_min=50000, currency="USD")
    newly_published("Bourse de soins", kind="bourse", places=["Paris"])
    newly_published("Bourse d'ailleurs", kind="bourse", places=["Montréal (CA)"])
    newly_published("Bourse d'ici", kind="bourse", places=["Montréal (11)"])
    matching.announce()
    return Newcomers(0, 8, MANY)


def both(fresh, parameters: str, kind: str = "") -> tuple[set[int], set[int]]:
    """(what the search finds, what the prefilter leaves)."""
    asked = read(kind, parameters)
    assert not asked.problems or "rayon" in parameters
    query = asked.query
    found = search(replace(query, exact=True, facets=(), page_size=100), queryset=fresh.publications())
    return set(found.ids), set(fresh.may_find(needs_of(kind, parameters)) or ())


@pytest.mark.parametrize("words", WORDS)
def test_words(fresh, words):
    for kind in ("", "offer", "bourse", "consultation"):
        found, left = both(fresh, f"q={words.replace('+', '%2B')}", kind)
        assert found == left if any(map(str.isalnum, words)) else found <= left


@pytest.mark.parametrize("filter", FILTERS)
def test_filters(fresh, filter):
    found, left = both(fresh, filter, "offer")
    assert found == left
    for words in ("infirmier", "de"):
        found, left = both(fresh, f"q={words}&{filter}", "offer")
        assert found <= left


@pytest.mark.parametrize("place", PLACES)
def test_places(fresh, place):
    found, left = both(fresh, f"lieu={place}")
    assert found == left


@pytest.mark.parametrize(("place", "km"), AROUND)
def test_around_a_town(fresh, place, km):
    found, left = both(fresh, f"lieu={place}&rayon={km}")
    assert found <= left
    assert len(left) <= len(found) + 1


def test_all_together(fresh):
    for words, filter, place in product(WORDS[:8], FILTERS[:8], PLACES[:8]):
        found, left = both(fresh, f"q={words}&{filter}&lieu={place}", "offer")
        assert found == left


def test_a_search_that_is_not_understood_needs_nothing_and_finds_nothing():
    assert needs_of("offer", "secteur=perdu") is None
