"""A rebuild whose documents are made by processes of their own."""

import multiprocessing
import os
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from search.backends.elasticsearch import checking, rebuild, sync
from search.backends.elasticsearch.documents import alias, building_alias
from tests.factories.search import published


@pytest.mark.slow
@pytest.mark.postgres
@pytest.mark.elasticsearch
@pytest.mark.django_db(transaction=True)
def test_processes_write_what_one_would(elasticsearch, monkeypatch):
    for number in range(5):
        published(f"Soudeur {number}", skills=["TIG"])
    old = sync.indexes(alias())
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.search.elasticsearch.killed.settings",
        "TEST_DATABASE_URL": "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**connection.settings_dict),
        "CACHE_URL": "locmemcache://",
        "ELASTICSEARCH_URL": settings.TEST_ELASTICSEARCH_URL,
        "ELASTICSEARCH_PREFIX": settings.ELASTICSEARCH_PREFIX,
    }
    command = [sys.executable, "manage.py", "search_index", "rebuild", "--index", "elasticsearch", "--processes", "2"]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, timeout=120, check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "5 documents" in done.stdout
    assert sync.indexes(alias()) != old
    assert sync.indexes(building_alias()) == []
    assert checking.differing() == []


@pytest.mark.elasticsearch
def test_searches_keep_the_old_index_when_a_process_dies(elasticsearch, monkeypatch):
    published("Soudeur")
    old, ended = sync.indexes(alias()), []

    class Dying:
        def __init__(self, *given, **named):
            pass

        def submit(self, *given):
            raise BrokenProcessPool

        def shutdown(self, **named):
            ended.append(named)

    monkeypatch.setattr(rebuild, "ProcessPoolExecutor", Dying)
    with pytest.raises(CommandError, match="has died"):
        call_command("search_index", "rebuild", "--index", "elasticsearch", "--processes", "2")
    assert ended == [{"cancel_futures": True}]
    assert (sync.indexes(alias()), sync.indexes(building_alias())) == (old, [])


@pytest.mark.parametrize(
    ("documents", "daemon", "found"),
    [(rebuild.MANY - 1, False, 1), (rebuild.MANY, False, 4), (rebuild.MANY, True, 1)],
    ids=["few", "many", "many, in a worker that may start no process"],
)
def test_processes_are_started_where_they_help(documents, daemon, found, monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    monkeypatch.setattr(multiprocessing, "current_process", lambda: SimpleNamespace(daemon=daemon))
    assert rebuild.helpful_processes(documents) == found


def test_a_process_ends_with_its_rebuild():
    program = "import signal; from search import sharing; sharing.begin(1); signal.pause()"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=settings.BASE_DIR, env=environment, timeout=50, check=False
    )
    assert done.returncode == 1
