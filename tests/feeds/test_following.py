"""A source of several pages: each names the next, all of them are one import."""

import json

import pytest
from django.urls import reverse

from portal.feeds import services
from portal.feeds.incoming.fetching import CannotFetch
from portal.feeds.incoming.following import following, of_link
from portal.feeds.incoming.readers import Shape
from portal.feeds.models import ImportPage, ImportRun, RunState
from portal.feeds.outgoing import pages
from portal.feeds.services import sources
from portal.jobs.models import Publication
from tests.factories.jobs import verified_recruiter
from tests.factories.search import published
from tests.feeds.build import as_csv, item, make_feed, messages_of, run_of, say, server

pytestmark = pytest.mark.django_db
HERE = "https://flux.exemple.fr/offres?page=1"


@pytest.fixture(autouse=True)
def loopback(settings):
    settings.FEED_FETCH_LOOPBACK = True


def paged(*bodies, following=lambda number: f"/?page={number + 1}", **headers):
    """Answers of a server with these pages; each but the last names the next in its header Link."""

    def answer(handler):
        number = int(handler.path.partition("=")[2] or 1)
        link = f'<{following(number)}>; rel="next"' if number < len(bodies) else '</?page=1>; rel="first"'
        say(handler, bodies[number - 1], Link=link, ETag=f'"{number}"', **headers)

    return answer


def feed_of(url: str, **values):
    recruiter = verified_recruiter()
    values = {"name": "Flux", "kind": "offer", "complete": True, **values}
    feed = services.feeds.create(recruiter, url=url, **values)
    return services.feeds.change(recruiter, feed, mapping=feed.mapping)


# --- Whole ----------------------------------------------------------------------------------------------------------
def test_every_page_is_imported_as_one_source():
    with server(paged(as_csv(item(1), item(2)), as_csv(item(3)), as_csv(item(4, titre="")))) as (url, asked):
        feed = feed_of(url)
        run = run_of(feed)
    assert (run.state, run.total, run.created, run.whole) == (RunState.DONE, 4, 3, True)
    assert [path for path, _headers in asked] == ["/", "/", "/?page=2", "/?page=3"]
    assert list(run.problems.values_list("number", "page", "line")) == [(4, 3, 2)]
    assert not ImportPage.objects.exists()


def test_a_source_of_pages_is_read_again_whole():
    """The first page's tag says nothing of the second."""
    bodies = [as_csv(item(1)), as_csv(item(2))]
    with server(paged(*bodies)) as (url, asked):
        feed = feed_of(url)
        run_of(feed)
        again = run_of(feed)
    assert not again.same
    assert again.unchanged == 2
    assert all("If-None-Match" not in headers for _path, headers in asked)


def test_what_is_gone_from_the_second_page_is_gone():
    items = [item(number) for number in range(8)]
    bodies = [as_csv(*items[:4]), as_csv(*items[4:])]
    with server(paged(*bodies)) as (url, _asked):
        feed = feed_of(url)
        run_of(feed)
    with server(paged(as_csv(*items[:4]), as_csv(*items[4:7]))) as (url, _asked):
        type(feed).objects.update(url=url)
        feed.refresh_from_db()
        run = run_of(feed)
    assert (run.unchanged, run.gone, run.closed) == (7, 1, 1)


@pytest.mark.parametrize("format", ["json", "xml"])
@pytest.mark.parametrize("with_header", [True, False])
def test_our_own_feed_out_is_read_whole(client, settings, monkeypatch, format, with_header):
    monkeypatch.setattr(pages, "PAGE_SIZE", 2)
    sent = {published(f"Offre {number}").pk for number in range(5)}

    answers = {}

    def answer(handler):
        body, link = answers[handler.path]
        say(handler, body, **({"Link": link} if with_header and link else {}))

    with server(answer) as (url, asked):
        settings.SITE_URL = url
        path = first = f"{reverse(f'feed_{format}')}?type=offres"
        while path:
            response = client.get(path)
            answers[path] = response.content, response.get("Link", "")
            path = of_link(response.get("Link", "")).removeprefix(url)
        feed = feed_of(url + first)
        run = run_of(feed)
    assert (run.state, run.created, messages_of(run), len(asked)) == (RunState.DONE, 5, [], 4)
    assert {int(row.external_id) for row in feed.items.all()} == sent


# --- Not whole ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("address", ["https://ailleurs.exemple.fr/?page=2", "//127.0.0.1:1/", "file:///etc/passwd"])
def test_another_server_is_not_followed_and_nothing_is_gone(address):
    items = [item(number) for number in range(8)]
    feed = make_feed(*items)
    run_of(feed)
    with server(paged(as_csv(*items[:7]), b"", following=lambda number: address)) as (url, asked):
        type(feed).objects.update(url=url)
        feed.refresh_from_db()
        run = run_of(feed)
    assert (run.state, run.unchanged, run.gone, run.whole) == (RunState.DONE, 7, 0, False)
    assert len(asked) == 1
    assert len(messages_of(run)) == 1


def test_a_page_that_leads_elsewhere_is_not_followed():
    def answer(handler):
        if handler.path == "/":
            say(handler, as_csv(item(1)), Link="</2>; rel=next")
        else:
            say(handler, b"", 302, Location=f"http://localhost:{handler.server.server_port}/3")

    with server(answer) as (url, asked):
        run = run_of(feed_of(url))
    assert (run.state, run.created) == (RunState.FAILED, 0)
    assert [path for path, _headers in asked[1:]] == ["/", "/2"]


def test_a_circle_ends():
    bodies = [as_csv(item(number)) for number in range(3)]
    with server(paged(*bodies, b"", following=lambda number: f"/?page={2 if number == 3 else number + 1}")) as (
        url,
        asked,
    ):
        run = run_of(feed_of(url))
    assert (run.state, run.created, run.whole, len(asked)) == (RunState.DONE, 3, False, 4)


def test_pages_without_end_end(settings):
    settings.FEED_MAX_PAGES = 3
    with server(paged(*[as_csv(item(number)) for number in range(9)])) as (url, asked):
        run = run_of(feed_of(url))
    assert (run.state, run.created, run.whole, len(asked)) == (RunState.DONE, 3, False, 4)
    assert "3" in messages_of(run)[0][3]


def test_all_pages_together_have_a_size(settings):
    settings.FEED_MAX_BYTES = 2500
    with server(paged(*[as_csv(item(number, description="x" * 1000)) for number in range(3)])) as (url, _asked):
        run = run_of(feed_of(url))
    assert (run.state, Publication.objects.count()) == (RunState.FAILED, 0)


def test_a_page_that_fails_fails_the_import_and_leaves_no_file():
    def answer(handler):
        good = handler.path == "/"
        say(handler, as_csv(item(1)), 200 if good else 500, **({"Link": "</2>; rel=next"} if good else {}))

    with server(answer) as (url, _asked):
        run = run_of(feed_of(url))
    assert (run.state, run.source.name, ImportPage.objects.count()) == (RunState.FAILED, "", 0)
    assert "500" in run.failure


def test_a_page_that_was_sent_as_a_file_is_not_the_whole():
    def body(*numbers):
        return json.dumps({"next": "https://flux.exemple.fr/2", "jobs": [item(each) for each in numbers]}).encode()

    feed = make_feed(data=body(*range(8)))
    run_of(feed)
    run = run_of(feed, data=body(*range(7)))
    assert (run.unchanged, run.gone, run.whole) == (7, 0, False)


# --- Patience -------------------------------------------------------------------------------------------------------
def test_a_server_that_asks_to_wait_is_given_its_time(monkeypatch):
    waited, refused = [], []

    def answer(handler):
        if handler.path == "/?page=2" and not refused:
            refused.append(1)
            return say(handler, b"", 429, Retry_After="30")
        return paged(as_csv(item(1)), as_csv(item(2)))(handler)

    monkeypatch.setattr(sources.time, "sleep", waited.append)
    with server(answer) as (url, _asked):
        run = run_of(feed_of(url))
    assert (run.state, run.created, waited) == (RunState.DONE, 2, [30])


@pytest.mark.parametrize(("wait", "waits"), [("30", sources.MOST_WAITS), ("3600", 0), ("soon", 0)])
def test_patience_has_an_end(monkeypatch, wait, waits):
    waited = []

    def answer(handler):
        if handler.path == "/":
            return say(handler, as_csv(item(1)), Link="</2>; rel=next")
        return say(handler, b"", 429, Retry_After=wait)

    monkeypatch.setattr(sources.time, "sleep", waited.append)
    with server(answer) as (url, _asked):
        run = run_of(feed_of(url))
    assert (run.state, len(waited)) == (RunState.FAILED, waits)


def test_a_worker_that_dies_goes_on_at_the_next_page(monkeypatch):
    monkeypatch.setattr(services.runs, "launch", lambda pk: None)
    with server(paged(*[as_csv(item(number)) for number in range(3)])) as (url, asked):
        feed = feed_of(url)
        run = services.runs.start(feed.recruiter, feed)
        assert not services.runs.work(run.pk, until=0, clock=lambda: 1)
        assert not services.runs.work(run.pk, until=0, clock=lambda: 1)
        assert ImportRun.objects.get().pages.count() == 1
        services.runs.work(run.pk)
    run.refresh_from_db()
    assert (run.state, run.created) == (RunState.DONE, 3)
    assert [path for path, _headers in asked[1:]] == ["/", "/?page=2", "/?page=3"]


# --- What says it ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ('<https://x.fr/2>; rel="next"', "https://x.fr/2"),
        ("</2>; title=a; rel=next", "/2"),
        ('</1>; rel="first prev", </3>; rel="last next"', "/3"),
        ("</1>; REL='Next'", "/1"),
        ('</2>; rel="nextish"', ""),
        ("rel=next", ""),
        ("<" * 4000, ""),
        ("</2>" + "; " * 2000, ""),
        ("", ""),
    ],
)
def test_a_header_says_it(header, expected):
    assert of_link(header) == expected


@pytest.mark.parametrize(
    ("format", "body", "expected"),
    [
        ("json", b'{"next": "/2", "jobs": []}', "https://flux.exemple.fr/2"),
        (
            "json",
            b'\xef\xbb\xbf{"jobs": [{"next": "/no"}], "next": "?page=2"}',
            "https://flux.exemple.fr/offres?page=2",
        ),
        ("json", b'{"next": null, "jobs": [{"next": "/no"}]}', ""),
        ("json", b'[{"next": "/no"}]', ""),
        ("json", b'{"next": ', ""),
        ("json", b'{"a": {"next": "/no"}}', ""),
        ("xml", b'<publications next="/2"><publication/></publications>', "https://flux.exemple.fr/2"),
        ("xml", b'<jobs><job next="/no"/></jobs>', ""),
        ("xml", b'<!DOCTYPE a [<!ENTITY x "y">]><jobs next="/no"/>', ""),
        ("xml", b"<jobs next=", ""),
        ("csv", b'next;a\n"next";b\n', ""),
    ],
)
def test_a_document_says_it(tmp_path, format, body, expected):
    path = tmp_path / "source"
    path.write_bytes(body)
    with path.open("rb") as file:
        assert following(file, Shape(format), url=HERE) == expected


@pytest.mark.parametrize(
    "said", ["http://flux.exemple.fr/2", "https://flux.exemple.fr:8443/2", "https://[", "javascript:x"]
)
def test_only_the_same_server_comes_next(tmp_path, said):
    path = tmp_path / "source"
    path.write_bytes(json.dumps({"next": said}).encode())
    with path.open("rb") as file, pytest.raises(CannotFetch):
        following(file, Shape("json"), url=HERE)
