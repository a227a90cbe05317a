"""Views and clicks: noted by beacons, once a visitor and day, programs left out, counted by a job."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from portal.core.statistics import DAY, MONTH, Period, today
from portal.discovery import services, statistics, tasks
from portal.discovery.bots import is_bot
from portal.discovery.models import DayFigures, DayKey, Sighting
from portal.jobs.models import Publication
from tests.factories.accounts import UserFactory
from tests.factories.jobs import make_publication
from tests.factories.search import published

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Safari/604.1"
HERE = {"Origin": "http://testserver"}


def beacon(client, row, act="vue", *, agent=FIREFOX, address="192.0.2.1", headers=HERE):
    response = client.post(
        f"/publications/{row.pk}/{act}/", headers={"User-Agent": agent, **headers}, REMOTE_ADDR=address
    )
    assert response.status_code == 204
    assert not response.cookies
    return response


def figures(row, day=None) -> tuple[int, int]:
    tasks.count_views()
    found = DayFigures.objects.filter(publication=row.pk, day=day or today()).first()
    return (found.views, found.clicks) if found else (0, 0)


# --- What counts ----------------------------------------------------------------------------------------------------
def test_a_visitor_counts_once_a_day(client):
    row = published()
    for _time in range(3):
        beacon(client, row)
    beacon(client, row, agent=SAFARI)
    beacon(client, row, address="192.0.2.2")
    assert figures(row) == (3, 0)
    beacon(client, row)
    assert figures(row) == (3, 0)
    assert Publication.objects.get(pk=row.pk).views_count == 3


def test_clicks_are_counted_apart(client):
    row = published()
    beacon(client, row)
    beacon(client, row, "clic")
    beacon(client, row, "clic")
    assert figures(row) == (1, 1)
    assert Publication.objects.get(pk=row.pk).views_count == 1


def test_neighbours_of_one_network_of_ipv6_are_one_visitor(client):
    row = published()
    beacon(client, row, address="2001:db8::1")
    beacon(client, row, address="2001:db8::2")
    assert figures(row) == (1, 0)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "https://mal.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://testserver.mal.example"},
    ],
)
def test_what_comes_from_elsewhere_does_not_count(client, headers):
    row = published()
    beacon(client, row, headers=headers)
    assert figures(row) == (0, 0)


def test_an_older_browser_that_names_no_origin_counts(client):
    row = published()
    beacon(client, row, headers={"Sec-Fetch-Site": "same-origin"})
    assert figures(row) == (1, 0)


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "curl/8.5.0",
        "python-requests/2.32",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm) Chrome/116 Safari/537.36",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/131.0 Safari/537.36",
        "facebookexternalhit/1.1",
        "Mozilla/5.0 (compatible; AhrefsBot/7.0)",
    ],
)
def test_programs_do_not_count(client, agent):
    assert is_bot(agent)
    row = published()
    beacon(client, row, agent=agent)
    assert figures(row) == (0, 0)


@pytest.mark.parametrize(
    "agent",
    [
        FIREFOX,
        SAFARI,
        "Mozilla/5.0 (Linux; Android 13; CUBOT NOTE 50) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36",
    ],
)
def test_browsers_count(agent):
    assert not is_bot(agent)


def test_who_asks_too_often_is_a_program(client, settings):
    settings.API_RATES = {**settings.API_RATES, "view": "2/h"}
    rows = [published() for _number in range(4)]
    for row in rows:
        beacon(client, row)
    tasks.count_views()
    assert DayFigures.objects.count() == 2


def test_ones_own_and_staff_do_not_count(client):
    row = make_publication(validated=True)
    for user in (row.recruiter, UserFactory(editor=True), UserFactory(admin=True)):
        client.force_login(user)
        beacon(client, row)
    assert figures(row) == (0, 0)
    for number, user in enumerate((UserFactory(), UserFactory(recruiter=True))):
        client.force_login(user)
        beacon(client, row, address=f"192.0.2.{number + 10}")
    assert figures(row) == (2, 0)


def test_what_is_not_public_does_not_count(client):
    draft = make_publication()
    closed = make_publication(closed=True)
    for pk, status in ((draft.pk, 404), (closed.pk, 204), (999999999, 404)):
        response = client.post(f"/publications/{pk}/vue/", headers={**HERE, "User-Agent": FIREFOX})
        assert response.status_code == status
    assert not Sighting.objects.exists()
    assert client.get(f"/publications/{draft.pk}/vue/").status_code == 405


def test_the_detail_names_its_beacons_and_counts_nothing_itself(client):
    row = published()
    text = client.get(row.get_absolute_url()).text
    assert f'data-count-view="/publications/{row.pk}/vue/"' in text
    assert f'data-count-click="/publications/{row.pk}/clic/"' in text
    assert figures(row) == (0, 0)


# --- What is kept ---------------------------------------------------------------------------------------------------
def test_digests_and_keys_are_thrown_away_with_the_day(client):
    row = published()
    with time_machine.travel("2026-11-24 22:00 +0100", tick=False):
        beacon(client, row)
    with time_machine.travel("2026-11-25 08:00 +0100", tick=False):
        cache.clear()
        beacon(client, row)
        # What was noted yesterday counts for yesterday, though it is counted today.
        assert figures(row, date(2026, 11, 24)) == (1, 0)
        assert figures(row, date(2026, 11, 25)) == (1, 0)
        assert list(DayKey.objects.values_list("day", flat=True)) == [date(2026, 11, 25)]
        assert set(Sighting.objects.values_list("day", flat=True)) == {date(2026, 11, 25)}
    assert Publication.objects.get(pk=row.pk).views_count == 2


def test_what_is_kept_names_nobody(client):
    row = published()
    beacon(client, row)
    with time_machine.travel(today() + timedelta(days=1)):
        cache.clear()
        beacon(client, row)
    first, second = Sighting.objects.values_list("digest", flat=True)
    assert first != second
    assert "192.0.2.1" not in repr(list(Sighting.objects.values()))


# --- What recruiters see --------------------------------------------------------------------------------------------
def test_figures_by_day_and_month():
    row, other = published(), published()
    for day, views, clicks in ((date(2026, 11, 2), 4, 1), (date(2026, 11, 30), 6, 0), (date(2026, 10, 31), 10, 5)):
        DayFigures.objects.create(publication_id=row.pk, day=day, views=views, clicks=clicks)
    DayFigures.objects.create(publication_id=other.pk, day=date(2026, 11, 2), views=99)
    mine = Publication.objects.filter(pk=row.pk)
    november = Period(date(2026, 11, 1), date(2026, 11, 30), DAY)
    found = statistics.audience(mine, november)
    assert (found["views"], found["clicks"], found["rate"]) == (10, 1, 0.1)
    assert dict(found["series"]["views"])[date(2026, 11, 2)] == 4
    assert len(found["series"]["views"]) == 30
    autumn = statistics.audience(mine, Period(date(2026, 10, 1), date(2026, 11, 30), MONTH))
    assert autumn["series"]["views"] == [(date(2026, 10, 1), 10), (date(2026, 11, 1), 10)]
    rows = statistics.by_publication(Publication.objects.all(), november)
    assert [(each["pk"], each["views"]) for each in rows] == [(other.pk, 99), (row.pk, 10)]
    assert statistics.audience(mine, Period(date(2025, 1, 1), date(2025, 1, 2), DAY))["rate"] is None


def test_a_recruiter_reads_the_companys_figures(client):
    row = make_publication(validated=True, title="Menuisière")
    client.force_login(row.recruiter)
    assert "Choisissez une période plus longue" in client.get("/mon-espace/statistiques/frequentation/").text
    beacon(Client(), row)
    tasks.count_views()
    company = client.get("/mon-espace/statistiques/frequentation/").text
    assert "Menuisière" in company
    one = client.get(f"/mon-espace/publications/{row.pk}/frequentation/?periode=7j")
    assert "<svg" in one.text
    assert client.get(f"/mon-espace/publications/{row.pk}/frequentation/?periode=rien").status_code == 200
    assert "frequentation" in client.get("/mon-espace/statistiques/").text
    assert "frequentation" in client.get(f"/mon-espace/publications/{row.pk}/").text
    client.force_login(UserFactory(recruiter=True, verified=True))
    assert "Menuisière" not in client.get("/mon-espace/statistiques/frequentation/").text
    assert client.get(f"/mon-espace/publications/{row.pk}/frequentation/").status_code == 404


def test_counting_twice_counts_once(client):
    row = published()
    beacon(client, row)
    assert services.audience.count() == 1
    assert services.audience.count() == 0
