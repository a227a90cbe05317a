"""How each database finds words that are nearly alike, and counts them.

PostgreSQL: an index of trigrams, where the extension is there or may be made (it is "trusted": an owner of the database
may); elsewhere the words are compared in Python. SQLite: a view into the full-text index with a count for each token.
"""

from django.db import DatabaseError, migrations, transaction


def add(apps, schema_editor):
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab('search_text', 'row')")
            return
        try:
            with transaction.atomic(using=connection.alias):
                cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        except DatabaseError:
            return
        cursor.execute("CREATE INDEX search_word_trigrams ON search_searchword USING gin (key gin_trgm_ops)")


def remove(apps, schema_editor):
    drop = {"sqlite": "DROP TABLE search_vocabulary", "postgresql": "DROP INDEX IF EXISTS search_word_trigrams"}
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(drop[schema_editor.connection.vendor])


class Migration(migrations.Migration):
    dependencies = [("search", "0005_words")]
    operations = [migrations.RunPython(add, remove)]
