"""Asking ClamAV about a file, by its INSTREAM command. Off without settings.CLAMAV_URL; with it nothing passes unseen.

`tcp://host:3310` or `unix:///run/clamav/clamd.ctl`. The daemon's StreamMaxLength must be MAX_UPLOAD_BYTES or more.
"""

import logging
import socket
import struct
import time
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error
from django.utils.translation import gettext_lazy as _

from .errors import Conflict

logger = logging.getLogger(__name__)

CHUNK = 64 * 1024
LONGEST_ANSWER = 4096
DEFAULT_PORT = 3310


class Infected(ValueError):
    """ClamAV named what it found."""


class CannotScan(Conflict):
    """No clear answer: the file is refused, and may be sent again (409, since nothing is wrong with the file)."""

    code = "antivirus_unavailable"
    message = _(
        "Files cannot be checked for viruses at the moment, so nothing was kept. Please try again in a few minutes."
    )


def scan(file) -> None:
    """Return when the file is clean or no antivirus is configured. Raises Infected, CannotScan."""
    if not settings.CLAMAV_URL:
        return
    file.seek(0)
    try:
        answer = _ask(file)
    except (OSError, ValueError) as error:
        logger.error("antivirus: no answer from %s: %s", settings.CLAMAV_URL, error)
        raise CannotScan from error
    finally:
        file.seek(0)
    if answer == "stream: OK":
        return
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        name = answer.removeprefix("stream: ").removesuffix(" FOUND")
        logger.warning("antivirus: %s", name)
        raise Infected(name)
    logger.error("antivirus: %s answered %r", settings.CLAMAV_URL, answer[:200])
    raise CannotScan


def _ask(file) -> str:
    """Raises OSError (a timeout too) and ValueError."""
    until = time.monotonic() + settings.CLAMAV_TIMEOUT
    with _connected(until) as connection:
        _send(connection, b"zINSTREAM\0", until)
        while chunk := file.read(CHUNK):
            _send(connection, struct.pack("!I", len(chunk)) + chunk, until)
        _send(connection, struct.pack("!I", 0), until)
        return _answer(connection, until)


def _connected(until: float) -> socket.socket:
    family, address = _address(settings.CLAMAV_URL)
    if family == socket.AF_INET:
        return socket.create_connection(address, timeout=_left(until))
    connection = socket.socket(family, socket.SOCK_STREAM)
    try:
        connection.settimeout(_left(until))
        connection.connect(address)
    except OSError:
        connection.close()
        raise
    return connection


def _address(url: str):
    """The socket's family and address. Raises ValueError."""
    parts = urlsplit(url)
    if parts.scheme == "tcp" and parts.hostname:
        return socket.AF_INET, (parts.hostname, parts.port or DEFAULT_PORT)
    if parts.scheme == "unix" and parts.path:
        return socket.AF_UNIX, parts.path
    raise ValueError(f"CLAMAV_URL is neither tcp://host:port nor unix:///path: {url!r}")


def _left(until: float) -> float:
    """The whole conversation has one end, however slowly the other side drips."""
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("the antivirus takes too long")
    return left


def _send(connection: socket.socket, data: bytes, until: float) -> None:
    connection.settimeout(_left(until))
    connection.sendall(data)


def _answer(connection: socket.socket, until: float) -> str:
    """What is said up to the NUL that ends it."""
    said = b""
    while b"\0" not in said:
        connection.settimeout(_left(until))
        more = connection.recv(LONGEST_ANSWER)
        said += more
        if not more or len(said) > LONGEST_ANSWER:
            raise ValueError("the antivirus did not finish its answer")
    return said.partition(b"\0")[0].decode("utf-8", "replace").strip()


def check_address(app_configs, **kwargs) -> list:
    """For `manage.py check`: a mistyped address is found before the first upload."""
    if not settings.CLAMAV_URL:
        return []
    try:
        _address(settings.CLAMAV_URL)
    except ValueError as error:
        return [Error(str(error), id="core.E001")]
    return []
