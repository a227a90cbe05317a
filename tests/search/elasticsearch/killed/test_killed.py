"""Elasticsearch and the worker, killed in the middle of a thousand publications: afterwards the index is whole.

A server, a broker's database, a worker and a publisher of their own, as processes beside the test.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import zlib
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.db import connection

from portal.core import outbox
from portal.core.models import OutboxMessage
from portal.jobs.models import Publication
from search import tasks
from search.backends.elasticsearch import checking
from search.backends.elasticsearch.client import client
from search.backends.elasticsearch.documents import alias
from search.building import indexable
from search.indexing import stale
from search.models import PendingChange
from tests.search.conftest import make_index
from tests.search.elasticsearch.killed.publisher import MANY, PART

pytestmark = [
    pytest.mark.slow,
    pytest.mark.postgres,
    pytest.mark.elasticsearch,
    pytest.mark.redis,
    pytest.mark.django_db(transaction=True),
]
ROOT = Path(settings.BASE_DIR)
SERVER = ROOT / "scripts" / "elasticsearch" / "server"
#: When the killing is done, of MANY.
KILLED_AT, BACK_AT = 300, 600
PATIENCE = 120


class Server:
    """An Elasticsearch of its own."""

    def __init__(self, home: Path, data: Path, port: int):
        self.home, self.data, self.port = home, data, port
        self.url = f"http://127.0.0.1:{port}"

    def start(self) -> None:
        self._run("start", self.home, self.data, self.port)

    def stop(self) -> None:
        self._run("stop", self.data)

    def kill(self) -> None:
        os.kill(int(self._run("pid", self.data)), signal.SIGKILL)

    @staticmethod
    def _run(*arguments) -> str:
        done = subprocess.run(
            [SERVER, *map(str, arguments)], cwd=ROOT, timeout=PATIENCE, check=True, capture_output=True, text=True
        )
        return done.stdout


def free_port() -> int:
    """One that is free together with the hundredth after it, which the server takes too."""
    for _ in range(20):
        with socket.create_server(("127.0.0.1", 0)) as first:
            port = first.getsockname()[1]
            try:
                socket.create_server(("127.0.0.1", port + 100)).close()
            except (OSError, OverflowError):
                continue
            return port
    raise AssertionError("no free port")


@pytest.fixture
def server(settings):
    home = os.environ.get("ELASTICSEARCH_HOME")
    if not home:
        pytest.skip("needs the server of `make services`: ELASTICSEARCH_URL names one that no test may kill")
    # Beside the common server: pytest's own folders are closed to the account that it runs as.
    data = Path(home).parent / f"killed-{os.getpid()}"
    found = Server(Path(home), data, free_port())
    settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_PREFIX = found.url, "killed"
    try:
        found.start()
        make_index()
        # As a server is in production: what it acknowledged is on the disk.
        client().indices.put_settings(index=alias(), settings={"index.translog.durability": "request"})
        yield found
    finally:
        found.stop()
        shutil.rmtree(data, ignore_errors=True)


@pytest.fixture
def environment(server):
    """What the processes beside are told."""
    at = zlib.crc32(f"{ROOT}{os.environ.get('PYTEST_XDIST_WORKER')}".encode()) % 14 + 1
    broker = f"{os.environ['TEST_REDIS_URL']}/{at}"
    database = connection.settings_dict
    with redis.Redis.from_url(broker) as there:
        there.flushdb()
    yield {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.search.elasticsearch.killed.settings",
        "PYTHONPATH": str(ROOT),
        "TEST_DATABASE_URL": "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**database),
        "CELERY_BROKER_URL": broker,
        "CACHE_URL": broker.replace("redis://", "rediscache://"),
        "ELASTICSEARCH_URL": server.url,
        "ELASTICSEARCH_PREFIX": "killed",
    }
    with redis.Redis.from_url(broker) as there:
        there.flushdb()


@contextmanager
def process(*command: str, environment: dict, **pipes):
    """A process and those it starts; whatever is left of them is killed at the end."""
    running = subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=environment, start_new_session=True, text=True, **pipes
    )
    try:
        yield running
    finally:
        kill_all(running)


def kill_all(running: subprocess.Popen) -> None:
    """`kill -9` of the process and of its children, which are its group."""
    with suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.wait(timeout=PATIENCE)


def worker(environment: dict):
    options = ("--concurrency=2", "--without-gossip", "--without-mingle", "--loglevel=ERROR")
    return process("-m", "celery", "-A", "portal", "worker", *options, environment=environment)


def publisher(environment: dict):
    module = "tests.search.elasticsearch.killed.publisher"
    return process("-m", module, environment=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def published(running: subprocess.Popen):
    """The number of publications there are, each time it has grown; the publisher waits for its reader."""
    for number in range(PART, MANY + 1, PART):
        assert running.stdout.readline().strip() == str(number)
        yield number
        running.stdin.write("\n")
        running.stdin.flush()


def indexed() -> int:
    client().indices.refresh(index=alias())
    return client().count(index=alias())["count"]


def until(condition, what: str) -> None:
    """What other processes do takes its time."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"{what} within {PATIENCE} s"
        time.sleep(0.1)


def beat() -> bool:
    """What the periodic jobs do each minute; whether nothing is left to do."""
    outbox.drain()
    tasks.catch_up()
    return not OutboxMessage.objects.filter(done_at=None).exists() and not PendingChange.objects.exists()


def holds() -> None:
    """The index equals the database, and not because both are empty."""
    until(beat, "everything is carried over")
    assert Publication.objects.count() == MANY
    assert list(stale()) == []
    assert checking.differing() == []
    assert indexed() == indexable().count() == MANY - MANY // 7


def test_elasticsearch_killed_in_the_middle_of_a_thousand_publications(server, environment):
    with worker(environment), publisher(environment) as publishing:
        for number in published(publishing):
            if number == KILLED_AT:
                until(lambda: indexed() > PART, "the worker is at it")
                server.kill()
            if number == BACK_AT:
                until(lambda: PendingChange.objects.exists(), "something waits")
                server.start()
        holds()


def test_the_worker_killed_in_the_middle_of_a_thousand_publications(environment):
    with publisher(environment) as publishing:
        with worker(environment) as first:
            for number in published(publishing):
                if number == KILLED_AT:
                    until(lambda: indexed() > PART, "the worker is at it")
                    waiting = OutboxMessage.objects.filter(done_at=None)
                    assert waiting.exists(), "it is killed in the middle of its work"
                    kill_all(first)
                    break
        with worker(environment):
            for _ in range(KILLED_AT + PART, MANY + 1, PART):
                publishing.stdin.write("\n")
                publishing.stdin.flush()
                assert publishing.stdout.readline()
            holds()
