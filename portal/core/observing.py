"""Errors and API timings (003 §16): noted in memory during the request, written together a little later.

A request costs no query for it: rows wait in this process for a thread that writes them every
`settings.REQUEST_LOG_SECONDS`, sooner when many wait, and when the process ends. What cannot be written is dropped:
nothing here may ever break a request.
"""

import atexit
import logging
import re
import sys
import threading
import traceback
import uuid
from collections import deque
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from celery.signals import task_failure
from django.conf import settings
from django.core.signals import got_request_exception
from django.db import DatabaseError, InterfaceError, connection
from django.dispatch import receiver
from django.utils import timezone
from django.utils.functional import LazyObject

from .log_paths import route_of
from .models import ApiTiming, ErrorLog

logger = logging.getLogger(__name__)

#: More rows than this wait for nobody: the oldest go.
MOST_WAITING = 10_000
#: So many are worth writing at once.
MANY = 500
MOST_FRAMES = 25
_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_SITE_PACKAGES = re.compile(r".*/(?:site-packages|lib/python[\d.]+)/")


class Waiting:
    """The rows of this process that are not written yet."""

    def __init__(self):
        self.rows: deque = deque(maxlen=MOST_WAITING)
        #: What rooms write in the same breath (`also_flush`).
        self.others: list[Callable[[], int]] = []
        self._wake = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def add(self, row) -> None:
        self.rows.append(row)
        self.wake()
        if len(self.rows) >= MANY:
            self._wake.set()

    def wake(self) -> None:
        """Something waits: the thread is there, where this process has one, and writes it in its time."""
        if settings.REQUEST_LOG_SECONDS and (self._thread is None or not self._thread.is_alive()):
            self._start()

    def flush(self) -> int:
        """Write what waits; returns how many rows were written."""
        rows = []
        while True:
            try:
                rows.append(self.rows.popleft())
            except IndexError:
                break
        written = 0
        for model in (ErrorLog, ApiTiming):
            mine = [row for row in rows if isinstance(row, model)]
            try:
                written += len(model.objects.bulk_create(mine, batch_size=MANY))
            except (DatabaseError, InterfaceError) as error:
                # A warning: an error would be noted, and fail like this one.
                logger.warning("%s rows of %s are lost: %s", len(mine), model.__name__, type(error).__name__)
        for function in self.others:
            try:
                function()
            except (DatabaseError, InterfaceError) as error:
                logger.warning("%s is lost: %s", function.__module__, type(error).__name__)
        return written

    def _start(self) -> None:
        with self._lock:
            # After a fork the thread of the parent is not alive here.
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._forever, name="request-logs", daemon=True)
                self._thread.start()

    def _forever(self) -> None:
        while True:
            self._wake.wait(settings.REQUEST_LOG_SECONDS)
            self._wake.clear()
            self.flush()
            connection.close()


waiting = Waiting()
flush = waiting.flush


def also_flush(function: Callable[[], int]) -> Callable[[], int]:
    """Decorator: a room that keeps something in memory writes it when the logs are written; nothing waits: no query."""
    waiting.others.append(function)
    return function


@atexit.register
def _flush_at_the_end() -> None:
    if settings.configured and settings.REQUEST_LOG_SECONDS:
        flush()


class Meter:
    """Counts the queries of a request and their time (`connection.execute_wrapper`)."""

    def __init__(self):
        self.queries, self.seconds = 0, 0.0

    def __call__(self, execute, sql, params, many, context):
        started = perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.queries += 1
            self.seconds += perf_counter() - started


class ObservingMiddleware:
    """Gives each request an id, measures those to the API, and notes those that ended with a 5xx."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.request_id = _request_id(request)
        if request.path_info.startswith("/api/"):
            response = self._measured(request)
        else:
            response = self.get_response(request)
        if response.status_code >= 500:
            name, trace = getattr(request, "_broken_by", ("", ""))
            waiting.add(ErrorLog(**_seen(request, response), error=name, trace=trace))
        response.headers["X-Request-ID"] = request.request_id
        return response

    def _measured(self, request):
        meter, started = Meter(), perf_counter()
        with connection.execute_wrapper(meter):
            response = self.get_response(request)
        if response.status_code == 429:
            # Who is told to wait costs next to nothing: a flood of it must not fill the table.
            return response
        waiting.add(
            ApiTiming(
                **_seen(request, response),
                duration_ms=round((perf_counter() - started) * 1000, 2),
                queries=meter.queries,
                queries_ms=round(meter.seconds * 1000, 2),
            )
        )
        return response


def note_failure(work: str, error: BaseException) -> None:
    """Work in the background failed: `work` is its name, never what it worked on."""
    name, trace = _described(error)
    waiting.add(ErrorLog(at=timezone.now(), route=work[:150], error=name, trace=trace))


@receiver(got_request_exception)
def _remember(request=None, **kwargs):
    """Sent while the exception is being handled, wherever in the request it was raised."""
    error = sys.exc_info()[1]
    if request is not None and error is not None:
        request._broken_by = _described(error)


@task_failure.connect
def _note_task(sender=None, exception=None, **kwargs):
    note_failure(getattr(sender, "name", "task"), exception)


def _described(error: BaseException) -> tuple[str, str]:
    """Its class and where it came from; not its message, which can hold what a person sent."""
    frames = traceback.extract_tb(error.__traceback__)[-MOST_FRAMES:]
    lines = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return f"{type(error).__module__}.{type(error).__qualname__}"[:150], "\n".join(lines)


def _short(path: str) -> str:
    ours = Path(path)
    if ours.is_relative_to(settings.BASE_DIR):
        path = str(ours.relative_to(settings.BASE_DIR))
    return _SITE_PACKAGES.sub("", path)


def _request_id(request) -> str:
    """What a proxy or client calls this request, when that is a plain word; else one of ours."""
    asked = request.META.get("HTTP_X_REQUEST_ID", "")
    return asked if _ID.fullmatch(asked) else uuid.uuid4().hex


def _seen(request, response) -> dict:
    return {
        "at": timezone.now(),
        "request_id": request.request_id,
        "method": (request.method or "")[:10],
        "route": route_of(getattr(request.resolver_match, "route", "")),
        "status": response.status_code,
        "user_id": _known_user(request),
    }


def _known_user(request) -> int | None:
    """Whoever the request was found to come from; nobody is looked up for it."""
    user = request.__dict__.get("user")
    if isinstance(user, LazyObject):
        user = getattr(request, "_cached_user", None)
    return user.pk if user is not None and user.is_authenticated else None
