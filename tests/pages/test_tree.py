"""The pages every portal begins with, and the menus around them."""

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from wagtail.models import GroupPagePermission, Page, Site

from portal.pages import chrome
from portal.pages.blocks import LinkBlock, is_safe_address
from portal.pages.models import EditorialPage, HomePage, LegalPage, PublicationListPage, SiteChrome
from tests.pages.conftest import signed_in

pytestmark = pytest.mark.django_db


def test_the_migration_makes_the_whole_tree():
    home = Site.objects.get(is_default_site=True).root_page.specific
    assert isinstance(home, HomePage)
    slugs = set(home.get_children().values_list("slug", flat=True))
    assert {"offres", "bourses", "financements", "consultations", "conseils"} <= slugs
    assert {"mentions-legales", "confidentialite", "accessibilite", "conditions"} <= slugs


def test_the_tree_is_sound():
    assert Page.find_problems() == ([], [], [], [], [])
    assert Page.objects.filter(title__startswith="Welcome").count() == 0


@pytest.mark.parametrize(
    "path",
    "/ /offres/ /bourses/ /financements/ /consultations/ /conseils/ /recherche/"
    " /mentions-legales/ /confidentialite/ /accessibilite/ /conditions/".split(),
)
def test_every_first_page_opens(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response.content.count(b"<h1") == 1


def test_legal_pages_say_what_the_operator_must_fill_in():
    assert all("[" in page.body and "À compléter" in page.body for page in LegalPage.objects.all())
    assert LegalPage.objects.count() == 4


def test_a_page_made_later_finds_its_place():
    home = HomePage.objects.get()
    page = home.add_child(instance=EditorialPage(title="À propos", slug="a-propos"))
    assert page.get_url() == "/a-propos/"
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_listing_keeps_its_address():
    page = PublicationListPage.objects.get(kind="offer")
    page.slug = "emplois"
    with pytest.raises(ValidationError) as error:
        page.full_clean()
    assert "slug" in error.value.message_dict


def test_an_editor_cannot_delete_the_frame_of_the_site():
    page = PublicationListPage.objects.get(kind="offer")
    signed_in(editor=True).post(f"/admin/pages/{page.pk}/delete/")
    assert PublicationListPage.objects.filter(kind="offer", live=True).exists()


def test_an_editor_publishes_a_page_under_home():
    home = HomePage.objects.get()
    values = {"title": "Aide", "slug": "aide", "lead": "", "body-count": "0", "action-publish": "1"}
    values |= {"seo_title": "", "search_description": "", "picture": ""}
    signed_in(editor=True).post(f"/admin/pages/add/pages/editorialpage/{home.pk}/", values)
    assert EditorialPage.objects.get(slug="aide").live


def test_editors_have_the_home_tree_and_nothing_above():
    home = HomePage.objects.get()
    assert set(GroupPagePermission.objects.filter(group__name="Éditeurs").values_list("page", flat=True)) == {home.pk}


# --- Menus ----------------------------------------------------------------------------------------------------------
def test_the_menu_marks_where_the_reader_is(client):
    menu = client.get("/bourses/").context["chrome"]["menu"]
    assert [link["label"] for link in menu if link["current"]] == ["Bourses"]


def test_the_chrome_is_one_query_and_then_none(django_assert_num_queries):
    cache.delete(chrome.KEY)
    with django_assert_num_queries(1):
        chrome.shown()
    with django_assert_num_queries(0):
        chrome.for_path("/offres/")


def test_what_editors_save_is_shown_at_once(client):
    client.get("/offres/")
    settings = SiteChrome.objects.get()
    settings.notice = "Le site ferme lundi de 8 h à 9 h."
    settings.save()
    assert "Le site ferme lundi" in client.get("/offres/").text


def test_a_menu_follows_a_page_that_is_taken_offline(client):
    page = Page.objects.get(slug="conseils")
    assert "/conseils/" in client.get("/").text
    page.specific.unpublish()
    assert "/conseils/" not in client.get("/").text


def test_a_menu_follows_a_page_that_moves_to_another_address(client):
    page = Page.objects.get(slug="conseils").specific
    page.slug = "articles"
    page.save_revision().publish()
    assert 'href="/articles/"' in client.get("/").text


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//evil.example", "data:text/html,x", " /x"])
def test_a_link_leads_to_the_site_or_the_web_only(address):
    assert not is_safe_address(address)


def test_a_link_block_wants_a_page_or_an_address():
    with pytest.raises(ValidationError):
        LinkBlock().clean({"label": "Vide", "page": None, "url": ""})


def test_the_admin_and_the_api_get_no_chrome(rf):
    from portal.pages.context_processors import chrome as processor

    assert processor(rf.get("/api/offres/"))["chrome"] == chrome.EMPTY
