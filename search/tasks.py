import logging

from celery import shared_task
from django.conf import settings

from . import phrases, words

logger = logging.getLogger(__name__)
#: Seconds that a rebuild may take.
REBUILD_LIMIT = 6 * 3600


@shared_task
def follow_index() -> int:
    """Tell Elasticsearch what changed, unless it is known not to answer; returns how many changes were carried over."""
    from .backends.elasticsearch import breaker, sync

    if not settings.ELASTICSEARCH_URL or breaker.is_open():
        return 0
    try:
        return sync.follow()
    except sync.ElasticsearchFailed as reason:
        breaker.failed(reason)
        return 0


@shared_task(time_limit=REBUILD_LIMIT)
def catch_up() -> int:
    """Every minute, whatever is known: carry over what waited while Elasticsearch was away.

    A server that has no index (new, or its data was lost) gets one.
    """
    from .backends.elasticsearch import breaker, rebuild, sync

    if not settings.ELASTICSEARCH_URL:
        return 0
    try:
        return sync.follow() if rebuild.is_there() else rebuild.rebuild()
    except rebuild.RebuildRunning as name:
        logger.info("A rebuild of the search index is under way: %s", name)
    except sync.ElasticsearchFailed as reason:
        breaker.failed(reason)
    return 0


@shared_task
def count_words() -> int:
    """Count again how often each word of the suggestions is used, and forget the phrases of completions that nothing
    says any more; returns how many words there are."""
    phrases.refresh()
    return words.refresh()
