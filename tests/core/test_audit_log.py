"""The audit log is written once, and everything that administers the portal writes to it."""

import re

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from portal.core import logs
from portal.core.models import AuditLog
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def row():
    return AuditLog.record(UserFactory(admin=True), "account.disabled", why="essai")


def test_a_row_is_neither_changed_nor_deleted(row):
    row.action = "rien"
    with pytest.raises(TypeError):
        row.save()
    with pytest.raises(TypeError):
        row.delete()


@pytest.mark.parametrize(
    "act",
    [
        lambda rows: rows.update(action="rien"),
        lambda rows: rows.delete(),
        lambda rows: rows.bulk_update(list(rows.all()), ["action"]),
        lambda rows: rows.update_or_create(action="account.disabled", defaults={"action": "rien"}),
    ],
)
def test_nor_are_many_at_once(row, act):
    for rows in (AuditLog.objects, AuditLog.objects.all()):
        with pytest.raises(TypeError):
            act(rows)
    assert AuditLog.objects.get().action == "account.disabled"


def test_a_deleted_account_leaves_what_it_did(row):
    row.actor.delete()
    assert AuditLog.objects.get().actor is None


def run(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.postgres
@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM core_auditlog",
        "UPDATE core_auditlog SET action = 'rien'",
        "UPDATE core_auditlog SET actor_id = NULL, action = 'rien'",
        "UPDATE core_auditlog SET details = '{}'",
    ],
)
def test_the_database_refuses_whoever_asks(row, statement):
    with pytest.raises(DatabaseError, match="append-only"):
        run(statement)
    assert AuditLog.objects.get().details == {"why": "essai"}


@pytest.mark.postgres
def test_the_database_lets_the_actor_be_forgotten(row):
    run("UPDATE core_auditlog SET actor_id = NULL")
    assert AuditLog.objects.get().actor is None


def test_every_act_has_a_name_in_the_logs():
    """Acts are written out where they are recorded; each room names its own in `audit.py`."""
    written = {
        action
        for path in (settings.BASE_DIR / "portal").rglob("*.py")
        for action in re.findall(r'AuditLog\.record\([^"]*?"([a-z_]+\.[a-z_]+)"', path.read_text(encoding="utf-8"))
    }
    assert len(written) > 15
    assert {action for action in written if logs.word_of(action) == action} == set()
