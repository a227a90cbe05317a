"""How a query's words are read, mostly without a database."""

import pytest

from search.analysis import terms
from search.synonyms import Thesaurus, wanted_terms

THESAURUS = Thesaurus(
    [
        ["RH", "ressources humaines"],
        ["DRH", "directeur des ressources humaines"],
        ["back-end", "back"],
        ["le", "la"],
        ["aide-soignant", "AS"],
        ["auxiliaire de vie", "AVS"],
        ["AESH", "AVS"],
    ]
)


def asked(text: str) -> list[tuple]:
    return [term.alternatives for term in THESAURUS.expand(terms(text))]


def test_the_longest_expression_goes_first():
    assert asked("directrice des ressources humaines") == [(("directeur", "ressource", "humain"), ("drh",))]
    assert asked("directeur RH") == [(("directeur",),), (("rh",), ("ressource", "humain"))]


def test_what_was_typed_is_the_first_alternative():
    assert asked("ressources humaines") == [(("ressource", "humain"), ("rh",))]


def test_a_word_of_two_groups_means_both():
    assert asked("AVS") == [(("avs",), ("auxiliaire", "vie"), ("aesh",))]
    assert asked("AESH") == [(("aesh",), ("avs",))]


def test_a_compound_is_known_in_every_writing():
    ways = (("back", "end"), ("backend",), ("back",))
    assert set(asked("back-end")[0]) == set(asked("back end")[0]) == set(ways)
    assert asked("backend")[0][0] == ("backend",)


def test_groups_without_words_that_count_do_nothing():
    assert asked("le la") == []


def test_a_single_word_keeps_its_beginning_for_those_who_still_type():
    (term,) = THESAURUS.expand(terms("rh"))
    assert term.prefix == "rh"


def test_the_same_twice_is_asked_once():
    assert len(asked("RH ressources humaines")) == 1
    assert len(asked("RH rh RH")) == 1


def test_what_finds_nothing_more_is_left_out():
    thesaurus = Thesaurus([["infirmier", "IDE", "infirmier diplômé d'État"]])
    assert thesaurus.expand(terms("infirmières"))[0].alternatives == (("infirmier",), ("ide",))
    typed = ("infirmier", "diplome", "etat")
    assert thesaurus.expand(terms("infirmier diplômé d'État"))[0].alternatives == (typed, ("infirmier",), ("ide",))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("emploi La Rochelle", "La Rochelle"),
        ("Offre d’emploi : comptable", "comptable"),
        ("je cherche un emploi de boulangère", "boulangère"),
        ("recherche emploi Nantes", "Nantes"),
        ("travail avec les enfants", "enfants"),
        ("postes en cuisine", "cuisine"),
    ],
)
def test_what_people_type_before_their_subject_is_left_out(db, typed, meant):
    assert [term.alternatives for term in wanted_terms(typed)] == [term.alternatives for term in wanted_terms(meant)]


@pytest.mark.parametrize("typed", ["emploi", "emplois", "travail social", "recherche clinique", "jobard"])
def test_what_is_itself_a_subject_stays(db, typed):
    assert len(wanted_terms(typed)) == len(terms(typed))


def test_an_expression_that_begins_like_it_stays_whole(db):
    assert ("saisonnier",) in wanted_terms("job d'été Nantes")[0].alternatives
