"""The score: bounds, monotony, independence of order, what counts and what does not."""

from dataclasses import fields
from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.matching.data import Asked, Period, Person, Skill, Spot
from portal.matching.scoring import WEIGHTS, distance_km, score, years_at_work
from portal.matching.words import explain

TODAY = date(2026, 3, 2)
LYON, PARIS = Spot("Lyon", 45.7578, 4.832), Spot("Paris", 48.8534, 2.3488)
VILLEURBANNE = Spot("Villeurbanne", 45.7667, 4.8833)
NOWHERE = Spot("Ailleurs")


def skills(*names):
    return tuple(Skill(name.lower(), name) for name in names)


def years(number, until=TODAY):
    return (Period(until - timedelta(days=round(number * 365.25)), until),)


# --- Properties -----------------------------------------------------------------------------------------------------
SKILL = st.sampled_from(skills("Python", "Django", "Git", "Soudage", "Paie", "Chaux", "Anglais"))
SKILLS = st.lists(SKILL, max_size=6).map(tuple)
DAYS = st.dates(date(1970, 1, 1), date(2040, 1, 1))
PERIOD = st.builds(Period, DAYS, st.none() | DAYS)
SPOT = st.sampled_from([LYON, PARIS, VILLEURBANNE, NOWHERE])
ASKED = st.builds(
    Asked,
    SKILLS,
    st.sampled_from([None, 0, 1, 3, 5]),
    st.lists(SPOT, max_size=3).map(tuple),
    st.sampled_from(["none", "partial", "full"]),
)
PERSON = st.builds(Person, SKILLS, st.lists(PERIOD, max_size=5).map(tuple), st.none() | SPOT)
often = settings(max_examples=300, deadline=None, derandomize=True)


@often
@given(ASKED, PERSON)
def test_it_is_a_whole_number_from_0_to_100_or_none(asked, person):
    found = score(asked, person, TODAY)
    assert found.total is None or (isinstance(found.total, int) and 0 <= found.total <= 100)
    assert all(part.points is None or 0 <= part.points <= 100 for part in found.parts)


@often
@given(ASKED, PERSON, SKILL)
def test_one_more_skill_never_lowers_it(asked, person, more):
    before = score(asked, person, TODAY).total
    after = score(asked, Person((*person.skills, more), person.periods, person.spot), TODAY).total
    assert before is None or after >= before


@often
@given(ASKED, PERSON, PERIOD)
def test_more_experience_never_lowers_it(asked, person, more):
    before = score(asked, person, TODAY).total
    after = score(asked, Person(person.skills, (*person.periods, more), person.spot), TODAY).total
    assert before is None or after >= before


@often
@given(ASKED, PERSON, st.randoms(use_true_random=False))
def test_order_and_repeats_change_nothing(asked, person, chance):
    def mixed(items):
        items = [*items, *items[:1]]
        chance.shuffle(items)
        return tuple(items)

    other = Asked(mixed(asked.skills), asked.years, mixed(asked.spots), asked.remote)
    same = Person(mixed(person.skills), mixed(person.periods), person.spot)
    assert score(other, same, TODAY) == score(asked, person, TODAY)


@often
@given(PERSON)
def test_a_person_is_kept_and_read_again(person):
    assert Person.from_json(person.as_json()) == person


# --- Null -----------------------------------------------------------------------------------------------------------
def test_nothing_asked_or_nothing_said_is_none():
    person = Person(skills("Python"), years(3), LYON)
    assert score(Asked(), person, TODAY).total is None
    assert score(Asked(skills("Python"), 3, (LYON,)), Person(), TODAY).total is None
    assert score(Asked(years=0), person, TODAY).total is None
    assert score(Asked(spots=(LYON,), remote="full"), person, TODAY).total is None


def test_a_town_alone_is_no_score_where_skills_or_experience_are_asked():
    assert score(Asked(skills("Python"), None, (LYON,)), Person(spot=LYON), TODAY).total is None
    assert score(Asked((), 3, (LYON,)), Person(spot=LYON), TODAY).total is None
    assert score(Asked((), None, (LYON,)), Person(spot=LYON), TODAY).total == 100


# --- Parts ----------------------------------------------------------------------------------------------------------
def test_the_three_parts_weigh_50_30_and_20():
    asked = Asked(skills("Python", "Django"), 4, (PARIS,))
    found = score(asked, Person(skills("Python"), years(3), LYON), TODAY)
    assert [part.points for part in found.parts] == [50, 75, 0]
    assert found.total == round(0.5 * 50 + 0.3 * 75 + 0.2 * 0)
    assert sum(WEIGHTS.values()) == 100


def test_what_is_not_asked_leaves_its_weight_to_the_others():
    found = score(Asked(skills("Python", "Django"), 3), Person(skills("Python"), years(3)), TODAY)
    assert found.total == round((50 * 50 + 30 * 100) / 80)


def test_skills_are_compared_by_key_and_shown_by_the_name_asked():
    asked = Asked((Skill("javascript", "JS"), Skill("git", "Git")))
    part = score(asked, Person((Skill("javascript", "JavaScript"),)), TODAY).parts[0]
    assert part.facts == {"matched": ["JS"], "missing": ["Git"]}


@pytest.mark.parametrize(
    ("periods", "wanted"),
    [
        ((), 0),
        ((Period(date(2020, 1, 1), date(2024, 1, 1)),), 4),
        ((Period(date(2020, 1, 1), date(2024, 1, 1)), Period(date(2021, 1, 1), date(2023, 1, 1))), 4),
        ((Period(date(2020, 1, 1), date(2022, 1, 1)), Period(date(2021, 1, 1), date(2024, 1, 1))), 4),
        ((Period(date(2020, 1, 1), date(2021, 1, 1)), Period(date(2023, 1, 1), date(2024, 1, 1))), 2),
        ((Period(date(2024, 3, 2)),), 2),
        ((Period(date(2030, 1, 1), date(2032, 1, 1)),), 0),
        ((Period(date(2024, 3, 2), date(2032, 1, 1)),), 2),
        ((Period(date(2022, 1, 1), date(2020, 1, 1)),), 0),
    ],
)
def test_years_are_counted_once_and_until_today(periods, wanted):
    assert years_at_work(periods, TODAY) == pytest.approx(wanted, abs=0.01)


def test_more_years_than_asked_are_no_better():
    assert [score(Asked(years=3), Person(periods=years(n)), TODAY).total for n in (0.75, 3, 30)] == [25, 100, 100]


def test_distance():
    assert distance_km(LYON, PARIS) == pytest.approx(392, abs=3)
    assert distance_km(LYON, LYON) == 0
    assert distance_km(LYON, NOWHERE) is None


@pytest.mark.parametrize(
    ("spots", "remote", "points"),
    [
        ((VILLEURBANNE,), "none", 100),
        ((PARIS,), "none", 0),
        ((PARIS, VILLEURBANNE), "none", 100),
        ((PARIS,), "full", None),
        ((), "none", None),
        ((NOWHERE,), "none", None),
    ],
)
def test_the_nearest_town_counts(spots, remote, points):
    found = score(Asked((), None, spots, remote), Person(skills("Python"), spot=LYON), TODAY)
    assert found.parts[2].points == points


def test_partly_remote_reaches_twice_as_far():
    grenoble = Spot("Grenoble", 45.1715, 5.7224)
    on_site, partly = (
        score(Asked((), None, (grenoble,), remote), Person(skills("a"), spot=LYON), TODAY).parts[2].points
        for remote in ("none", "partial")
    )
    assert 0 < on_site < partly < 100


# --- What never counts ----------------------------------------------------------------------------------------------
def test_nothing_but_skills_dates_of_jobs_and_the_town_is_known_of_a_person():
    assert {field.name for field in fields(Person)} == {"skills", "periods", "spot"}
    assert {field.name for field in fields(Asked)} == {"skills", "years", "spots", "remote"}


# --- Words ----------------------------------------------------------------------------------------------------------
def sentences(asked, person):
    with translation.override("fr"):
        return [(part.label, part.text) for part in explain([p.as_json() for p in score(asked, person, TODAY).parts])]


def test_each_part_is_explained_in_french():
    asked = Asked(skills("Python", "Django", "Git"), 3, (VILLEURBANNE,))
    assert sentences(asked, Person(skills("Python", "Git"), years(4.5), LYON)) == [
        ("Compétences", "Indiqué : Git, Python. Non mentionné : Django."),
        ("Expérience", "4,5 ans d’expérience ; 3 ans demandés."),
        ("Lieu", "Villeurbanne est à 4 km à vol d’oiseau."),
    ]
    assert sentences(asked, Person(skills("Python", "Git", "Django"), years(1), VILLEURBANNE)) == [
        ("Compétences", "Toutes les compétences demandées y sont : Django, Git, Python."),
        ("Expérience", "1 an d’expérience ; 3 ans demandés."),
        ("Lieu", "Sur place : Villeurbanne."),
    ]
    assert sentences(asked, Person(skills("Paie"))) == [
        ("Compétences", "Aucune des compétences demandées n’est indiquée : Django, Git, Python."),
        ("Expérience", "Aucune expérience datée dans le parcours ; 3 ans demandés."),
        ("Lieu", "Les villes ne peuvent pas être comparées : ce point ne compte pas."),
    ]
    assert sentences(Asked(remote="full"), Person(skills("Paie"))) == [
        ("Compétences", "La publication ne nomme aucune compétence : ce point ne compte pas."),
        ("Expérience", "La publication ne demande pas d’expérience : ce point ne compte pas."),
        ("Lieu", "Tout à distance : le lieu n’a pas d’importance."),
    ]
