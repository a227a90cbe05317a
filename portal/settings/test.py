"""Tests: fast hashing, mail in memory, files in a temporary folder of this process.

TEST_DATABASE_URL chooses the database (`make test` sets it to PostgreSQL); without it tests run on SQLite in memory.
"""

import os
import tempfile
import zlib
from pathlib import Path

from .base import *  # noqa: F403
from .base import BASE_DIR, CACHES, STORAGES, TEMPLATES, env

DEBUG = False
ENVIRONMENT = "test"
SECRET_KEY = "only-for-tests-and-long-enough-to-sign-tokens-with"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# DATABASE_URL is ignored here: a developer's own database is none of the tests' business.
DATABASES = {"default": env.db_url("TEST_DATABASE_URL", default="sqlite://:memory:")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20}
else:
    # A connection that outlives its thread would keep the test database from being dropped.
    DATABASES["default"]["CONN_MAX_AGE"] = 0

#: Tests that want Elasticsearch turn it on (tests/search/conftest.py); every checkout and worker has its own indexes.
TEST_ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", default="")
ELASTICSEARCH_URL = ""
SEARCH_BACKEND = "search.backends.database.DatabaseBackend"
ELASTICSEARCH_PREFIX = f"test-{zlib.crc32(bytes(BASE_DIR)):08x}-{os.environ.get('PYTEST_XDIST_WORKER', 'gw')}"
ELASTICSEARCH_TIMEOUT = 20

#: Removed when the process ends; every xdist worker is a process and so has its own.
_TEMPORARY = tempfile.TemporaryDirectory(prefix="portal-tests-")
TEST_DIR = Path(_TEMPORARY.name)
MEDIA_ROOT = TEST_DIR / "media"
PRIVATE_ROOT = TEST_DIR / "private"
STATIC_ROOT = TEST_DIR / "static"
STATIC_ROOT.mkdir()
STORAGES = {
    **STORAGES,
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(PRIVATE_ROOT), "base_url": None},
    },
}
# Imports run where they are asked for.
FEED_THREADS = False
# Whatever keys the machine has: nothing of a test reaches Stripe. Tests say which gateway they want.
STRIPE_SECRET_KEY = ""
STRIPE_API_BASE = ""
STRIPE_WEBHOOK_SECRETS = ["whsec_of_the_tests"]
PAYMENTS_LOCAL_CHECKOUT = True
PAYMENT_RETURN_ORIGINS = ["http://localhost:3000"]
# A test of the limits sets its own.
API_RATES = dict.fromkeys(API_RATES, "6000/min")
CACHES = {alias: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": alias} for alias in CACHES}
# No thread of ours in tests: they flush when they want to see.
REQUEST_LOG_SECONDS = 0
LOGGING = {"version": 1, "disable_existing_loggers": False}
TEMPLATES[0]["OPTIONS"]["debug"] = True
