"""Pairs of a query and a title that says the same in other words, on every backend."""

import pytest
from django.core.cache import caches

from portal.vocabulary.models import SkillAlias, SynonymGroup
from search.query import Query
from search.service import search
from tests.factories.search import published
from tests.search.asking import counts, titles

pytestmark = pytest.mark.django_db

SAME = """
dev | Développeuse web
développeur·se | Programmeur
développeur(euse) | Programmeuse
RH | Chargée des ressources humaines
ressources humaines | Assistant RH
Ressource humaine | Gestionnaire RH
CDI | Comptable en contrat à durée indéterminée
contrat à durée indéterminée | Comptable en CDI
alternance | Commerciale en apprentissage
apprenti boulanger | Boulanger en alternance
infirmier.ère | IDE de nuit
IDE | Infirmière de nuit
infirmier diplômé d'état | Infirmière
aide soignante | Aide-soignant
ATSEM | Agent territorial spécialisé des écoles maternelles
kiné | Masseuse-kinésithérapeute
EHPAD | Animateur en maison de retraite
prof de maths | Professeure de maths
front-end | Développeur front
développeur fullstack | Développeuse full stack
full-stack | Ingénieure fullstack
chef de projet | Responsable de projet
directrice des ressources humaines | DRH
thèse | Doctorat en biologie
post-doc | Contrat de postdoc
bac+5 | Master en droit
femme de ménage | Agent d'entretien
poids lourd | Conducteur PL
chauffeur poids lourd | Conductrice routière
BTP | Maçon dans le bâtiment
appel à projets | AAP culture
e-commerce | Vente en ligne
start-up | Jeune pousse de la santé
mi-temps | Secrétaire à temps partiel
JS | Développeur JavaScript
machine learning | Apprentissage automatique appliqué
"""
APART = """
RH | Ressources naturelles
CDI | CDD
femme de ménage | Femme de lettres
chef de projet | Chef de rang
maison de retraite | Maison des associations
temps partiel | Temps complet
"""


def pairs(table: str) -> list[tuple[str, str]]:
    return [tuple(part.strip() for part in line.split("|")) for line in table.strip().splitlines()]


@pytest.mark.parametrize(("words", "title"), pairs(SAME))
def test_what_means_the_same_is_found(words, title):
    published(title)
    published("Plombier")
    results = search(Query(words=words))
    assert (results.total, results.relaxed, results.corrected) == (1, False, False)


@pytest.mark.parametrize(("words", "title"), pairs(APART))
def test_what_only_looks_alike_is_not(words, title):
    published(title)
    results = search(Query(words=words))
    assert results.total == 0 or results.relaxed


def test_an_expression_is_marked_where_all_of_it_is():
    published("Assistant RH", description="<p>Les ressources de la mer sont là.</p>")
    published("Chargé des ressources humaines", description="<p>Rien.</p>", age=1)
    shown = {hit.extracts["title"]: hit.extracts.get("description", "") for hit in search(Query(words="RH")).hits}
    assert shown == {
        "Assistant <mark>RH</mark>": "",
        "Chargé des <mark>ressources</mark> <mark>humaines</mark>": "",
    }


def test_an_expression_that_nothing_says_comes_apart_into_its_words():
    """Better some of the words, and saying so, than nothing."""
    published("Ingénieure data")
    published("Plombier")
    results = search(Query(words="data scientist"))
    assert (results.total, results.relaxed) == (1, True)
    assert "<mark>data</mark>" in results.hits[0].extracts["title"]
    assert search(Query(words="data scientist", exact=True)).total == 0


def test_the_other_words_of_a_query_are_still_needed():
    published("Chargée des ressources humaines", places=["Lyon"])
    published("Chargée des ressources humaines", places=["Lille"])
    assert len(titles(words="RH Lyon")) == 1


def test_an_edit_is_seen_at_once_where_the_cache_is_shared():
    published("Ramoneur")
    assert titles(words="hirondelle") == []
    assert counts("kind", words="hirondelle") == {}
    group = SynonymGroup.objects.create(words="ramoneur\nhirondelle d'hiver\nHirondelle")
    assert titles(words="hirondelle") == ["Ramoneur"]
    assert counts("kind", words="hirondelle") == {"offer": 1}
    group.delete()
    assert titles(words="hirondelle") == []


def test_another_name_of_a_skill_is_a_synonym():
    published("Poste A", skills=["JavaScript"])
    assert titles(words="ECMAScript") == ["Poste A"]
    SkillAlias.objects.all().delete()
    caches["content"].clear()
    assert titles(words="ECMAScript") == []
