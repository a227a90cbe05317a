"""How what is being typed can be finished."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.jobs.models import Publication
from search.query import Completes
from search.service import complete
from tests.factories.search import published
from tests.search.contract.hostile import HOSTILE

pytestmark = pytest.mark.django_db


def texts(prefix: str, type_: Completes, **asked) -> list[str]:
    return [found.text for found in complete(prefix, types=(type_,), **asked)]


@pytest.mark.parametrize("prefix", ["infirm", "INFIRM", "Infirmière d", "de nuit", "nui"])
def test_titles_with_a_word_that_begins_so(prefix):
    published("Infirmière de nuit")
    published("Cuisinier")
    assert texts(prefix, Completes.TITLE) == ["Infirmière de nuit"]


@pytest.mark.parametrize("prefix", ["develop", "dévelop", "DÉVELOP"])
def test_accents_and_case_do_not_matter(prefix):
    published("Développeuse web", company="Dévelop'Action", skills=["Développement durable"])
    assert texts(prefix, Completes.TITLE) == ["Développeuse web"]
    assert texts(prefix, Completes.COMPANY) == ["Dévelop'Action"]
    assert texts(prefix, Completes.SKILL) == ["Développement durable"]


def test_a_title_is_proposed_once_however_often_it_is_there():
    for title in ("Soudeur", "soudeur", "SOUDEUR"):
        published(title)
    assert len(texts("soud", Completes.TITLE)) == 1


def test_titles_that_begin_so_come_before_those_that_hold_it():
    published("Chef de projet soudure", age=1)
    published("Soudure fine", age=2)
    assert texts("soud", Completes.TITLE) == ["Soudure fine", "Chef de projet soudure"]


def test_a_company_comes_with_its_id():
    row = published("Soudeur", company="Ateliers du Nord")
    (found,) = complete("nord", types=(Completes.COMPANY,))
    assert (found.text, found.value) == ("Ateliers du Nord", str(row.company_id))


def test_places_are_those_of_the_vocabulary():
    assert texts("saint eti", Completes.PLACE)[0] == "Saint-Étienne (42)"
    assert texts("69003", Completes.PLACE) == ["Lyon 3e (69)"]


def test_the_types_come_in_their_order_each_with_its_limit():
    for number in range(4):
        published(f"Lyon {number}", company=f"Lyon {number}", skills=[f"Lyon {number}"])
    found = [each.type for each in complete("lyon", limit=3)]
    assert found == [type_ for type_ in Completes for _ in range(3)]


def test_kinds_narrow_what_is_proposed():
    published("Aide au logement", kind="financement", financement_type="prime", company="Caisse A", skills=["Aide"])
    published("Aide-soignante", company="Clinique")
    assert texts("aide", Completes.TITLE, kinds=("offer",)) == ["Aide-soignante"]
    assert texts("aide", Completes.SKILL, kinds=("offer",)) == []
    assert texts("caisse", Completes.COMPANY, kinds=("financement",)) == ["Caisse A"]
    assert texts("caisse", Completes.COMPANY, kinds=("offer",)) == []


@pytest.mark.parametrize("change", [{"live": False}, {"status": "pending"}, {"deadline": -1}, {"withdrawn_at": -1}])
def test_nothing_of_what_is_not_visible_is_proposed_even_when_the_index_lags(change):
    row = published("Soudeur secret", company="Société secrète", skills=["Secret"])
    moved = {name: timezone.now() + timedelta(hours=value) if value == -1 else value for name, value in change.items()}
    Publication.objects.filter(pk=row.pk).update(**moved)
    assert [found for found in complete("secret") if found.type != Completes.PLACE] == []
    assert [found for found in complete("soc") if found.type == Completes.COMPANY] == []


@pytest.mark.parametrize("prefix", ["", " ", "s", "é", "-", "' '", "%", "__"])
def test_too_little_completes_nothing(prefix):
    published("Soudeur")
    assert complete(prefix) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_is_typed_is_answered(text):
    published("Soudeur")
    complete(text)
    complete(text, kinds=(text,), types=(), limit=-1)
