"""Every test of this folder runs on each backend: all of them give the same answers.

The database's own is SQLite's or PostgreSQL's, by TEST_DATABASE_URL; Elasticsearch's needs a server of its own.
"""

import pytest


@pytest.fixture(params=["database", pytest.param("elasticsearch", marks=pytest.mark.elasticsearch)], autouse=True)
def backend(request, settings):
    """The backend that `search.service` asks."""
    if request.param == "elasticsearch":
        request.getfixturevalue("elasticsearch")
    else:
        settings.SEARCH_BACKEND = "search.backends.database.DatabaseBackend"
    return request.param
