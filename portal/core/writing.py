"""Writing rows in one statement where Django takes two."""

# ruff: noqa: S608 - statements are made of names of ours; whatever is written is a parameter.

from django.db import IntegrityError, connections, router
from django.db.models import Model


def write_rows(rows: list[Model], *, within: str) -> None:
    """Insert the rows without an id and update those with one, whole, in one statement; the new ones get their ids.

    All are of one model, and each updated one belongs to the same `within` (a foreign key) as its row in the database,
    which the caller holds locked. Signals are not sent. `bulk_create(update_conflicts=True)` takes a statement for
    each of the two kinds. Raises IntegrityError.
    """
    if not rows:
        return
    options = rows[0]._meta
    connection = connections[router.db_for_write(options.model)]
    quote = connection.ops.quote_name
    fields = [field for field in options.concrete_fields if not field.primary_key]
    owner = options.get_field(within)
    # What a column without a value gets, in each database's words.
    no_id = "NULL" if connection.vendor == "sqlite" else "DEFAULT"
    places, values = [], []
    for row in rows:
        given = [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]
        places.append(f"({no_id if row.pk is None else '%s'}, {', '.join(['%s'] * len(fields))})")
        values += given if row.pk is None else [row.pk, *given]
    table, pk, its = quote(options.db_table), quote(options.pk.column), quote(owner.column)
    sets = ", ".join(f"{quote(field.column)} = EXCLUDED.{quote(field.column)}" for field in fields)
    sql = (
        f"INSERT INTO {table} ({pk}, {', '.join(quote(field.column) for field in fields)})"
        f" VALUES {', '.join(places)}"
        # An id that is another owner's is not written over: fewer rows come back.
        f" ON CONFLICT ({pk}) DO UPDATE SET {sets} WHERE {table}.{its} = EXCLUDED.{its}"
        f" RETURNING {pk}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        found = [written for (written,) in cursor.fetchall()]
    if len(found) != len(rows) or any(row.pk not in (None, given) for row, given in zip(rows, found, strict=True)):
        raise IntegrityError(f"rows of {options.db_table} were not written as they were given")
    for row, given in zip(rows, found, strict=True):
        row.pk, row._state.adding, row._state.db = given, False, connection.alias
