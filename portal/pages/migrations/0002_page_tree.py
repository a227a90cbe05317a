"""The pages every portal begins with: home, the four listings, a list of articles, the legal pages; and its menus.

Texts are French, like the site; editors change them in the admin.
"""

import uuid
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import migrations
from django.utils import timezone

TEXTS = Path(__file__).resolve().parent / "texts"
COLLECTION = "Contenu du site"
HOME = {
    "title": "Accueil",
    "heading": "Le bon poste, le bon coup de pouce",
    "lead": "Offres d’emploi, bourses, financements et consultations, relus par des personnes avant d’être publiés.",
}
LISTINGS = (
    ("offer", "offres", "Offres d’emploi", "CDI, CDD, alternance, stages : des offres d’emploi vérifiées, partout en France et à distance."),
    ("bourse", "bourses", "Bourses d’études", "Bourses d’études, de recherche et de mobilité, avec leurs conditions et leurs dates limites."),
    ("financement", "financements", "Financements", "Subventions, prêts, garanties et prix pour créer, grandir ou mener un projet."),
    ("consultation", "consultations", "Consultations", "Missions et consultations pour les indépendants, les cabinets et les entreprises."),
)
ARTICLES = ("conseils", "Conseils", "Préparer une candidature, monter un dossier, publier une annonce : nos articles pratiques.")
LEGAL = (
    ("mentions-legales", "Mentions légales", "Qui édite ce site, qui l’héberge, et comment nous joindre."),
    ("confidentialite", "Confidentialité", "Ce que nous faisons de vos données, et vos droits."),
    ("accessibilite", "Accessibilité", "Où en est l’accessibilité de ce site, et comment signaler un obstacle."),
    ("conditions", "Conditions d’utilisation", "Les règles du site, pour qui publie et pour qui candidate."),
)
#: The law asks for the state in the footer itself; without an audit it is this one.
FOOTER_WORDS = {"accessibilite": "Accessibilité\u00a0: non conforme"}


class Tree:
    """Writes pages as Wagtail does: historical models have none of its methods."""

    def __init__(self, apps):
        self.apps, self.now = apps, timezone.now()
        self.locale = apps.get_model("wagtailcore", "Locale").objects.get_or_create(language_code="fr")[0]

    def add(self, parent, model, slug, title, **fields):
        content_type, _ = self.apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label="pages", model=model.lower()
        )
        page = self.apps.get_model("pages", model).objects.create(
            path=f"{parent.path}{self._next(parent)}", depth=parent.depth + 1, numchild=0,
            slug=slug, title=title, draft_title=title, url_path=f"{parent.url_path}{slug}/",
            content_type=content_type, locale=self.locale, translation_key=uuid.uuid4(), live=True,
            first_published_at=self.now, last_published_at=self.now, latest_revision_created_at=None, **fields,
        )
        parent.numchild += 1
        self.apps.get_model("wagtailcore", "Page").objects.filter(pk=parent.pk).update(numchild=parent.numchild)
        return page

    def _next(self, parent):
        """The last step of a new child's path, in base 36 as treebeard counts."""
        last = (
            self.apps.get_model("wagtailcore", "Page")
            .objects.filter(path__startswith=parent.path, depth=parent.depth + 1).order_by("-path").first()
        )
        number = int(last.path[-4:], 36) + 1 if last else 1
        digits = ""
        while number:
            number, rest = divmod(number, 36)
            digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rest] + digits
        return digits.rjust(4, "0")


def make_tree(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    tree = Tree(apps)
    root = Page.objects.filter(depth=1).order_by("path").first()
    welcome = Page.objects.filter(depth=2, slug="home", content_type__model="page").first()
    home = tree.add(root, "HomePage", "accueil", HOME["title"], heading=HOME["heading"], lead=HOME["lead"])
    address = urlsplit(settings.SITE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    Site.objects.filter(is_default_site=True).delete()
    Site.objects.create(
        hostname=address.hostname or "localhost", port=port, root_page_id=home.pk, is_default_site=True,
        site_name=settings.SITE_NAME,
    )
    if welcome is not None:
        # Wagtail's own "Welcome" page, which nothing refers to any more.
        Page.objects.filter(pk=welcome.pk).delete()
        Page.objects.filter(pk=root.pk).update(numchild=Page.objects.filter(depth=2).count())
    for kind, slug, title, lead in LISTINGS:
        tree.add(home, "PublicationListPage", slug, title, kind=kind, lead=lead)
    tree.add(home, "EditorialIndexPage", ARTICLES[0], ARTICLES[1], lead=ARTICLES[2])
    for slug, title, lead in LEGAL:
        body = (TEXTS / f"{slug}.html").read_text(encoding="utf-8")
        tree.add(home, "LegalPage", slug, title, lead=lead, body=body)


def make_chrome(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    pages = {page.slug: page for page in Page.objects.filter(depth=3)}

    def link(label, target):
        page = pages.get(target)
        value = {"label": label, "page": page.pk if page else None, "url": "" if page else target}
        return value, {"label": label, "url": f"/{target}/" if page else target}

    def column(title, links):
        return {
            "type": "column", "id": str(uuid.uuid4()),
            "value": {"title": title, "links": [{"type": "item", "id": str(uuid.uuid4()), "value": value} for value, _ in links]},
        }, {"title": title, "links": [shown for _, shown in links]}

    menu = [link(title if slug != "bourses" else "Bourses", slug) for _, slug, title, _ in LISTINGS]
    menu = [link("Offres", "offres"), *menu[1:]]
    columns = [
        column("Chercher", [link(title, slug) for _, slug, title, _ in LISTINGS] + [
            link("Chercher dans tout le site", "/recherche/"), link("Créer un CV", "/mes-cv/"),
        ]),
        column("Publier", [
            link("Publier une annonce", "/compte/inscription/recruteur/"),
            link("Proposer ses services", "/compte/inscription/prestataire/"),
            link("Mon espace", "/mon-espace/"),
        ]),
        column("À savoir", [link("Conseils", "conseils"), link("Tarifs des CV", "/tarifs/"), *(link(FOOTER_WORDS.get(slug, title), slug) for slug, title, _ in LEGAL)]),
    ]
    chrome = apps.get_model("pages", "SiteChrome")(
        shown={
            "menu": [shown for _, shown in menu], "footer": [shown for _, shown in columns],
            "notice": "", "contact_email": "",
        },
    )
    chrome.menu = [{"type": "link", "id": str(uuid.uuid4()), "value": value} for value, _ in menu]
    chrome.footer = [value for value, _ in columns]
    chrome.save()


def make_collection(apps, schema_editor):
    """Where editors keep the pictures and documents of their pages."""
    Collection = apps.get_model("wagtailcore", "Collection")
    root = Collection.objects.filter(depth=1).first()
    if root is None or Collection.objects.filter(name=COLLECTION).exists():
        return
    number = Collection.objects.filter(depth=2).count() + 1
    Collection.objects.create(name=COLLECTION, path=f"{root.path}{number:04d}", depth=2, numchild=0)
    Collection.objects.filter(pk=root.pk).update(numchild=number)


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(make_tree, migrations.RunPython.noop),
        migrations.RunPython(make_chrome, migrations.RunPython.noop),
        migrations.RunPython(make_collection, migrations.RunPython.noop),
    ]
