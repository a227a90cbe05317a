"""What machines ask of the site, and the headers people never see."""

import xml.etree.ElementTree as ET

import pytest

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


def test_the_map_holds_what_is_visible_by_kind(client):
    offer, bourse = published("Emploi"), published("Bourse", kind="bourse")
    over = make_publication(closed=True)
    index = locations(client.get("/sitemap.xml"))
    assert [address.rpartition("/")[2] for address in index] == [
        "sitemap-pages-1.xml", "sitemap-offres-1.xml", "sitemap-bourses-1.xml"
    ]  # fmt: skip
    offers = locations(client.get("/sitemap-offres-1.xml"))
    assert offers == [f"http://127.0.0.1:8000{offer.get_absolute_url()}"]
    assert not any(str(over.pk) in address for address in offers)
    assert locations(client.get("/sitemap-bourses-1.xml")) == [f"http://127.0.0.1:8000{bourse.get_absolute_url()}"]


def test_the_map_holds_the_pages(client):
    found = locations(client.get("/sitemap-pages-1.xml"))
    assert "http://127.0.0.1:8000/" in found
    assert "http://127.0.0.1:8000/mentions-legales/" in found


def test_a_large_map_is_in_parts(client, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(sitemaps, "CHUNK", 2)
    rows = [published(f"Offre {number}") for number in range(5)]
    assert sum("offres" in address for address in locations(client.get("/sitemap.xml"))) == 3
    with django_assert_max_num_queries(1):
        parts = [locations(client.get("/sitemap-offres-3.xml"))]
    assert parts == [[f"http://127.0.0.1:8000{rows[4].get_absolute_url()}"]]


@pytest.mark.parametrize("name", ["offres-4", "rien-1", "pages-2", "offres-0", "offres-999999999999999999"])
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
