"""The feed out: what it holds, its pages, and what a client that asks again gets."""

import json
import xml.etree.ElementTree as ET
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from portal.feeds.outgoing import pages
from portal.jobs.models import Publication
from tests.factories.jobs import make_publication
from tests.factories.search import published

pytestmark = pytest.mark.django_db

JSON, XML = "/flux/publications.json", "/flux/publications.xml"
KINDS = ("offer", "bourse", "financement", "consultation")


def names(response) -> list[str]:
    return [item.get("title") or item["name"] for item in json.loads(response.content)["itemListElement"]]


def elements(response) -> list[ET.Element]:
    assert response["Content-Type"].startswith("application/xml")
    return ET.fromstring(response.content).findall("publication")


def rich_offer():
    return published(
        "Maçonne <ou> maçon", contract="cdd", working_time="part", experience="3-5", places=["Lyon", "Brest"],
        skills=["Chaux", "Pierre"], sector="Batiment", amount_min=2400, amount_max=2750, period="month", openings=3,
        starts_on=date(2027, 1, 4), deadline=timezone.now() + timedelta(days=9), remote="partial",
        amount_note="Prime de chantier", description="<p>Bâtir & rénover.</p>",
    )  # fmt: skip


def test_it_holds_what_is_visible_and_nothing_else(client):
    for trait in ("pending", "refused", "withdrawn", "closed", "expired"):
        make_publication(**{trait: True})
    make_publication()
    shown = make_publication(validated=True, title="Visible")
    assert names(client.get(JSON)) == ["Visible"]
    assert [element.get("id") for element in elements(client.get(XML))] == [str(shown.pk)]


@pytest.mark.parametrize("how", ["deadline", "expire_at", "closed_at", "withdrawn_at"])
def test_what_is_over_leaves_at_once_whatever_the_client_kept(client, how):
    row = published("Emploi")
    first = client.get(JSON)
    Publication.objects.filter(pk=row.pk).update(**{how: timezone.now()})
    kept = {"HTTP_IF_NONE_MATCH": first["ETag"], "HTTP_IF_MODIFIED_SINCE": first.get("Last-Modified", "")}
    again = client.get(JSON, **kept)
    assert (again.status_code, names(again)) == (200, [])


def test_who_knows_the_date_alone_learns_that_something_left(client):
    published("Emploi"), published("Autre")
    Publication.objects.update(last_published_at=timezone.now() - timedelta(days=3))
    since = client.get(JSON)["Last-Modified"]
    Publication.objects.filter(title="Autre").update(deadline=timezone.now() - timedelta(minutes=1))
    again = client.get(JSON, HTTP_IF_MODIFIED_SINCE=since)
    assert names(again) == ["Emploi"]


@pytest.mark.parametrize("address", [JSON, XML])
def test_what_did_not_change_is_not_sent_again(client, address, django_assert_max_num_queries):
    published("Emploi", last_published_at=timezone.now())
    first = client.get(address)
    with django_assert_max_num_queries(2):
        again = client.get(address, HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert client.get(address, HTTP_IF_MODIFIED_SINCE=first["Last-Modified"]).status_code == 304


def test_an_edit_changes_the_tag(client):
    row = published("Emploi")
    first = client.get(JSON)["ETag"]
    Publication.objects.filter(pk=row.pk).update(last_published_at=timezone.now())
    assert client.get(JSON)["ETag"] != first


def test_an_offer_is_a_job_posting_with_our_words_beside(client):
    row = rich_offer()
    found = json.loads(client.get(JSON).content)["itemListElement"][0]
    assert found["@type"] == "JobPosting"
    assert found["identifier"]["value"] == str(row.pk)
    assert found["employmentType"] == ["TEMPORARY", "PART_TIME", "cdd"]
    assert found["jobLocationType"] == "HYBRID"
    assert found["skills"] == "Chaux, Pierre"
    assert found["experienceRequirements"]["monthsOfExperience"] == 36
    assert (found["totalJobOpenings"], found["jobStartDate"]) == (3, "2027-01-04")


def test_xml_has_our_names_and_codes(client):
    rich_offer()
    element = elements(client.get(XML))[0]
    assert element.get("kind") == "offre"
    assert element.findtext("title") == "Maçonne <ou> maçon"
    assert element.findtext("description") == "<p>Bâtir & rénover.</p>"
    assert [(place.text, place.get("department")) for place in element.find("places")] == [
        ("Lyon", "69"),
        ("Brest", "29"),
    ]
    assert [skill.text for skill in element.find("skills")] == ["Chaux", "Pierre"]
    assert (element.findtext("contract"), element.findtext("amount_min")) == ("cdd", "2400")


def test_no_letter_breaks_the_xml(client):
    row = published("Emploi")
    Publication.objects.filter(pk=row.pk).update(title="a\x0bb\ufffe]]>&<x>\"'", amount_note="\x1f")
    assert elements(client.get(XML))[0].findtext("title") == "ab]]>&<x>\"'"


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_alone_can_be_asked_for(client, kind):
    for each in KINDS:
        published(each, kind=each)
    assert names(client.get(JSON, {"type": f"{'offre' if kind == 'offer' else kind}s"})) == [kind]


def test_pages_are_followed_to_the_end(client, monkeypatch):
    monkeypatch.setattr(pages, "PAGE_SIZE", 2)
    for number in range(5):
        published(f"Offre {number}")
    published("Bourse", kind="bourse")
    address, found = f"{JSON}?type=offres", []
    while address:
        response = client.get(address)
        found += names(response)
        address = (json.loads(response.content)["next"] or "").removeprefix("http://127.0.0.1:8000")
        assert ('rel="next"' in response.get("Link", "")) == bool(address)
    assert found == [f"Offre {number}" for number in range(5)]


def test_pages_of_xml_lead_on(client, monkeypatch):
    monkeypatch.setattr(pages, "PAGE_SIZE", 1)
    rows = [published(f"Offre {number}") for number in range(2)]
    root = ET.fromstring(client.get(XML).content)
    assert root.get("next") == f"http://127.0.0.1:8000{XML}?apres={rows[0].pk}"
    assert ET.fromstring(client.get(root.get("next").removeprefix("http://127.0.0.1:8000")).content).get("next") is None


def test_what_goes_meanwhile_moves_nothing_over_a_page(client, monkeypatch):
    monkeypatch.setattr(pages, "PAGE_SIZE", 2)
    rows = [published(f"Offre {number}") for number in range(4)]
    following = json.loads(client.get(JSON).content)["next"].removeprefix("http://127.0.0.1:8000")
    Publication.objects.filter(pk=rows[0].pk).update(closed_at=timezone.now())
    assert names(client.get(following)) == ["Offre 2", "Offre 3"]


@pytest.mark.parametrize("address", [JSON, XML])
def test_a_page_costs_the_same_however_much_it_holds(client, address, django_assert_max_num_queries):
    for number in range(6):
        published(f"Offre {number}", places=["Lyon"], skills=["Chaux"], sector="Batiment")
        published(f"Bourse {number}", kind="bourse", places=["Lyon"])
    with django_assert_max_num_queries(8):
        client.get(address)


@pytest.mark.parametrize(
    ("query", "status"), [("type=rien", 400), ("apres=x", 404), ("apres=-1", 404), ("apres=" + "9" * 30, 404)]
)
def test_what_is_no_page_says_so(client, query, status):
    assert client.get(f"{JSON}?{query}").status_code == status


def test_who_asks_too_often_waits(client, settings):
    settings.API_RATES = {**settings.API_RATES, "feed": "2/min"}
    cache.clear()
    assert [client.get(JSON).status_code for _time in range(3)] == [200, 200, 429]
