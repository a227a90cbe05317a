"""Generated publications for load tests."""

import pytest

from portal.accounts.models import Company
from portal.demo.scale import scale_up
from portal.jobs.models import KINDS, Publication
from search.indexing import stale
from search.models import SearchDocument

pytestmark = pytest.mark.django_db


def told():
    return list(Publication.objects.order_by("pk").values_list("kind", "title", "description", "company_name"))


def test_it_adds_public_publications_that_are_found():
    assert scale_up(50) == 50
    assert Publication.objects.visible().count() == 50
    assert SearchDocument.objects.count() == 50
    assert list(stale()) == []


def test_every_one_is_complete():
    scale_up(50)
    for row in Publication.objects.all():
        specific = row.specific
        assert type(specific) is KINDS[row.kind]
        assert specific.places.get().latitude
        assert specific.skills.count() == 3
        specific.full_clean(exclude=["slug", "kind", "recruiter"])


def test_the_same_number_again_adds_nothing():
    scale_up(30)
    before = told()
    assert scale_up(30) == 0
    assert told() == before


def test_a_larger_number_adds_only_what_is_missing():
    scale_up(30)
    companies = Company.objects.count()
    assert scale_up(50) == 20
    assert Publication.objects.count() == 50
    assert Company.objects.count() == companies


def test_what_number_n_is_does_not_depend_on_the_run():
    scale_up(10)
    scale_up(20)
    in_two_runs = told()
    Publication.objects.all().delete()
    scale_up(20)
    assert told() == in_two_runs


def test_titles_towns_and_companies_vary():
    scale_up(50)
    assert len(set(Publication.objects.values_list("title", flat=True))) > 40
    assert len(set(Publication.objects.values_list("places__city", flat=True))) > 25
    assert len(set(Publication.objects.values_list("company", flat=True))) > 25
