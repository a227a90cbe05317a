"""The portal as in production, on loopback without TLS: what the benchmarks serve."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-benchmarks-and-long-enough-to-sign-tokens-with")
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1")
os.environ.setdefault("EMAIL_URL", "dummymail://")
os.environ.setdefault("SECURE_SSL_REDIRECT", "false")

from portal.settings.production import *  # noqa: F403

ENVIRONMENT = "test"  # `load_demo` is refused in production
ROOT_URLCONF = "benchmarks.urls"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
API_RATES = dict.fromkeys(API_RATES, "100000000/min")  # noqa: F405
