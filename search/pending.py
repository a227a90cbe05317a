"""What Elasticsearch has yet to be told: written with the database's documents, kept until it was told.

Nothing is lost while the server is down or a process dies: the rows wait, and `search.tasks.follow_index` comes
round every minute.
"""

import logging
from collections.abc import Iterable

from django.conf import settings
from django.db import transaction

from .models import PendingChange

logger = logging.getLogger(__name__)


def note(ids: Iterable[int]) -> None:
    """These publications have changed: tell Elasticsearch once this transaction has committed."""
    if not settings.ELASTICSEARCH_URL:
        return
    PendingChange.objects.bulk_create([PendingChange(publication_id=pk) for pk in ids], batch_size=1000)
    transaction.on_commit(_soon, robust=True)


def _soon() -> None:
    from .tasks import follow_index

    # Without a broker it runs here and now.
    follow_index.delay()


def waiting() -> int:
    """How many changes wait to be carried over."""
    return PendingChange.objects.count()
