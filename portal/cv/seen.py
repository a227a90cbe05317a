"""When resumes were last read: a GET writes nothing, so it waits in memory and is written with the request logs."""

from datetime import datetime

from django.utils import timezone

from portal.core import observing

from .models import Resume

#: More than these wait for nobody.
MOST_WAITING = 10_000
_waiting: dict[int, datetime] = {}


def note(pk: int) -> datetime:
    """This resume was read just now; returns when that is."""
    now = timezone.now()
    if len(_waiting) < MOST_WAITING:
        _waiting[pk] = now
        observing.waiting.wake()
    return now


@observing.also_flush
def flush() -> int:
    """Write what waits; returns how many resumes it was."""
    written = 0
    for pk in list(_waiting):
        at = _waiting.pop(pk, None)
        if at is None:
            continue
        written += Resume.objects.filter(pk=pk, last_accessed__lt=at).update(last_accessed=at)
    return written
