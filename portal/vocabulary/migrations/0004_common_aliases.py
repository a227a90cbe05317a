"""Other words that people write for the same skill. A skill that is there already keeps its own spelling."""

from django.db import migrations

from portal.core.text import fold

ALIASES = {
    "JavaScript": ["JS", "ECMAScript"],
    "TypeScript": ["TS"],
    "Python": ["Python 3", "Python3"],
    "PostgreSQL": ["Postgres"],
    "Kubernetes": ["K8s"],
    "React": ["React.js", "ReactJS"],
    "Vue.js": ["Vue", "VueJS"],
    "Angular": ["AngularJS", "Angular.js"],
    "Node.js": ["Node", "NodeJS"],
    "C#": ["C Sharp", "CSharp"],
    ".NET": ["dotnet", "Dot Net"],
    "Go": ["Golang"],
    "HTML": ["HTML5"],
    "CSS": ["CSS3"],
    "Amazon Web Services": ["AWS"],
    "Google Cloud": ["GCP", "Google Cloud Platform"],
    "Intégration continue": ["CI/CD", "Continuous integration"],
    "Apprentissage automatique": ["Machine learning", "ML"],
    "Intelligence artificielle": ["IA", "AI"],
    "Accessibilité numérique": ["Accessibilité web", "a11y"],
    "Expérience utilisateur": ["UX", "UX design"],
    "Recherche utilisateur": ["User research", "Recherche UX"],
    "Conception d'interfaces": ["UI", "UI design", "Design d'interface"],
    "Référencement naturel": ["SEO"],
    "Gestion de projet": ["Project management", "Conduite de projet", "Pilotage de projet"],
    "Gestion de produit": ["Product management"],
    "Agile": ["Agilité", "Méthodes agiles"],
    "Excel": ["Microsoft Excel", "MS Excel"],
    "Word": ["Microsoft Word", "MS Word"],
    "Suite bureautique": ["Pack Office", "Microsoft Office", "MS Office", "Bureautique"],
    "Paie": ["Gestion de la paie", "Payroll"],
    "Ressources humaines": ["RH", "Human resources"],
    "Anglais": ["English", "Langue anglaise"],
    "Allemand": ["German", "Deutsch"],
    "Espagnol": ["Spanish", "Español"],
    "Permis B": ["Permis de conduire", "Permis voiture"],
    "Travail en équipe": ["Esprit d'équipe", "Teamwork"],
    "Soudage TIG": ["Soudure TIG"],
    "Lecture de plans": ["Lecture de plan"],
    "Gestes de premiers secours": ["SST", "Sauveteur secouriste du travail"],
}


def add_aliases(apps, schema_editor):
    Skill = apps.get_model("vocabulary", "Skill")
    SkillAlias = apps.get_model("vocabulary", "SkillAlias")
    Skill.objects.bulk_create([Skill(name=name, key=fold(name)) for name in ALIASES], ignore_conflicts=True)
    skills = {skill.key: skill for skill in Skill.objects.filter(key__in=[fold(name) for name in ALIASES])}
    SkillAlias.objects.bulk_create(
        [
            SkillAlias(name=alias, key=fold(alias), skill=skills[fold(name)])
            for name, aliases in ALIASES.items()
            for alias in aliases
        ],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("vocabulary", "0003_skillalias")]

    operations = [migrations.RunPython(add_aliases, migrations.RunPython.noop)]
