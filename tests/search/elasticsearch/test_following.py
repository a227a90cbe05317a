"""The index follows the database, whatever happens on the way."""

import pytest
from celery import current_app
from django.conf import settings
from django.db import transaction

from portal.core.outbox import enqueue
from portal.jobs.models import Publication
from search import tasks
from search.backends.elasticsearch import breaker, checking, sync
from search.backends.elasticsearch.client import client
from search.backends.elasticsearch.documents import alias
from search.indexing import bulk_index, reindex
from search.models import PendingChange
from search.query import Query
from search.service import search
from tests.factories.search import published

pytestmark = [pytest.mark.elasticsearch, pytest.mark.django_db, pytest.mark.usefixtures("elasticsearch")]


def ids(words: str = "soudeur") -> list[int]:
    return search(Query(words=words)).ids


def test_a_change_reaches_the_index_through_the_outbox():
    row = published("Soudeur", indexed=False)
    enqueue("publication.changed", {"id": row.pk})
    assert ids() == [row.pk]
    assert not PendingChange.objects.exists()


def test_what_is_withdrawn_or_deleted_leaves_the_index():
    withdrawn, deleted, kept = published("Soudeur"), published("Soudeur"), published("Soudeur")
    Publication.objects.filter(pk=withdrawn.pk).update(live=False)
    reindex(withdrawn.pk)
    deleted.delete()
    assert search(Query(words="soudeur")).total == 1
    assert ids() == [kept.pk]


def test_a_change_that_is_rolled_back_is_not_told():
    row = published("Soudeur")
    with transaction.atomic():
        Publication.objects.filter(pk=row.pk).update(title="Boulanger")
        reindex(row.pk)
        transaction.set_rollback(True)
    assert not PendingChange.objects.exists()
    assert ids() == [row.pk]


def test_an_older_reading_never_replaces_a_later_one():
    row = published("Soudeur")
    PendingChange.objects.create(publication_id=row.pk)
    late = PendingChange.objects.get().pk
    Publication.objects.filter(pk=row.pk).update(title="Boulangère")
    bulk_index([row.pk])
    Publication.objects.filter(pk=row.pk).update(title="Soudeur")
    # A process that had read the first change before it slept.
    assert sync.write([alias()], {row.pk: late}) == set()
    assert ids("boulanger") == [row.pk]


def test_what_changes_while_the_server_is_away_waits_and_is_carried_over(settings, caplog):
    known = published("Boulanger")
    settings.ELASTICSEARCH_URL = "http://127.0.0.1:1"
    row, other = published("Soudeur"), published("Soudeur")
    Publication.objects.filter(pk=known.pk).update(live=False)
    reindex(known.pk)
    assert caplog.text.count("Elasticsearch does not answer") == 1
    settings.ELASTICSEARCH_URL = settings.TEST_ELASTICSEARCH_URL
    assert PendingChange.objects.count() == 3
    assert tasks.catch_up() == 3
    assert checking.differing() == []
    assert ids() == [other.pk, row.pk]


def test_while_it_is_known_to_be_down_a_change_costs_no_timeout(monkeypatch):
    breaker.failed("test")
    monkeypatch.setattr(sync, "follow", lambda: pytest.fail("asked"))
    published("Soudeur")
    assert PendingChange.objects.count() == 1


def test_the_periodic_job_tries_whatever_is_known_and_ends_the_outage():
    breaker.failed("test")
    row = published("Soudeur")
    assert tasks.catch_up() == 1
    assert not breaker.is_open()
    assert ids() == [row.pk]


def test_a_document_that_is_refused_holds_nothing_up(monkeypatch, caplog):
    bad, good = published("Soudeur", indexed=False), published("Soudeur", indexed=False)
    body = sync.body
    monkeypatch.setattr(sync, "body", lambda each: body(each) | ({"odd": 1} if each.pk == bad.pk else {}))
    bulk_index([bad.pk, good.pk])
    assert ids() == [good.pk]
    assert f"publication {bad.pk}" in caplog.text
    assert [change.publication_id for change in PendingChange.objects.all()] == [bad.pk]


def test_a_server_without_an_index_is_not_given_one_by_a_change(settings):
    settings.ELASTICSEARCH_PREFIX += "-nothing"
    published("Soudeur")
    assert PendingChange.objects.count() == 1
    assert not client().indices.exists(index=alias())


def test_a_thousand_changes_are_few_calls(monkeypatch):
    rows = [published("Soudeur", indexed=False).pk for _ in range(30)]
    calls = []
    send = sync.send
    monkeypatch.setattr(sync, "send", lambda actions: calls.append(len(actions)) or send(actions))
    bulk_index(rows)
    assert calls == [30]


def test_the_periodic_job_is_in_the_schedule():
    current_app.loader.import_default_modules()
    entry = settings.CELERY_BEAT_SCHEDULE["follow-search"]
    assert entry["schedule"] <= 60
    assert current_app.tasks[entry["task"]] == tasks.catch_up
