"""The processes that render (`engine.py`): started when needed, kept for the next, killed when they take too long."""

import atexit
import contextlib
import logging
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from django.conf import settings

from . import engine
from .errors import Busy, CannotRender, RenderingUnavailable, TookTooLong, TooLong

logger = logging.getLogger(__name__)

ENGINE = Path(engine.__file__)
#: What the process may know of its surroundings: where the fonts are, not what the portal's secrets are.
_ENVIRONMENT = (
    "PATH",
    "LANG",
    "LC_ALL",
    "HOME",
    "XDG_CACHE_HOME",
    "XDG_DATA_DIRS",
    "FONTCONFIG_FILE",
    "FONTCONFIG_PATH",
)


class _Ended(Exception):
    """The process was no longer there, or died of this document."""


class _Process:
    def __init__(self):
        environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
        # -I: nothing is imported from the folder of engine.py or from PYTHONPATH.
        self._process = subprocess.Popen(  # noqa: S603 - our own program, without arguments from outside
            [sys.executable, "-I", str(ENGINE)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            cwd="/",
            start_new_session=True,
        )

    def ask(self, header: dict, parts: list[bytes], deadline: float) -> tuple[dict, list[bytes]]:
        """Raises TookTooLong, after which the process is gone, or _Ended."""
        timer = threading.Timer(max(deadline - time.monotonic(), 0.001), self._process.kill)
        timer.daemon = True
        timer.start()
        try:
            engine.write_message(self._process.stdin, header, parts)
            answer = engine.read_message(self._process.stdout)
        except (OSError, EOFError, ValueError) as error:
            raise self._why(deadline) from error
        finally:
            timer.cancel()
        if answer is None:
            raise self._why(deadline)
        return answer

    def _why(self, deadline: float) -> Exception:
        self.end()
        return TookTooLong() if time.monotonic() >= deadline else _Ended()

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self.let_go()

    def let_go(self) -> None:
        """Close our ends of its pipes: it ends by itself when nobody else holds them."""
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()


class Pool:
    """At most settings.CV_RENDER_PROCESSES documents at a time; those that wait do so within their own time limit.

    Previews, which editors ask for as long as somebody types, leave one process to the PDFs that people wait for.
    """

    def __init__(self):
        self._free = threading.BoundedSemaphore(settings.CV_RENDER_PROCESSES)
        self._previews = threading.BoundedSemaphore(max(1, settings.CV_RENDER_PROCESSES - 1))
        self._idle: list[_Process] = []

    def render(self, html: str, resources: dict[str, tuple[str, bytes]], **options) -> list[bytes]:
        """See `engine.py` for the options. Raises RenderingUnavailable, TookTooLong, Busy, TooLong, CannotRender."""
        return self._answer(html, resources, options)[1]

    def preview(self, html: str, resources: dict[str, tuple[str, bytes]], **options) -> tuple[list[dict], list[bytes]]:
        """Pages as `engine.Engine.preview` describes them, and their pictures. Raises the same."""
        if not self._previews.acquire(timeout=settings.CV_RENDER_SECONDS / 2):
            raise Busy
        try:
            answer, pictures = self._answer(html, resources, options)
        finally:
            self._previews.release()
        return answer["pages"], pictures

    def _answer(self, html: str, resources: dict[str, tuple[str, bytes]], options: dict) -> tuple[dict, list[bytes]]:
        seconds = settings.CV_RENDER_SECONDS
        deadline = time.monotonic() + seconds
        header = {
            "names": [[name, content_type] for name, (content_type, _content) in resources.items()],
            "seconds": seconds,
            "most_pages": settings.CV_MOST_PAGES,
            **options,
        }
        parts = [html.encode(), *(content for _content_type, content in resources.values())]
        if not self._free.acquire(timeout=seconds):
            raise Busy
        try:
            answer, contents = self._ask(header, parts, deadline)
        finally:
            self._free.release()
        self._refuse(answer)
        return answer, contents

    def _ask(self, header, parts, deadline) -> tuple[dict, list[bytes]]:
        # A process that slept too long ends by itself, perhaps at this very moment: once more, with a new one.
        for attempt in (1, 2):
            process = self._take()
            try:
                answer, contents = process.ask(header, parts, deadline)
            except _Ended:
                logger.warning("cv: a rendering process ended by itself (attempt %s)", attempt)
                continue
            if answer["last"]:
                process.end()
            else:
                self._idle.append(process)
            return answer, contents
        raise CannotRender

    def _take(self) -> _Process:
        while self._idle:
            process = self._idle.pop()
            if process.alive:
                return process
            process.let_go()
        return _Process()

    @staticmethod
    def _refuse(answer: dict) -> None:
        if answer["error"] == "unavailable":
            logger.error("cv: WeasyPrint cannot be loaded: %s", answer["detail"])
            raise RenderingUnavailable
        if answer["error"] == "too_long":
            raise TooLong(settings.CV_MOST_PAGES)
        if answer["error"]:
            logger.error("cv: a resume could not be rendered: %s", answer["detail"])
            raise CannotRender

    def end(self) -> None:
        while self._idle:
            self._idle.pop().end()

    def let_go(self) -> None:
        for process in self._idle:
            process.let_go()


_pool: Pool | None = None
_lock = threading.Lock()


def pool() -> Pool:
    """This process's own."""
    global _pool
    with _lock:
        if _pool is None:
            _pool = Pool()
        return _pool


def end() -> None:
    """End the processes that wait for work."""
    global _pool
    with _lock:
        if _pool is not None:
            _pool.end()
        _pool = None


def _after_fork() -> None:
    """A forked web or Celery process starts its own: two cannot talk through one pipe."""
    global _pool, _lock
    if _pool is not None:
        _pool.let_go()
    _pool, _lock = None, threading.Lock()


os.register_at_fork(after_in_child=_after_fork)
atexit.register(end)
