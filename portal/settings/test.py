"""Tests: fast hashing, mail in memory, files in a temporary folder, no browser limits."""

import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import DATABASES, STORAGES, TEMPLATES, env

DEBUG = False
ENVIRONMENT = "test"
SECRET_KEY = "only-for-tests-and-long-enough-to-sign-tokens-with"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if DATABASES["default"]["ENGINE"].endswith("sqlite3") and not env.str("DATABASE_URL", default=""):
    DATABASES["default"]["NAME"] = ":memory:"
    DATABASES["default"]["OPTIONS"] = {"transaction_mode": "IMMEDIATE", "timeout": 20}

TEST_DIR = Path(tempfile.mkdtemp(prefix="portal-tests-"))
MEDIA_ROOT = TEST_DIR / "media"
PRIVATE_ROOT = TEST_DIR / "private"
STORAGES = {
    **STORAGES,
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(PRIVATE_ROOT), "base_url": None},
    },
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "tests"}}
LOGGING = {"version": 1, "disable_existing_loggers": False}


class UnknownVariable(str):
    """A template variable that does not exist fails the test that renders it."""

    def __contains__(self, item):
        return item == "%s"

    def __mod__(self, name):
        raise AssertionError(f"unknown template variable: {name}")


#: Switched on for our own templates by tests/conftest.py (the libraries' templates rely on missing variables).
STRICT_TEMPLATES = UnknownVariable("%s")
TEMPLATES[0]["OPTIONS"]["debug"] = True
