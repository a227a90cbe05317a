"""The templates beyond 002's: one more is free, two are premium. What they look like: portal.cv.rendering.templates."""

from django.core.management.color import no_style
from django.db import migrations

TEMPLATES = [
    (4, "Essential Classic", "La sobriété d’un CV sans couleurs, titres en marge et lecture immédiate", False),
    (5, "First Steps", "La formation d’abord, pour les études, l’alternance et un premier emploi", True),
    (6, "Technical Expert", "Compétences, projets et certifications avant le parcours", True),
]


def add_templates(apps, schema_editor):
    ResumeTemplate = apps.get_model("cv", "ResumeTemplate")
    for number, name, description, premium in TEMPLATES:
        if not ResumeTemplate.objects.filter(name=name).exists():
            ResumeTemplate.objects.get_or_create(
                id=number, defaults={"name": name, "description": description, "is_premium": premium}
            )
    # Ids were given by hand: the next one made by an admin must be free.
    for statement in schema_editor.connection.ops.sequence_reset_sql(no_style(), [ResumeTemplate]):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("cv", "0003_layout")]

    operations = [migrations.RunPython(add_templates, migrations.RunPython.noop)]
