"""A process that makes documents for a rebuild (`search.backends.elasticsearch.rebuild`).

Beside the backends and not among them: it is loaded before Django is, and they need its settings.
"""

import os
import signal
import threading
import time

#: Seconds between two looks whether the rebuild is still there.
LOOK = 2


def begin(rebuild: int) -> None:
    """Load the portal; `rebuild` is the process to work for, without which this one ends."""
    # It is the rebuild that is interrupted, and that ends its processes.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(rebuild,), daemon=True).start()
    import django

    django.setup()


def _end_with(rebuild: int) -> None:
    while os.getppid() == rebuild:
        time.sleep(LOOK)
    os._exit(1)


def carry(ids: list[int]) -> int:
    """Make the documents of these ids and send them; returns how many. Raises ElasticsearchFailed."""
    from .backends.elasticsearch.rebuild import carry

    return carry(ids)
