"""What machines ask of the site, and the headers people never see."""

import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from portal.core.dates import PARIS
from portal.jobs.models import Publication
from portal.pages.views import sitemaps
from tests.factories.jobs import make_publication
from tests.factories.search import published

pytestmark = pytest.mark.django_db

NS = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def locations(response) -> list[str]:
    assert response["Content-Type"].startswith("application/xml")
    return [element.text for element in ET.fromstring(response.content).findall(".//s:loc", NS)]


def test_robots_are_kept_from_spaces_and_shown_the_map(client):
    text = client.get("/robots.txt").text
    assert "Disallow: /mon-espace/" in text
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text
    assert "Disallow: /offres/" not in text


def changes(response) -> dict[str, str]:
    """The end of each address and its lastmod."""
    entries = ET.fromstring(response.content).iter()
    found, last = {}, ""
    for element in entries:
        if element.tag.endswith("}loc"):
            last = element.text.rpartition("/")[2]
        elif element.tag.endswith("}lastmod"):
            found[last] = element.text
    return found


def in_month(year: int, month: int, title: str = "Emploi", **values):
    """Visible, first published at noon on the second of this month."""
    row = published(title, **values)
    noon = datetime(year, month, 2, 12, tzinfo=PARIS)
    Publication.objects.filter(pk=row.pk).update(first_published_at=noon, last_published_at=noon)
    return row


def test_the_map_holds_what_is_visible_by_kind_and_month(client):
    offer, bourse = in_month(2026, 9), in_month(2026, 10, "Bourse", kind="bourse")
    over = make_publication(closed=True)
    index = locations(client.get("/sitemap.xml"))
    assert [address.rpartition("/")[2] for address in index] == [
        "sitemap-pages.xml", "sitemap-bourses-2026-10-1.xml", "sitemap-offres-2026-9-1.xml"
    ]  # fmt: skip
    offers = locations(client.get("/sitemap-offres-2026-9-1.xml"))
    assert offers == [f"http://127.0.0.1:8000{offer.get_absolute_url()}"]
    assert not any(str(over.pk) in address for address in offers)
    bourses = locations(client.get("/sitemap-bourses-2026-10-1.xml"))
    assert bourses == [f"http://127.0.0.1:8000{bourse.get_absolute_url()}"]


def test_months_begin_at_midnight_in_paris(client):
    row = published("Emploi")
    late = datetime(2026, 9, 30, 22, 30, tzinfo=UTC)  # already October in Paris
    Publication.objects.filter(pk=row.pk).update(first_published_at=late)
    assert client.get("/sitemap-offres-2026-9-1.xml").status_code == 404
    assert len(locations(client.get("/sitemap-offres-2026-10-1.xml"))) == 1


def test_december_has_an_end(client):
    in_month(2026, 12)
    assert len(locations(client.get("/sitemap-offres-2026-12-1.xml"))) == 1


@pytest.mark.parametrize("how", ["deadline", "expire_at", "closed_at", "withdrawn_at"])
def test_what_is_over_leaves_at_once_and_the_index_says_so(client, how):
    stays, leaves = in_month(2026, 9), in_month(2026, 9)
    before = changes(client.get("/sitemap.xml"))["sitemap-offres-2026-9-1.xml"]
    now = timezone.now()
    Publication.objects.filter(pk=leaves.pk).update(**{how: now - timedelta(seconds=1)})
    found = locations(client.get("/sitemap-offres-2026-9-1.xml"))
    assert found == [f"http://127.0.0.1:8000{stays.get_absolute_url()}"]
    after = changes(client.get("/sitemap.xml"))["sitemap-offres-2026-9-1.xml"]
    assert before.startswith("2026-09-02T12:00:00")
    assert after[:16] == timezone.localtime(now - timedelta(seconds=1)).isoformat()[:16]


def test_a_file_without_anything_visible_is_gone(client):
    row = in_month(2026, 9)
    Publication.objects.filter(pk=row.pk).update(deadline=timezone.now() - timedelta(seconds=1))
    assert client.get("/sitemap-offres-2026-9-1.xml").status_code == 404
    assert "offres" not in client.get("/sitemap.xml").text


def test_an_address_says_when_it_last_changed(client):
    row = in_month(2026, 9)
    edited = datetime(2026, 11, 3, 9, 30, tzinfo=PARIS)
    Publication.objects.filter(pk=row.pk).update(last_published_at=edited)
    assert list(changes(client.get("/sitemap-offres-2026-9-1.xml")).values()) == ["2026-11-03T09:30:00+01:00"]


def test_the_map_holds_the_pages(client):
    found = locations(client.get("/sitemap-pages.xml"))
    assert "http://127.0.0.1:8000/" in found
    assert "http://127.0.0.1:8000/mentions-legales/" in found
    assert "http://127.0.0.1:8000/stages/" in found


def test_a_large_month_is_in_parts(client, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(sitemaps, "CHUNK", 2)
    rows = [in_month(2026, 9, f"Offre {number}") for number in range(5)]
    with django_assert_max_num_queries(5):
        index = locations(client.get("/sitemap.xml"))
    assert sum("offres-2026-9" in address for address in index) == 3
    with django_assert_max_num_queries(1):
        part = locations(client.get("/sitemap-offres-2026-9-3.xml"))
    assert part == [f"http://127.0.0.1:8000{rows[4].get_absolute_url()}"]


def test_no_file_is_larger_than_the_protocol_allows():
    assert sitemaps.CHUNK <= 50_000


@pytest.mark.parametrize(
    "name", ["offres-2026-9-4", "rien-2026-9-1", "offres-2026-13-1", "offres-0-1-1", "offres-2026-9-0",
             "offres-2026-9-999999999999999999", "offres-999999999999999999-9-1", "offres-9999-12-1"]
)  # fmt: skip
def test_parts_that_are_not_there_are_404s(client, name):
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


def test_the_old_address_of_the_icon_leads_to_it(client):
    assert client.get("/favicon.ico")["Location"].endswith("favicon.svg")


@pytest.mark.parametrize("path", ["/", "/offres/", "/nulle-part/"])
def test_pages_have_the_headers_that_protect_readers(client, path):
    response = client.get(path)
    assert "script-src 'self'" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "camera=()" in response["Permissions-Policy"]
    assert response["Referrer-Policy"] == "strict-origin-when-cross-origin"


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("path", ["/recherche/", "/offres/"])
def test_listings_are_only_read(client, method, path):
    assert getattr(client, method)(path).status_code == 405
