"""Where searches go: `SEARCH_BACKEND` names a class, the database's own by default."""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from .base import SearchBackend

DEFAULT = "search.backends.database.DatabaseBackend"


def get_backend() -> SearchBackend:
    return _backend(getattr(settings, "SEARCH_BACKEND", DEFAULT))


@cache
def _backend(path: str) -> SearchBackend:
    return import_string(path)()
