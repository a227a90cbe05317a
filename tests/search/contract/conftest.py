"""Every test of this folder runs on each backend: all of them give the same answers.

The database's own is SQLite's or PostgreSQL's, by TEST_DATABASE_URL; Elasticsearch's needs a server of its own.
"""

import os

import pytest


@pytest.fixture(params=["database", "elasticsearch"], autouse=True)
def backend(request, settings):
    """The backend that `search.service` asks."""
    if request.param == "elasticsearch":
        request.getfixturevalue("elasticsearch")
    else:
        settings.SEARCH_BACKEND = "search.backends.database.DatabaseBackend"
    return request.param


@pytest.fixture
def elasticsearch(settings):
    if not os.environ.get("ELASTICSEARCH_URL"):
        pytest.skip("needs Elasticsearch: set ELASTICSEARCH_URL (`make services` starts one)")
    pytest.skip("the backend is not there yet")
