"""What Wagtail's own views make of input that its forms never send."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from portal.accounts.models import Role
from portal.jobs.models import Status
from portal.pages.models import EditorialPage, HomePage

from . import build
from .conftest import signed_in

pytestmark = pytest.mark.django_db

HUGE = "9" * 400


@pytest.fixture
def client(desk):
    # What nobody catches must show as a 500, as it would to a browser.
    desk.raise_request_exception = False
    return desk


@pytest.fixture
def article():
    return HomePage.objects.get().add_child(instance=EditorialPage(title="Une lettre en trente lignes", slug="lettre"))


@pytest.mark.parametrize("value", ["", "x", "9999", "{", "a\x00b", HUGE])
def test_an_edit_that_cannot_be_read_is_refused_and_changes_nothing(client, value):
    publication = build.submitted()
    url = reverse("wagtailsnippets_jobs_offer:edit", args=[publication.pk])
    sent = dict.fromkeys(("title", "description", "deadline", "places-TOTAL_FORMS", "places-INITIAL_FORMS"), value)
    answer = client.post(url, {**sent, "action-publish": "1"})
    assert answer.status_code in (200, 302, 400)
    now = build.again(publication)
    assert (now.title, now.status) == (publication.title, Status.PENDING)


@pytest.mark.parametrize("query", [{"q": '"'}, {"q": "`"}, {"q": "x", "owner": HUGE}, {"p": HUGE}, {"ordering": HUGE}])
def test_a_search_for_anything_answers(client, article, query):
    for name, args in (("wagtailadmin_explore", [article.get_parent().pk]), ("wagtailimages:index", [])):
        assert client.get(reverse(name, args=args), query).status_code < 500


@pytest.mark.parametrize("query", [{"q": "a", "usage_count_min": "1"}, {"usage_count_max": HUGE}])
def test_filters_that_wagtail_cannot_combine_are_refused(client, query):
    for name in ("wagtailimages:index", "wagtaildocs:index"):
        assert client.get(reverse(name), query).status_code < 500


@pytest.mark.parametrize("value", ["", "x", "-1", HUGE])
def test_a_page_cannot_be_sent_to_nowhere(article, value):
    client = signed_in(build.person(Role.ADMIN))
    client.raise_request_exception = False
    for name in ("wagtailadmin_pages:copy", "wagtailadmin_pages:move", "wagtailadmin_pages:edit"):
        sent = {"new_parent_page": value, "new_title": value, "new_slug": value, "body": value}
        assert client.post(reverse(name, args=[article.pk]), sent).status_code < 500
    assert Page.objects.get(pk=article.pk).path == article.path


def test_an_error_of_our_own_code_stays_an_error(client, monkeypatch):
    def broken():
        raise ValueError("ours")

    monkeypatch.setattr("portal.moderation.queue.publications", broken)
    assert client.get(reverse("moderation_queue")).status_code == 500


def test_editors_find_pages_by_words(client, article):
    for name, args in (("wagtailadmin_explore", [article.get_parent().pk]), ("wagtailadmin_pages:search", [])):
        assert "Une lettre en trente lignes" in client.get(reverse(name, args=args), {"q": "lettre"}).content.decode()
