"""`search_index` with Elasticsearch: a new index beside the old one, and the comparison with the database."""

import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from portal.jobs.models import Publication
from search import tasks
from search.backends.elasticsearch import checking, rebuild, sync
from search.backends.elasticsearch.client import client
from search.backends.elasticsearch.documents import alias, building_alias
from search.indexing import reindex
from search.models import PendingChange
from search.query import Query
from search.service import search
from tests.factories.search import published
from tests.search.conftest import drop_indexes, make_index

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db, pytest.mark.usefixtures("elasticsearch")]


@pytest.fixture(autouse=True)
def whole_index_afterwards(elasticsearch):
    yield
    drop_indexes()
    make_index()


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("search_index", *arguments, "--index", "elasticsearch", stdout=out)
    return out.getvalue()


def ids(words: str = "soudeur") -> list[int]:
    return search(Query(words=words)).ids


def test_rebuild_fills_a_new_index_and_drops_the_old_one():
    old = sync.indexes(alias())
    rows = [published("Soudeur", indexed=False) for _ in range(3)]
    gone = published("Boulanger")
    Publication.objects.filter(pk=gone.pk).update(live=False)
    assert "3 documents" in run("rebuild")
    new = sync.indexes(alias())
    assert len(new) == 1
    assert new != old
    assert not client().indices.exists(index=old[0])
    assert sync.indexes(building_alias()) == []
    assert ids() == [row.pk for row in reversed(rows)]
    assert checking.differing() == []


def test_nothing_written_meanwhile_is_lost(monkeypatch):
    """While the rebuild runs, what it has read already changes, goes, and something new comes."""
    monkeypatch.setattr(rebuild, "CHUNK", 2)
    changed, withdrawn, deleted, *_ = [published("Soudeur") for _ in range(7)]
    deleted_pk, new, build, rounds = deleted.pk, [], rebuild.build, []

    def read_then_changed(some):
        found = build(some)
        rounds.append(some)
        if len(rounds) == 2:
            Publication.objects.filter(pk=changed.pk).update(title="Boulangère")
            Publication.objects.filter(pk=withdrawn.pk).update(live=False)
            # Of these the rebuild still sends what it has just read.
            for pk in (*some, changed.pk, withdrawn.pk):
                Publication.objects.filter(pk=pk).update(description="<p>tardive</p>")
                reindex(pk)
            deleted.delete()
            new.append(published("Soudeuse").pk)
        return found

    monkeypatch.setattr(rebuild, "build", read_then_changed)
    rebuild.rebuild()
    assert len(rounds) > 2
    assert ids("boulanger") == [changed.pk]
    assert len(ids()) == 7 - 3 + 1
    assert set(new) < set(ids())
    assert set(ids("tardive")) == {changed.pk, *rounds[1]} - {deleted_pk}
    assert checking.differing() == []


def test_searches_keep_the_old_index_when_a_rebuild_fails(monkeypatch):
    row, old = published("Soudeur"), sync.indexes(alias())

    def broken(some):
        raise ZeroDivisionError

    monkeypatch.setattr(rebuild, "build", broken)
    with pytest.raises(ZeroDivisionError):
        rebuild.rebuild()
    assert (sync.indexes(alias()), sync.indexes(building_alias())) == (old, [])
    assert ids() == [row.pk]


def test_one_rebuild_at_a_time_and_a_dead_one_is_replaced(monkeypatch):
    left = rebuild.create()
    with pytest.raises(CommandError, match="under way"):
        run("rebuild")
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + rebuild.DEAD + 1)
    assert "0 documents" in run("rebuild")
    assert not client().indices.exists(index=left)


def test_check_says_what_differs_and_mends_it():
    assert "equals" in run("check")
    stale, withdrawn = published("Soudeur"), published("Soudeur")
    published("Inchangée")
    missing = published("Soudeur", indexed=False)
    extra = {"id": 10**9, "fingerprint": "x"}
    client().index(index=alias(), id=str(10**9), document=extra, refresh=True)
    Publication.objects.filter(pk=stale.pk).update(title="Boulanger")
    Publication.objects.filter(pk=withdrawn.pk).update(live=False)
    assert set(checking.differing()) == {stale.pk, withdrawn.pk, missing.pk, 10**9}
    with pytest.raises(CommandError, match="4 documents differ"):
        run("check", "--dry-run")
    assert "4 documents" in run("check")
    assert "equals" in run("check")
    assert set(ids()) == {missing.pk}


def test_what_only_waits_is_no_difference(monkeypatch):
    with monkeypatch.context() as paused:
        paused.setattr("search.backends.elasticsearch.breaker.is_open", lambda: True)
        published("Soudeur")
    assert PendingChange.objects.count() == 1
    assert checking.differing() == []


def test_a_server_that_lost_its_index_gets_one_by_itself():
    rows = [published("Soudeur") for _ in range(2)]
    drop_indexes()
    with pytest.raises(CommandError, match="no index"):
        run("check")
    assert tasks.catch_up() == 2
    assert ids() == [row.pk for row in reversed(rows)]


def test_without_elasticsearch_the_command_says_so(settings):
    settings.ELASTICSEARCH_URL = ""
    with pytest.raises(CommandError, match="ELASTICSEARCH_URL"):
        run("rebuild")


def test_both_indexes_are_rebuilt_together():
    published("Soudeur", indexed=False)
    out = StringIO()
    call_command("search_index", "rebuild", stdout=out)
    assert "1 documents in" in out.getvalue()
    assert "1 documents of Elasticsearch" in out.getvalue()
