"""The full-text index of each database over the tokens: GIN on PostgreSQL, FTS5 fed by triggers on SQLite.

FTS5 keeps no text of its own (content=''): removing a row hands it the old words again, which triggers do, also for
rows that a cascade deletes.
"""

# ruff: noqa: S608 - statements are made of names of ours; whatever a reader typed is a parameter.

from django.db import migrations

SECTIONS = "title, essentials, context, body"


def _sections(row: str) -> str:
    return ", ".join(f"json_extract({row}.tokens, '$[{number}]')" for number in range(4))


def _add(row: str) -> str:
    return f"INSERT INTO search_text (rowid, {SECTIONS}) VALUES ({row}.publication_id, {_sections(row)});"


def _remove(row: str) -> str:
    return (
        f"INSERT INTO search_text (search_text, rowid, {SECTIONS}) "
        f"VALUES ('delete', {row}.publication_id, {_sections(row)});"
    )


SQLITE = [
    f"CREATE VIRTUAL TABLE search_text USING fts5({SECTIONS}, content='', tokenize='unicode61 remove_diacritics 0')",
    f"CREATE TRIGGER search_text_insert AFTER INSERT ON search_searchdocument BEGIN {_add('new')} END",
    f"CREATE TRIGGER search_text_delete AFTER DELETE ON search_searchdocument BEGIN {_remove('old')} END",
    "CREATE TRIGGER search_text_update AFTER UPDATE OF tokens ON search_searchdocument "
    f"BEGIN {_remove('old')} {_add('new')} END",
]
SQLITE_BACK = [
    "DROP TRIGGER search_text_update",
    "DROP TRIGGER search_text_delete",
    "DROP TRIGGER search_text_insert",
    "DROP TABLE search_text",
]
POSTGRESQL = ["CREATE INDEX search_tokens ON search_searchdocument USING gin (tokens)"]
POSTGRESQL_BACK = ["DROP INDEX search_tokens"]


def _run(schema_editor, sqlite: list[str], postgresql: list[str]) -> None:
    for statement in {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [
        migrations.RunPython(
            lambda apps, editor: _run(editor, SQLITE, POSTGRESQL),
            lambda apps, editor: _run(editor, SQLITE_BACK, POSTGRESQL_BACK),
        )
    ]
