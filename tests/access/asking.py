"""One request of one actor, undone afterwards; and what it wrote."""

import json
import re
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.core.files.base import File
from django.db import connection, transaction
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from tests.access.bodies import body
from tests.access.world import World
from tests.database import MAY_BE_WRITTEN_ON_GET, written_table

#: What refusing somebody may write: sessions and the login's counters, and the log of what was refused.
MAY_BE_WRITTEN = (*MAY_BE_WRITTEN_ON_GET, "core_auditlog", "core_errorlog", "core_apitiming")
#: What differs between two answers that say the same.
_CHANGING = re.compile(r'(?:csrfmiddlewaretoken" value=|X-CSRFToken": |nonce=)"[^"]*"|\d{4,}')


@dataclass(frozen=True)
class Answer:
    status: str
    text: str
    written: frozenset[str]

    @property
    def refuses(self) -> bool:
        return self.status == "login" or self.status >= "400"


class Caller:
    def __init__(self, world: World, actor: str):
        self.world, self.actor = world, actor

    def ask(self, method: str, path: str, sent: str = "") -> Answer:
        """The answer; whatever it changed is undone."""
        with undone():
            written = set()
            with watching(written):
                response = self._send(method, path, body(sent, self.world) if sent else None)
            return Answer(status_of(response), text_of(response), frozenset(written))

    def changes(self, method: str, path: str, sent: str, tables: frozenset[str]) -> list[str]:
        """Which of the tables hold something else after the same request: a statement may have been rolled back."""
        with undone():
            before = {table: rows_of(table) for table in tables}
            self._send(method, path, body(sent, self.world) if sent else None)
            return sorted(table for table in tables if rows_of(table) != before[table])

    def _send(self, method: str, path: str, values: dict | None):
        client = Client()
        headers = {}
        if path.startswith("/api/"):
            if self.actor != "visitor":
                headers["authorization"] = f"Bearer {self.world.tokens[self.actor]}"
        elif self.actor != "visitor":
            client.cookies[settings.SESSION_COOKIE_NAME] = self.world.sessions[self.actor]
        data, content_type = encoded(values, path)
        return client.generic(method, path, data, content_type, headers=headers)


def encoded(values: dict | None, path: str) -> tuple[bytes, str]:
    if values is None:
        return b"", "application/octet-stream"
    if path.startswith("/api/") and not any(isinstance(value, File) for value in values.values()):
        return json.dumps(values).encode(), "application/json"
    return encode_multipart(BOUNDARY, values), MULTIPART_CONTENT


def status_of(response) -> str:
    """The status, or `login` for a redirect to the login page that leads back."""
    target, _mark, query = response.get("Location", "").partition("?")
    doors = (reverse("account_login"), reverse("wagtailadmin_login"))
    if response.status_code == 302 and target in doors and "next=" in query:
        return "login"
    return str(response.status_code)


def text_of(response) -> str:
    if response.streaming:
        # Read to its end: closed half-way, it would end the request and with it the world's connection.
        for _part in response.streaming_content:
            pass
        return "a file"
    return _CHANGING.sub("…", response.content.decode("utf-8", "replace"))


@contextmanager
def undone():
    block = transaction.atomic()
    # So that `on_commit` callbacks run inside, as tests.database arranges for a test's own transaction.
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)


@contextmanager
def watching(written: set[str]):
    """Collect the tables of the domain that are written."""

    def watch(execute, sql, params, many, context):
        table = written_table(sql)
        if table and not table.startswith(MAY_BE_WRITTEN):
            written.add(table)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield


def rows_of(table: str) -> list:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        return sorted(map(repr, cursor.fetchall()))
