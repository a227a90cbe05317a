"""The templates of 002 §2; their looks come with the builder."""

from django.db import migrations
from django.core.management.color import no_style

TEMPLATES = [
    (1, "Modern Professional", "Un template moderne et épuré pour professionnels", False),
    (2, "Creative Designer", "Template coloré idéal pour les créatifs", True),
    (3, "Executive Elite", "Template premium pour cadres supérieurs", True),
]


def add_templates(apps, schema_editor):
    ResumeTemplate = apps.get_model("cv", "ResumeTemplate")
    ResumeTemplate.objects.bulk_create(
        [
            ResumeTemplate(id=number, name=name, description=description, is_premium=premium)
            for number, name, description, premium in TEMPLATES
        ],
        ignore_conflicts=True,
    )
    # Ids were given by hand: the next one made by an admin must not be 1.
    for statement in schema_editor.connection.ops.sequence_reset_sql(no_style(), [ResumeTemplate]):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("cv", "0001_initial")]

    operations = [migrations.RunPython(add_templates, migrations.RunPython.noop)]
