"""Publications like another."""

import pytest

from portal.jobs.models import Publication
from search.service import similar, with_hits
from tests.factories.search import published

pytestmark = pytest.mark.django_db


def like(row, **asked) -> list[str]:
    return [found.title for found in with_hits(similar(row.pk, **asked), Publication.objects.visible())]


def test_the_words_of_the_title_and_the_skills_make_it_similar():
    row = published("Développeur Python", skills=["Django"])
    for title, skills in (("Développeuse Python", ["Django"]), ("Data engineer", ["Django"]), ("Boulanger", [])):
        published(title, skills=skills)
    assert like(row) == ["Développeuse Python", "Data engineer"]


def test_the_same_sector_comes_first():
    row = published("Comptable", sector="Santé")
    published("Comptable A", sector="Droit", age=1)
    published("Comptable B", sector="Santé", age=2)
    assert like(row) == ["Comptable B", "Comptable A"]


def test_never_itself_nor_another_kind_nor_what_is_not_visible():
    row = published("Soudeur")
    published("Soudeur", kind="consultation", consultation_type="conseil")
    hidden = published("Soudeur caché")
    Publication.objects.filter(pk=hidden.pk).update(live=False)
    assert like(row) == []


def test_what_is_closed_still_leads_to_others():
    row, other = published("Soudeur"), published("Soudeuse")
    Publication.objects.filter(pk=row.pk).update(status="closed")
    assert [hit.id for hit in similar(row.pk)] == [other.pk]


def test_at_most_as_many_as_wanted():
    row = published("Soudeur")
    for _ in range(4):
        published("Soudeur")
    assert len(like(row, limit=3)) == 3
    assert like(row, limit=0) == []


@pytest.mark.parametrize("pk", [0, -1, 987_654_321, 2**70])
def test_an_unknown_id_has_none(pk):
    assert similar(pk) == []
