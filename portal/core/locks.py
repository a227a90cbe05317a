"""Locks on what has no row."""

from django.db import connection


def lock_name(name: str) -> None:
    """Wait for every other transaction that holds this name; it is free again when this one ends.

    Inside a transaction only. SQLite has one writer, whose transactions begin as such (`transaction_mode`).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
