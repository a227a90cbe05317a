"""What the demo's writers wrote, before anything is loaded."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command

from portal.accounts.models import User
from portal.accounts.validators import validate_siret
from portal.core.html import clean_html, plain_text
from portal.demo.accounts import siret
from portal.demo.content.companies import COMPANIES
from portal.demo.content.letters import ROWS
from portal.demo.reading import entries
from portal.demo.typography import to_html, typeset
from portal.jobs.models import Kind, Publication
from portal.vocabulary.places import find_place

NARROW, WIDE = "\u202f", "\u00a0"


@pytest.fixture(scope="module")
def texts():
    return entries()


def test_there_are_at_least_150_publications(texts):
    assert len(texts) >= 150


@pytest.mark.parametrize("kind", Kind.values)
def test_every_kind_has_ten_that_are_public(texts, kind):
    public = [text for text in texts if text.kind == kind and text.state == "validated" and text.deadline > 0]
    assert len(public) >= 10


def test_every_state_is_there(texts):
    states = {"validated", "draft", "pending", "edited", "refused", "expired", "closed", "withdrawn", "scheduled"}
    assert {text.state for text in texts} == states


def test_the_demo_recruiter_has_publications_in_every_state(texts):
    assert len({text.state for text in texts if text.company == "ondelia"}) == 9


def test_a_refusal_has_its_code_and_words(texts):
    assert all(text.code and len(text.words) > 10 for text in texts if text.state == "refused")


def test_reading_twice_gives_the_same(texts):
    assert entries() == texts


def test_no_title_and_no_description_comes_twice(texts):
    assert Counter(text.values["title"] for text in texts).most_common(1)[0][1] == 1
    assert Counter(text.values["description"] for text in texts).most_common(1)[0][1] == 1


def test_sentences_are_not_copied_from_one_text_to_another(texts):
    sentences = Counter(
        sentence
        for text in texts
        for sentence in set(plain_text(text.values["description"]).split(". "))
        if len(sentence) > 60
    )
    assert sentences.most_common(1)[0][1] == 1


def test_descriptions_are_what_the_cleaning_of_html_keeps(texts):
    for text in texts:
        written = text.values["description"]
        assert clean_html(written).replace("&nbsp;", WIDE) == written


def test_every_place_is_known_with_its_coordinates(texts):
    labels = {label for text in texts for label in text.values["places"]}
    assert [label for label in labels if find_place(label) is None] == []
    assert len(labels) > 60


def test_some_are_overseas(texts):
    found = {find_place(label).department for text in texts for label in text.values["places"]}
    assert {"971", "973", "974", "976"} <= found


def test_every_company_publishes_something(texts):
    assert {text.company for text in texts} == set(COMPANIES)


def test_every_letter_goes_to_one_publication(texts):
    titles = [" ".join(text.values["title"].split()) for text in texts]
    for row in ROWS:
        beginning = " ".join(typeset(row[1]).split())
        assert len([title for title in titles if title.startswith(beginning)]) == 1, beginning


@pytest.mark.parametrize("number", [0, 1, 37, 98, 1199])
def test_a_siret_is_valid(number):
    validate_siret(siret(number))


def test_spaces_before_high_punctuation_do_not_break():
    assert typeset("« Qui ? » : 4 200 €") == f"«{WIDE}Qui{NARROW}?{WIDE}»{WIDE}: 4{NARROW}200{WIDE}€"


def test_light_markup_becomes_html():
    assert to_html(["## Poste", "Un texte.", "- un", "- deux"]) == (
        "<h2>Poste</h2><p>Un texte.</p><ul><li>un</li><li>deux</li></ul>"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("environment", ["production", "staging"])
def test_it_is_refused_outside_development_and_tests(settings, environment):
    settings.ENVIRONMENT = environment
    with pytest.raises(CommandError):
        call_command("load_demo", verbosity=0)
    with pytest.raises(CommandError):
        call_command("load_demo", scale=10, verbosity=0)
    assert not User.objects.exists()
    assert not Publication.objects.exists()


@pytest.mark.django_db
def test_an_account_of_that_name_is_left_alone(django_user_model):
    django_user_model.objects.create_user("admin@demo.example", "something else")
    with pytest.raises(CommandError):
        call_command("load_demo", verbosity=0)
    assert User.objects.count() == 1


def test_pupils_find_six_internships_with_free_weeks_in_several_towns_and_one_is_full(texts):
    internships = [text for text in texts if text.values.get("contract") == "stage_eleve"]
    assert all(len(text.weeks) >= 2 and text.deadline > 0 for text in internships)
    assert len({place for text in internships for place in text.values["places"]}) >= 6
    asked = [row for row in ROWS if "weeks" in row[5]]
    full = next(text for text in internships if text.values["title"] == "Une semaine sur un chantier naval")
    taken = {number for row in asked if full.values["title"].startswith(row[1]) for number in row[5]["weeks"]}
    assert taken == set(range(len(full.weeks)))
    assert len(internships) >= 7
