"""Editors keep the words that searches take for one."""

import pytest
from django.urls import reverse

from portal.accounts.models import Role
from portal.vocabulary.models import Skill, SkillAlias, SynonymGroup

from . import build
from .conftest import signed_in

pytestmark = pytest.mark.django_db

SYNONYMS, ALIASES = "wagtailsnippets_vocabulary_synonymgroup", "wagtailsnippets_vocabulary_skillalias"


def test_an_editor_finds_adds_changes_and_deletes_a_group(desk):
    page = desk.get(reverse(f"{SYNONYMS}:list"), {"q": "kiné"})
    assert "masseur-kinésithérapeute" in page.content.decode()
    assert "ressources humaines" not in page.content.decode()
    answer = desk.post(reverse(f"{SYNONYMS}:add"), {"words": "fromager\naffineur\nFROMAGER"})
    assert answer.status_code == 302, answer.content.decode()
    group = SynonymGroup.objects.get(words="FROMAGER\naffineur")
    desk.post(reverse(f"{SYNONYMS}:edit", args=[group.pk]), {"words": "crémier\nfromager"})
    group.refresh_from_db()
    assert group.words == "crémier\nfromager"
    desk.post(reverse(f"{SYNONYMS}:delete", args=[group.pk]))
    assert not SynonymGroup.objects.filter(pk=group.pk).exists()


def test_a_group_of_one_word_is_refused_with_a_reason(desk):
    page = desk.post(reverse(f"{SYNONYMS}:add"), {"words": "seul"})
    assert page.status_code == 200
    assert "Écrivez de 2 à 20 mots différents" in page.content.decode()


def test_an_editor_gives_a_skill_another_name(desk):
    skill = Skill.objects.get(name="Python")
    assert desk.get(reverse("skill_chooser:choose_results"), {"q": "pyth"}).status_code == 200
    answer = desk.post(reverse(f"{ALIASES}:add"), {"name": "py", "skill": skill.pk})
    assert answer.status_code == 302, answer.content.decode()
    assert SkillAlias.objects.get(key="py").skill == skill
    page = desk.post(reverse(f"{ALIASES}:add"), {"name": "PY", "skill": skill.pk})
    assert "Ce nom désigne déjà une compétence" in page.content.decode()


def test_the_skills_to_choose_from_are_found_by_their_other_names_too(desk):
    page = desk.get(reverse("skill_chooser:choose_results"), {"q": "ecmascript"}).content.decode()
    assert "JavaScript" in page
    assert "Python" not in page


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.EDITOR, Role.ADMIN)])
@pytest.mark.parametrize("root", [SYNONYMS, ALIASES])
def test_others_keep_out(role, root):
    client, before = signed_in(build.person(role)), SynonymGroup.objects.count()
    assert client.get(reverse(f"{root}:list")).status_code != 200
    client.post(reverse(f"{root}:add"), {"words": "a\nb", "name": "a", "skill": "1"})
    assert SynonymGroup.objects.count() == before


def test_the_lists_cost_the_same_however_long(desk, django_assert_max_num_queries):
    for root in (SYNONYMS, ALIASES):
        desk.get(reverse(f"{root}:list"))
        with django_assert_max_num_queries(15):
            desk.get(reverse(f"{root}:list"))
