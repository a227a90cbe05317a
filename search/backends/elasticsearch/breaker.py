"""A server that does not answer costs one timeout, not one with each request: it is then left alone for a while.

The state is in the shared cache, so that all processes stop asking at once. After the pause one request tries while
the others go on without; its success ends the outage for all.
"""

import logging
import time

from django.core.cache import cache

logger = logging.getLogger(__name__)

#: Seconds nobody asks after a failure.
PAUSE = 30
_STATE = "search:elasticsearch:down-until"
_TRIAL = "search:elasticsearch:trial"


def is_open() -> bool:
    """Whether the server is to be left alone. False for the one caller who may try again after the pause."""
    down_until = cache.get(_STATE)
    if down_until is None:
        return False
    if time.time() < down_until:
        return True
    return not cache.add(_TRIAL, 1, PAUSE)


def failed(reason: object) -> None:
    """The server did not answer."""
    if cache.get(_STATE) is None:
        logger.error("Elasticsearch does not answer, searches are the database's until it does: %s", reason)
    cache.set(_STATE, time.time() + PAUSE, None)
    cache.delete(_TRIAL)


def succeeded() -> None:
    """The server answered; cheap, since it is called with each answer."""
    if cache.get(_STATE) is not None:
        logger.warning("Elasticsearch answers again")
        cache.delete_many([_STATE, _TRIAL])
