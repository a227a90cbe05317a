"""The tests' settings for other processes: a broker, a shared cache and Elasticsearch, as in production."""

from portal.settings.base import env
from portal.settings.test import *  # noqa: F403

ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL")
ELASTICSEARCH_PREFIX = env.str("ELASTICSEARCH_PREFIX")
SEARCH_BACKEND = "search.backends.elasticsearch.backend.ElasticsearchBackend"
CACHES = {alias: env.cache_url("CACHE_URL") for alias in ("default", "content")}
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"level": "WARNING"}}
