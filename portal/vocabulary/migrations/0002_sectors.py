"""The sectors companies and publications choose from."""

from django.db import migrations
from django.utils.text import slugify

SECTORS = [
    "Administration publique",
    "Agriculture et agroalimentaire",
    "Architecture et urbanisme",
    "Art et culture",
    "Associations et économie solidaire",
    "Assurance",
    "Automobile",
    "Banque et finance",
    "Bâtiment et travaux publics",
    "Commerce et distribution",
    "Communication et médias",
    "Conseil et audit",
    "Droit",
    "Énergie",
    "Enseignement et formation",
    "Environnement",
    "Hôtellerie, restauration et tourisme",
    "Immobilier",
    "Industrie",
    "Informatique et numérique",
    "Recherche",
    "Ressources humaines",
    "Santé et action sociale",
    "Services aux personnes",
    "Sport et loisirs",
    "Télécommunications",
    "Transport et logistique",
]


def add_sectors(apps, schema_editor):
    Sector = apps.get_model("vocabulary", "Sector")
    Sector.objects.bulk_create([Sector(name=name, slug=slugify(name)) for name in SECTORS], ignore_conflicts=True)


class Migration(migrations.Migration):
    dependencies = [("vocabulary", "0001_initial")]

    operations = [migrations.RunPython(add_sectors, migrations.RunPython.noop)]
