"""Rows by the thousand in plain SQL: Django cannot bulk-create multi-table children, and is slow for the others."""

from collections.abc import Iterable

from django.db import connection, models

#: SQLite's own limit is 32,766.
MOST_PARAMETERS = 30_000


def insert(model: type[models.Model], rows: Iterable[dict]) -> None:
    """Insert rows of this very table (not of its parents): plain values by column, all rows with the same columns.

    Columns that are left out get their field's default.
    """
    rows = list(rows)
    if not rows:
        return
    quote = connection.ops.quote_name
    defaults = _defaults(model, set(rows[0]))
    columns = [*rows[0], *defaults]
    one = f"({', '.join(['%s'] * len(columns))})"
    into = f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(map(quote, columns))}) VALUES "  # noqa: S608
    at_once = MOST_PARAMETERS // len(columns)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), at_once):
            chunk = rows[start : start + at_once]
            values = [value for row in chunk for value in (*row.values(), *defaults.values())]
            cursor.execute(into + ", ".join([one] * len(chunk)), values)


def _defaults(model: type[models.Model], given: set[str]) -> dict:
    """What the database takes for the columns nobody gave, except a key that it counts itself."""
    return {
        field.column: field.get_db_prep_save(field.get_default(), connection)
        for field in model._meta.local_concrete_fields
        if field.column not in given and not isinstance(field, models.AutoField)
    }
