"""The table of beginnings that completions are read from."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.jobs.models import Publication
from portal.vocabulary.models import SkillAlias
from search.indexing import reindex
from search.models import SearchPhrase
from search.phrases import MOST_BEGINNINGS, beginnings
from search.query import Completes
from search.service import complete
from search.tasks import count_words
from tests.factories.search import published

pytestmark = pytest.mark.django_db


def test_a_phrase_begins_at_each_of_its_first_words():
    assert list(beginnings("chef de l'equipe (h/f)"))[:4] == [
        "chef de l'equipe (h/f)",
        "de l'equipe (h/f)",
        "l'equipe (h/f)",
        "equipe (h/f)",
    ]
    assert len(list(beginnings("a b c d e f g h i"))) == MOST_BEGINNINGS
    assert list(beginnings("...")) == []


def test_a_phrase_is_learnt_once_however_often_it_is_said():
    for _ in range(3):
        published("Soudeur TIG", company="Duval", skills=["TIG"])
    assert sorted(SearchPhrase.objects.values_list("type", "key")) == [
        ("company", "duval"),
        ("skill", "tig"),
        ("title", "soudeur tig"),
        ("title", "tig"),
    ]


def test_the_night_forgets_what_nothing_says_any_more():
    row, kept = published("Ramoneur", company="Hiver"), published("Soudeur", company="Duval")
    Publication.objects.filter(pk=row.pk).update(live=False)
    reindex(row.pk)
    Publication.objects.filter(pk=kept.pk).update(title="Soudeuse")
    reindex(kept.pk)
    count_words()
    assert set(SearchPhrase.objects.values_list("whole", flat=True)) == {"soudeuse", "duval"}


def test_what_closed_leaves_room_for_what_is_open():
    """The shorter ones are proposed first: those that are over must not use up what is looked at."""
    past = timezone.now() - timedelta(hours=1)
    for number in range(40):
        published(f"Soudeur {number}", company=f"Soudage {number}", skills=[f"Soudure {number}"], deadline=past)
    published("Soudeur en chaudronnerie fine", company="Soudage et compagnie", skills=["Soudure à l'arc sous argon"])
    for _ in range(2):
        assert [found.text for found in complete("soud") if found.type != Completes.PLACE] == [
            "Soudeur en chaudronnerie fine",
            "Soudure à l'arc sous argon",
            "Soudage et compagnie",
        ]
        count_words()
        assert SearchPhrase.objects.filter(whole__startswith="soud").values("whole").distinct().count() == 3


def test_what_opens_again_is_learnt_again():
    row = published("Soudeur", skills=["TIG"], deadline=timezone.now() - timedelta(hours=1))
    count_words()
    assert not SearchPhrase.objects.exists()
    Publication.objects.filter(pk=row.pk).update(deadline=timezone.now() + timedelta(days=1))
    reindex(row.pk)
    assert [found.text for found in complete("soud")][:1] == ["Soudeur"]


def test_a_company_that_was_renamed_is_proposed_under_its_new_name_only():
    row = published("Soudeur", company="Ancien nom")
    row.company.name = "Nouveau nom"
    row.company.save()
    Publication.objects.filter(pk=row.pk).update(company_name="Nouveau nom")
    reindex(row.pk)
    assert [found.text for found in complete("nom", types=(Completes.COMPANY,))] == ["Nouveau nom"]


def test_a_skill_is_proposed_by_its_other_names():
    published("Poste", skills=["JavaScript"])
    assert SkillAlias.objects.filter(key="ecmascript").exists()
    assert [found.text for found in complete("ecma", types=(Completes.SKILL,))] == ["JavaScript"]


def test_a_completion_takes_few_statements(django_assert_max_num_queries):
    for number in range(6):
        published(f"Soudeur {number}", company=f"Soudage {number}", skills=[f"Soudure {number}"])
    with django_assert_max_num_queries(7):
        assert len([found for found in complete("soud") if found.type != Completes.PLACE]) == 15
