"""What editors build pages of."""

import pytest
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection

from portal.pages.models import EditorialIndexPage, EditorialPage, HomePage, SiteChrome
from tests.factories.jobs import make_publication
from tests.factories.search import published
from tests.pages.conftest import signed_in

pytestmark = pytest.mark.django_db

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def picture():
    return Image.objects.create(title="Un atelier", file=get_test_image_file(size=(640, 480)))


def every_block(picture, page) -> list:
    link = {"label": "Voir les offres", "page": page.pk, "url": ""}
    return [
        ("text", "<h2>Préparer sa lettre</h2><p>Soyez bref.</p>"),
        ("picture", {"picture": picture, "caption": f"Légende {HOSTILE}"}),
        ("numbers", {"title": "En chiffres", "numbers": [{"number": "4", "label": HOSTILE}], "source": "Insee"}),
        ("steps", {"title": "Étapes", "steps": [{"title": f"{n}", "text": "<p>Lire</p>"} for n in ("Un", "Deux")]}),
        ("call_to_action", {"title": "À vous", "text": HOSTILE, "link": {**link, "page": page}}),
        ("answers", {"title": "Questions", "answers": [{"question": HOSTILE, "answer": "<p>Oui</p>"}]}),
        ("quote", {"quote": HOSTILE, "author": "Camille", "role": "aide-soignante"}),
        ("cards", {"title": "À lire", "cards": [{"page": page, "title": "", "text": HOSTILE}]}),
    ]


def test_every_block_is_shown_and_none_is_markup(client, picture):
    index = EditorialIndexPage.objects.get()
    page = index.add_child(instance=EditorialPage(title="Lettre", slug="lettre", picture=picture))
    page.body = every_block(picture, index)
    page.save_revision().publish()
    text = client.get("/conseils/lettre/").text
    for shown in ("Préparer sa lettre", "Légende", "En chiffres", "Étapes", "À vous", "Questions", "Camille", "À lire"):
        assert shown in text
    assert HOSTILE not in text
    assert 'href="/conseils/"' in text
    assert 'property="og:image"' in text
    assert "Lettre" in client.get("/conseils/").text


def test_home_shows_blocks_too(client, picture):
    home = HomePage.objects.get()
    home.body = every_block(picture, home)
    home.save_revision().publish()
    assert "Préparer sa lettre" in client.get("/").text


def test_a_link_to_a_page_that_is_offline_is_left_out(client):
    home, index = HomePage.objects.get(), EditorialIndexPage.objects.get()
    home.body = [("cards", {"title": "À lire", "cards": [{"page": index, "title": "Secret", "text": ""}]})]
    home.save_revision().publish()
    index.unpublish()
    assert "Secret" not in client.get("/").text


def test_an_editor_previews_a_page():
    page = HomePage.objects.get()
    client = signed_in(editor=True)
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    assert client.get(f"/admin/pages/{page.pk}/view_draft/").status_code == 200


def test_editors_change_menus_and_others_do_not():
    path = f"/admin/settings/pages/sitechrome/{SiteChrome.objects.get().pk}/"
    assert signed_in(editor=True).get(path).status_code == 200
    assert signed_in(recruiter=True).get(path).status_code == 302


def test_editors_keep_pictures_in_the_collection_of_the_site():
    collection = Collection.objects.get(name="Contenu du site")
    response = signed_in(editor=True).get("/admin/images/add/")
    assert response.status_code == 200
    found = response.context["form"].fields.get("collection")
    assert found is None or list(found.queryset) == [collection]


@pytest.mark.parametrize("kind", ["offer", "bourse", "financement", "consultation"])
def test_the_admin_previews_a_publication_as_readers_will_see_it(kind):
    row = make_publication(kind, pending=True, title="En attente de relecture")
    response = row.make_preview_request(preview_mode="")
    assert response.status_code == 200
    assert "En attente de relecture" in response.text
    assert "Aperçu" in response.text
    assert "/postuler/" not in response.text


def test_a_card_follows_its_publication(client):
    row = published("Avant")
    assert "Avant" in client.get("/offres/").text
    row.title = "Après"
    row.save()
    text = client.get("/offres/").text
    assert "Après" in text
    assert "Avant" not in text
