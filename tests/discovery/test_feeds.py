"""Searches as feeds and calendars: valid, only what is visible, nothing sent twice to who has it."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone
from icalendar import Calendar

from portal.jobs.models import Publication
from tests.factories.accounts import UserFactory
from tests.factories.search import published

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = '</title><script>alert(1)</script> & "fin" \u2028 ]]>'


def in_days(days):
    return timezone.now() + timedelta(days=days)


def items(client, path="/offres/flux.rss"):
    response = client.get(path)
    assert response.status_code == 200
    return ElementTree.fromstring(response.content).findall("channel/item")


def titles(client, path="/offres/flux.rss"):
    return [item.findtext("title") for item in items(client, path)]


def events(client, path="/offres/echeances.ics"):
    return list(Calendar.from_ical(client.get(path).content).walk("VEVENT"))


# --- RSS and Atom ---------------------------------------------------------------------------------------------------
def test_a_feed_is_the_search_newest_first(client):
    published("Infirmier à Lyon", places=["Lyon"], age=2)
    published("Infirmier de nuit", places=["Lyon"], age=1)
    published("Infirmier ailleurs", places=["Lille"])
    published("Bourse", kind="bourse", places=["Lyon"])
    assert titles(client, "/offres/flux.rss?q=infirmier&lieu=Lyon") == ["Infirmier de nuit", "Infirmier à Lyon"]
    assert titles(client, "/recherche/flux.rss?lieu=Lyon")[0] == "Bourse"
    assert titles(client, "/offres/flux.rss?q=zzzz") == []
    # What has some of the words is no item of this search.
    assert titles(client, "/offres/flux.rss?q=infirmier+zzzz") == []


def test_a_feed_says_what_it_is_of_and_where_it_leads(client):
    row = published("Infirmier", places=["Lyon"], amount_min=2400, amount_max=2700, period="month", contract="cdi")
    response = client.get("/offres/flux.rss?q=infirmier")
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    channel = ElementTree.fromstring(response.content).find("channel")
    assert "infirmier" in channel.findtext("title")
    assert channel.findtext("link") == "http://127.0.0.1:8000/offres/?q=infirmier"
    item = channel.find("item")
    assert item.findtext("link") == f"http://127.0.0.1:8000{row.get_absolute_url()}"
    assert item.findtext("guid") == f"http://127.0.0.1:8000/offres/{row.pk}/"
    assert "Lyon" in item.findtext("description")
    assert "2" in item.findtext("description")


def test_atom_has_the_same(client):
    published("Infirmier", places=["Lyon"])
    response = client.get("/recherche/flux.atom?q=infirmier")
    root = ElementTree.fromstring(response.content)
    assert response["Content-Type"].startswith("application/atom+xml")
    assert root.tag == f"{ATOM}feed"
    assert [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")] == ["Infirmier"]
    assert all(entry.findtext(f"{ATOM}updated") for entry in root.findall(f"{ATOM}entry"))


@pytest.mark.parametrize("path", ["/offres/flux.rss", "/offres/flux.atom", "/offres/echeances.ics"])
def test_hostile_texts_stay_texts(client, path):
    row = published("Une", description=f"<p>{HOSTILE}\x0b</p>", deadline=in_days(4))
    Publication.objects.filter(pk=row.pk).update(title=HOSTILE + "\x0b", company_name=HOSTILE)
    content = client.get(path).content
    assert b"\x0b" not in content
    if path.endswith("ics"):
        assert len(events(client, path)) == 1
    else:
        assert b"<script>alert" not in content
        ElementTree.fromstring(content)


@pytest.mark.parametrize("path", ["/offres/flux.rss", "/offres/flux.atom", "/recherche/echeances.ics"])
@pytest.mark.parametrize("query", ["q=%00", "lieu=%27", "secteur=rien", "page=999", "q=" + "a" * 3000])
def test_whatever_is_asked(client, path, query):
    assert client.get(f"{path}?{query}").status_code == 200


def test_what_is_over_leaves_at_once(client):
    row = published("Infirmier", deadline=in_days(2))
    first = client.get("/offres/flux.rss")
    assert titles(client) == ["Infirmier"]
    Publication.objects.filter(pk=row.pk).update(deadline=timezone.now() - timedelta(seconds=1))
    again = client.get("/offres/flux.rss", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert titles(client) == []
    assert events(client) == []
    assert "no-cache" in first["Cache-Control"]


# --- Asking again ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["/offres/flux.rss?q=infirmier", "/offres/flux.atom", "/offres/echeances.ics"])
def test_what_the_asker_has_is_not_sent_again(client, path):
    row = published("Infirmier", deadline=in_days(9))
    first = client.get(path)
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get(path, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 304
    row.title = "Infirmier de jour"
    row.updated_at = None
    row.save()
    Publication.objects.filter(pk=row.pk).update(updated_at=timezone.now() + timedelta(seconds=5))
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert client.get(path, headers={"If-Modified-Since": first["Last-Modified"]}).status_code == 200


def test_an_empty_feed_has_a_version_too(client):
    first = client.get("/offres/flux.rss?q=zzz")
    assert client.get("/offres/flux.rss?q=zzz", headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert client.get("/offres/flux.rss?q=yyy", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_askers_have_a_pace(client, settings):
    settings.API_RATES = {**settings.API_RATES, "feed": "1/min"}
    assert client.get("/offres/flux.rss").status_code == 200
    assert client.get("/offres/flux.rss").status_code == 429


# --- Calendars ------------------------------------------------------------------------------------------------------
def test_a_calendar_has_the_deadlines_of_the_search(client):
    far = published("Infirmier, loin", deadline=in_days(20), places=["Lyon"])
    near = published("Infirmier, bientôt", deadline=in_days(3))
    published("Infirmier sans date")
    published("Soudeur", deadline=in_days(5))
    found = events(client, "/offres/echeances.ics?q=infirmier")
    assert [str(event["summary"]) for event in found] == [f"Date limite\u00a0: {row.title}" for row in (near, far)]
    last = found[1]
    assert last["dtend"].dt == far.deadline.replace(microsecond=0)
    assert str(last["uid"]).startswith(f"deadline-{far.pk}@")
    assert far.get_absolute_url() in str(last["url"])
    assert str(last["location"]) == "Lyon"


def test_a_calendar_keeps_to_the_rules(client):
    published("Titre très long, avec ; des \\ signes " + "é" * 100, deadline=in_days(3))
    content = client.get("/offres/echeances.ics").content
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    calendar = Calendar.from_ical(content)
    assert (calendar["version"], calendar["method"]) == ("2.0", "PUBLISH")
    assert calendar["prodid"]


def test_the_deadlines_of_ones_favourites(client):
    person = UserFactory()
    kept, other = published("Gardée", deadline=in_days(3)), published("Autre", deadline=in_days(3))
    over = published("Close", deadline=in_days(3))
    for row in (kept, over):
        person.favourites.create(publication_id=row.pk)
    UserFactory().favourites.create(publication_id=other.pk)
    Publication.objects.filter(pk=over.pk).update(closed_at=timezone.now(), status="closed")
    client.force_login(person)
    assert [str(event["summary"]) for event in events(client, "/mon-espace/favoris/echeances.ics")] == [
        "Date limite\u00a0: Gardée"
    ]


# --- Where they are found -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("base", ["/offres/", "/recherche/"])
def test_a_listing_names_its_feeds_and_its_alert(client, base):
    published("Infirmier", places=["Lyon"])
    text = client.get(f"{base}?q=infirmier&lieu=Lyon&tri=recent&page=1").text
    query = "?q=infirmier&amp;lieu=Lyon"
    assert f'type="application/rss+xml" title="Cette recherche en flux RSS" href="{base}flux.rss{query}"' in text
    for name in ("flux.atom", "echeances.ics", "alerte/"):
        assert f'href="{base}{name}{query}"' in text


def test_a_feed_costs_the_same_for_more(client, django_assert_max_num_queries):
    for number in range(12):
        kind = ("offer", "bourse", "financement", "consultation")[number % 4]
        published(f"Numéro {number}", kind=kind, places=["Lyon", "Paris"], sector="Sante", deadline=in_days(3))
    client.get("/recherche/flux.rss")
    for path in ("/recherche/flux.rss", "/recherche/echeances.ics"):
        with django_assert_max_num_queries(4):
            client.get(path)
