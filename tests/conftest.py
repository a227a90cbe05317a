"""What holds for every test.

- `on_commit` callbacks run, so mails (`django.core.mail.outbox`) and notifications are there to assert;
- a GET or HEAD through the test client that writes a row of the domain fails;
- an unknown variable in a template of ours fails;
- the cache is empty, files go to a folder of this process;
- a transactional test leaves the database as the migrations and `sync_roles` made it.
"""

import os
from ctypes.util import find_library
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import Client, TransactionTestCase

from tests import database, migrated, strict_templates

#: By measure (scripts/slow_tests.py); others say so themselves.
SLOW = set((Path(__file__).parent / "slow.txt").read_text().splitlines())


def pytest_configure():
    migrated.install()


@pytest.fixture(scope="session", autouse=True)
def strict_world():
    strict_templates.install()
    database.run_commit_hooks_in_tests()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        database.write_roles()
        database.keep_migrated_rows()
    original = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda self: database.restore_migrated_rows()
    yield
    TransactionTestCase._fixture_teardown = original


@pytest.fixture(autouse=True)
def fresh_cache():
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture(autouse=True)
def get_writes_nothing(monkeypatch):
    """A GET or HEAD of the test client that writes a row of the domain fails its test."""
    original = Client.request

    def request(self, **kwargs):
        if kwargs.get("REQUEST_METHOD") not in ("GET", "HEAD"):
            return original(self, **kwargs)
        with database.no_writes(f"{kwargs['REQUEST_METHOD']} {kwargs.get('PATH_INFO')}"):
            return original(self, **kwargs)

    monkeypatch.setattr(Client, "request", request)


def pytest_collection_modifyitems(config, items):
    services = {
        "postgres": (connection.vendor == "postgresql", "PostgreSQL", "TEST_DATABASE_URL"),
        "elasticsearch": (settings.TEST_ELASTICSEARCH_URL, "Elasticsearch", "ELASTICSEARCH_URL"),
        "redis": ("TEST_REDIS_URL" in os.environ, "Redis", "TEST_REDIS_URL"),
        "verapdf": ("VERAPDF_HOME" in os.environ, "veraPDF", "VERAPDF_HOME"),
        "pdf": (find_library("pangoft2-1.0"), "Pango", "nothing but install it (docs/resumes.md)"),
        "stripe": ("STRIPE_MOCK_URL" in os.environ, "stripe-mock", "STRIPE_MOCK_URL"),
    }
    for item in items:
        path, _, rest = item.nodeid.partition(".py::")
        if f"{path}::{rest}".replace("/", ".").replace("::", ".").partition("[")[0] in SLOW:
            item.add_marker(pytest.mark.slow)
        for marker, (there, name, variable) in services.items():
            if not there and item.get_closest_marker(marker):
                reason = f"needs {name}: `make test` runs it, or set {variable}"
                item.add_marker(pytest.mark.skip(reason=reason))
