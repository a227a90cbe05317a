"""The squares of the map that documents written before this are in (search.squares): words near a town need them."""

from django.db import migrations

ADD = """
UPDATE search_searchdocument d SET tokens = d.tokens || found.squares FROM (
    SELECT document_id,
        array_to_tsvector(array_agg(DISTINCT '@' || floor(latitude / 0.5) || '/' || floor(longitude / 0.5))) AS squares
    FROM search_searchplace WHERE latitude IS NOT NULL AND longitude IS NOT NULL GROUP BY document_id
) found WHERE found.document_id = d.publication_id
"""


def add(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(ADD)


class Migration(migrations.Migration):
    dependencies = [("search", "0008_places_by_document")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
