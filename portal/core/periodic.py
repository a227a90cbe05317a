"""The periodic jobs of CELERY_BEAT_SCHEDULE inside `runserver`, where no Celery beat runs (`make run`)."""

import logging
import os
import threading
import time

from celery import current_app
from django.conf import settings
from django.db import close_old_connections

from . import observing

logger = logging.getLogger(__name__)

PAUSE = 5
#: The first round comes soon after the start, so that what fell due while nothing ran is done.
FIRST_AFTER = 20


class Clock:
    """Which entries are due. Times are in seconds of a monotonic clock."""

    def __init__(self, schedule: dict, now: float):
        self.every = {name: float(entry["schedule"]) for name, entry in schedule.items()}
        self.next = {name: now + min(FIRST_AFTER, every) for name, every in self.every.items()}

    def due(self, now: float) -> list[str]:
        found = [name for name, at in self.next.items() if at <= now]
        for name in found:
            self.next[name] = now + self.every[name]
        return found


def run(name: str) -> None:
    """Run one entry here and now; a failure is logged and stops nothing else."""
    entry = settings.CELERY_BEAT_SCHEDULE[name]
    close_old_connections()
    try:
        current_app.tasks[entry["task"]](*entry.get("args", ()), **entry.get("kwargs", {}))
    except Exception as error:
        logger.exception("periodic job %s failed", name)
        observing.note_failure(f"periodic {name}", error)
    finally:
        close_old_connections()


def start_beside_runserver() -> None:
    """Start the thread once: in the process that runserver's reloader made to serve."""
    if not getattr(settings, "RUN_PERIODIC_JOBS", False) or os.environ.get("RUN_MAIN") != "true":
        return
    threading.Thread(target=_forever, name="periodic-jobs", daemon=True).start()


def _forever() -> None:
    current_app.loader.import_default_modules()
    clock = Clock(settings.CELERY_BEAT_SCHEDULE, time.monotonic())
    while True:
        for name in clock.due(time.monotonic()):
            run(name)
        time.sleep(PAUSE)
