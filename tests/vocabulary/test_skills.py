"""Skills and their other names."""

import pytest

from portal.vocabulary.models import Skill, SkillAlias

pytestmark = pytest.mark.django_db


def test_other_names_give_the_skill_they_stand_for():
    found = Skill.objects.named(["JS", "Chaux", "javascript", "chaux", "K8S"])
    assert [skill.name for skill in found] == ["JavaScript", "Chaux", "Kubernetes"]
    assert not Skill.objects.filter(key__in=["js", "k8s"]).exists()


def test_an_alias_made_by_hand_is_found_in_any_writing():
    stone = Skill.objects.create(name="Taille de pierre")
    SkillAlias.objects.create(name="Tailleuse de Pierre", skill=stone)
    assert Skill.objects.named([" TAILLEUSE  de pierre "]) == [stone]


def test_the_keys_that_names_mean_are_read_without_making_a_skill():
    assert Skill.objects.keys_of(["JS", "Chaux"]) == {"JS": "javascript", "Chaux": "chaux"}
    assert not Skill.objects.filter(key="chaux").exists()


def test_curly_and_straight_apostrophes_are_one():
    straight, curly = Skill.objects.named(["Soins d'hygiène"]), Skill.objects.named(["Soins d’hygiène"])
    assert straight == curly


def test_no_alias_is_a_skill_of_the_migration():
    assert not Skill.objects.filter(key__in=SkillAlias.objects.values("key")).exists()
