from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.accounts.models import Candidate
from portal.core.outbox import enqueue
from portal.jobs.models import Publication, PublicationPlace
from search import candidates, indexing
from search.building import annual_amounts, indexable
from search.fields import MOST_POSITIONS, Tokens, as_tsvector
from search.indexing import bulk_index, reindex, stale
from search.models import CandidateDocument, SearchDocument, SearchPlace
from search.query import Query
from search.service import search
from tests.factories.accounts import UserFactory
from tests.factories.search import place_of, published

pytestmark = pytest.mark.django_db


def ids(words: str) -> list[int]:
    return search(Query(words=words)).ids


def test_a_change_reaches_the_index_through_the_outbox():
    row = published("Soudeur", indexed=False)
    assert ids("soudeur") == []
    enqueue("publication.changed", {"id": row.pk})
    assert ids("soudeur") == [row.pk]


def test_a_changed_title_is_found_and_the_old_one_no_longer():
    row = published("Soudeur")
    Publication.objects.filter(pk=row.pk).update(title="Boulangère")
    reindex(row.pk)
    assert ids("boulanger") == [row.pk]
    assert ids("soudeur") == []


def test_indexing_twice_changes_nothing():
    row = published("Soudeur", places=["Lyon", "Paris"])
    reindex(row.pk)
    reindex(row.pk)
    assert (SearchDocument.objects.count(), SearchPlace.objects.count()) == (1, 2)
    assert ids("soudeur") == [row.pk]


def test_what_is_withdrawn_leaves_the_index():
    row = published("Soudeur", places=["Lyon"])
    Publication.objects.filter(pk=row.pk).update(status="withdrawn", live=False)
    reindex(row.pk)
    assert not SearchDocument.objects.exists()
    assert not SearchPlace.objects.exists()


def test_an_unknown_id_is_nothing_to_index():
    reindex(987_654_321)
    assert bulk_index([987_654_321]) == 0


def test_a_deleted_publication_takes_its_document_along():
    kept, gone = published("Soudeur"), published("Soudeur")
    gone.delete()
    assert ids("soudeur") == [kept.pk]


def test_the_index_holds_exactly_what_can_become_visible():
    published("visible")
    published("brouillon", status="draft", live=False)
    published("refusée", status="refused", live=False)
    assert list(SearchDocument.objects.values_list("pk", flat=True)) == list(indexable().values_list("pk", flat=True))
    assert set(Publication.objects.visible().values_list("pk", flat=True)) <= set(
        indexable().values_list("pk", flat=True)
    )


def test_bulk_indexing_takes_the_same_statements_for_one_as_for_many(django_assert_max_num_queries):
    rows = [published("Soudeur", indexed=False, places=["Lyon"], skills=["TIG"]).pk for _ in range(20)]
    # One of them asks which phrases completions have already.
    with django_assert_max_num_queries(13):
        assert bulk_index(rows) == 20


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ((2000, 2500, "month", "EUR"), (24_000, 30_000)),
        ((None, 40_000, "year", "EUR"), (40_000, 40_000)),
        ((12, None, "hour", "EUR"), (19_284, 19_284)),
        ((5000, 9000, "", "EUR"), (5000, 9000)),
        ((None, None, "year", "EUR"), (0, 0)),
        ((90_000, None, "year", "CHF"), (0, 0)),
    ],
)
def test_amounts_become_euros_a_year(amounts, expected):
    assert annual_amounts(*amounts) == expected


def test_a_tsvector_keeps_weights_and_few_positions():
    value = Tokens(["chef"], ["python"], [], ["chef"] * 50)
    literal = as_tsvector(value)
    assert literal.startswith("'chef':1A,3D,4D")
    assert literal.count("D") == MOST_POSITIONS - 1
    assert "'python':2B" in literal


# --- The command ----------------------------------------------------------------------------------------------------
def run(*arguments: str) -> str:
    out = StringIO()
    call_command("search_index", *arguments, stdout=out)
    return out.getvalue()


def test_rebuild_writes_all_and_removes_what_is_no_longer_public():
    missing = published("Soudeur", indexed=False)
    gone = published("Boulanger")
    Publication.objects.filter(pk=gone.pk).update(live=False)
    assert "1 documents" in run("rebuild")
    assert list(SearchDocument.objects.values_list("pk", flat=True)) == [missing.pk]


def test_check_says_what_differs_and_mends_it():
    assert "equals" in run("check")
    stale_place, stale_title = published("Soudeur"), published("Soudeur")
    published("Inchangée")
    missing = published("Soudeur", indexed=False)
    place_of(stale_place, "Lyon").save()
    Publication.objects.filter(pk=stale_title.pk).update(title="Boulanger")
    assert set(stale()) == {stale_place.pk, stale_title.pk, missing.pk}
    with pytest.raises(CommandError, match="3 documents"):
        run("check", "--dry-run")
    assert "3 documents" in run("check")
    assert "equals" in run("check")
    assert PublicationPlace.objects.count() == SearchPlace.objects.count() == 1


def test_a_rebuild_keeps_what_changes_while_it_reads(monkeypatch):
    row = published("Soudeur")
    build, read = indexing.build, []

    def late(ids):
        built = build(ids)
        if not read:
            read.append(ids)
            # An editor approves and a worker indexes it, between the rebuild's reading and its writing.
            Publication.objects.filter(pk=row.pk).update(title="Boulanger")
            reindex(row.pk)
        return built

    monkeypatch.setattr(indexing, "build", late)
    run("rebuild")
    assert list(stale()) == []
    assert ids("boulanger") == [row.pk]


def test_check_mends_the_documents_of_candidates():
    people = [Candidate.objects.get_or_create(user=UserFactory())[0] for _ in range(4)]
    Candidate.objects.update(searchable=True, headline="Soudeuse")
    CandidateDocument.objects.all().delete()
    kept, missing, stale_one, hidden = people
    for person in (kept, stale_one, hidden):
        candidates.reindex(person.pk)
    Candidate.objects.filter(pk=stale_one.pk).update(headline="Boulangère")
    Candidate.objects.filter(pk=hidden.pk).update(searchable=False)
    assert set(candidates.stale()) == {missing.pk, stale_one.pk, hidden.pk}
    with pytest.raises(CommandError, match="candidates: 3 documents"):
        run("check", "--dry-run")
    assert "candidates: 3 documents" in run("check")
    assert list(candidates.stale()) == []
