import pytest
from django.core.exceptions import ValidationError

from portal.vocabulary.models import Skill, SkillAlias, SynonymGroup
from portal.vocabulary.synonyms import groups

pytestmark = pytest.mark.django_db


def test_the_site_starts_with_many_groups_each_of_which_an_editor_could_have_written():
    rows = SynonymGroup.objects.all()
    assert len(rows) >= 80
    for row in rows:
        row.full_clean()


def test_words_are_kept_clean_and_each_once():
    group = SynonymGroup(words=" RH \n\nrh\n  ressources   humaines\n\x00Ressources Humaines")
    group.full_clean()
    assert group.words == "rh\nRessources Humaines"
    assert str(group) == "rh, Ressources Humaines"


@pytest.mark.parametrize(
    "words", ["", "seul", "Même\nmeme\nMÊME", "\n".join(f"mot {n}" for n in range(21)), "court\n" + "x" * 81]
)
def test_what_is_no_group_is_refused(words):
    with pytest.raises(ValidationError) as refusal:
        SynonymGroup(words=words).full_clean()
    assert set(refusal.value.message_dict) == {"words"}


def test_other_names_of_skills_are_groups_too():
    skill = Skill.objects.create(name="Tricot")
    SkillAlias.objects.create(name="Tricotage", skill=skill)
    assert ["Tricot", "Tricotage"] in groups()


@pytest.mark.parametrize("name", ["js", "JavaScript", "JAVASCRIPT"])
def test_a_name_stands_for_one_skill(name):
    alias = SkillAlias(name=name, skill=Skill.objects.get(name="Python"))
    with pytest.raises(ValidationError) as refusal:
        alias.full_clean()
    assert "name" in refusal.value.message_dict
