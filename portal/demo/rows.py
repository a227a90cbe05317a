"""Rows by the thousand in plain SQL: Django cannot bulk-create multi-table children, and is slow for the others."""

from collections.abc import Iterable

from django.db import connection, models

#: SQLite's own limit is 32,766.
MOST_PARAMETERS = 30_000


#: What a database adapter does not write as the fields do.
_PREPARED = (models.DateTimeField, models.DecimalField)


def insert(model: type[models.Model], rows: Iterable[dict]) -> list[int]:
    """Insert rows of this very table (not of its parents): plain values by column, all rows with the same columns.

    Columns that are left out get their field's default. Returns the keys, in the order of the rows.
    """
    rows = list(rows)
    if not rows:
        return []
    quote = connection.ops.quote_name
    defaults = _defaults(model, set(rows[0]))
    columns = [*rows[0], *defaults]
    one = f"({', '.join(['%s'] * len(columns))})"
    into = f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(map(quote, columns))}) VALUES "  # noqa: S608
    returning = f" RETURNING {quote(model._meta.pk.column)}"
    at_once, keys = MOST_PARAMETERS // len(columns), []
    prepared = [field for field in model._meta.local_concrete_fields if isinstance(field, _PREPARED)]
    for field in prepared:
        for row in rows if field.column in rows[0] else ():
            row[field.column] = field.get_db_prep_save(row[field.column], connection)
    with connection.cursor() as cursor:
        for start in range(0, len(rows), at_once):
            chunk = rows[start : start + at_once]
            values = [value for row in chunk for value in (*row.values(), *defaults.values())]
            cursor.execute(into + ", ".join([one] * len(chunk)) + returning, values)
            keys += [key for (key,) in cursor.fetchall()]
    return keys


def _defaults(model: type[models.Model], given: set[str]) -> dict:
    """What the database takes for the columns nobody gave, except a key that it counts itself."""
    return {
        field.column: field.get_db_prep_save(field.get_default(), connection)
        for field in model._meta.local_concrete_fields
        if field.column not in given and not isinstance(field, models.AutoField)
    }
