"""Reading an address: only the open internet, within time and size, and never where it leads us astray."""

import io
import socket
import time

import pytest

from portal.feeds import services, tasks
from portal.feeds.incoming import fetching
from portal.feeds.incoming.fetching import CannotFetch, fetch, is_public
from portal.feeds.models import Feed, RunState
from portal.jobs.models import Publication
from portal.notifications.models import Notification
from tests.factories.jobs import verified_recruiter
from tests.feeds.build import as_csv, item, say, server

LOCAL = [
    "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "255.255.255.255", "224.0.0.1", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0",
    "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "2002:7f00:1::",
    "2001:0:7f00:1::", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2001:db8::1", "fec0::1",
]  # fmt: skip


@pytest.fixture
def loopback(settings):
    settings.FEED_FETCH_LOOPBACK = True


def resolves_to(monkeypatch, *addresses: str):
    """Every name has these addresses."""

    def answer(host, port, *args, **kwargs):
        family = {True: socket.AF_INET6, False: socket.AF_INET}
        return [(family[":" in each], socket.SOCK_STREAM, 6, "", (each, port)) for each in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", answer)


def refuse_to_connect(monkeypatch):
    def create_connection(*args, **kwargs):
        raise AssertionError("nothing may be asked")

    monkeypatch.setattr(socket, "create_connection", create_connection)


# --- Where to -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("address", LOCAL)
def test_what_is_not_the_open_internet_is_never_asked(monkeypatch, address):
    assert not is_public(address)
    resolves_to(monkeypatch, address)
    refuse_to_connect(monkeypatch)
    with pytest.raises(CannotFetch):
        fetch("https://flux.exemple.fr/", io.BytesIO())


@pytest.mark.parametrize("address", ["93.184.216.34", "1.1.1.1", "2606:2800:220:1::1"])
def test_the_open_internet_is(address):
    assert is_public(address)


def test_one_wrong_address_among_good_ones_is_enough(monkeypatch):
    resolves_to(monkeypatch, "93.184.216.34", "10.0.0.1")
    refuse_to_connect(monkeypatch)
    with pytest.raises(CannotFetch):
        fetch("https://flux.exemple.fr/", io.BytesIO())


def test_the_connection_goes_to_the_address_that_was_looked_at(monkeypatch):
    """A name that answers something else a moment later changes nothing."""
    asked = []

    def create_connection(address, timeout=None, **kwargs):
        asked.append(address)
        raise OSError

    resolves_to(monkeypatch, "93.184.216.34")
    monkeypatch.setattr(socket, "create_connection", create_connection)
    with pytest.raises(CannotFetch):
        fetch("https://flux.exemple.fr:8443/", io.BytesIO())
    assert asked == [("93.184.216.34", 8443)]


def test_a_socket_that_ends_up_elsewhere_is_closed(monkeypatch):
    class Elsewhere:
        closed = False

        def getpeername(self):
            return ("127.0.0.1", 443)

        def close(self):
            Elsewhere.closed = True

    resolves_to(monkeypatch, "93.184.216.34")
    monkeypatch.setattr(socket, "create_connection", lambda *args, **kwargs: Elsewhere())
    with pytest.raises(CannotFetch):
        fetch("https://flux.exemple.fr/", io.BytesIO())
    assert Elsewhere.closed


@pytest.mark.parametrize(
    "url",
    [
        "http://flux.exemple.fr/", "ftp://flux.exemple.fr/", "file:///etc/passwd", "gopher://flux.exemple.fr/",
        "https://", "https:///x", "https://nom:secret@flux.exemple.fr/", "https://nom@flux.exemple.fr/",
        "https://flux.exemple.fr:22/", "https://flux.exemple.fr:99999/", "https://flux.exemple.fr/a b",
        "https://flux.exemple.fr/\r\nHost: x", "https://[::1", "data:text/csv,x", "//flux.exemple.fr/", "",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_open_web_is_refused(monkeypatch, url):
    resolves_to(monkeypatch, "93.184.216.34")
    refuse_to_connect(monkeypatch)
    with pytest.raises(CannotFetch):
        fetch(url, io.BytesIO())


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::ffff:7f00:1]", "localhost"])
def test_no_writing_of_our_own_address_gets_through(monkeypatch, host):
    """The name server's answer counts, not how the address was written."""
    connect = socket.create_connection

    def create_connection(address, *args, **kwargs):
        assert not address[0].startswith("127."), "asked ourselves"
        return connect(address, *args, **kwargs)

    monkeypatch.setattr(socket, "create_connection", create_connection)
    with pytest.raises(CannotFetch):
        fetch(f"https://{host}/", io.BytesIO())


# --- What is answered -----------------------------------------------------------------------------------------------
def test_a_source_is_read(loopback):
    body = as_csv(item(1))
    with server(lambda handler: say(handler, body, ETag='"1"', Last_Modified="x")) as (url, asked):
        found = io.BytesIO()
        answer = fetch(url + "/flux?x=1", found)
    assert (found.getvalue(), answer.size, answer.etag, answer.modified) == (body, len(body), '"1"', "x")
    assert asked[0][0] == "/flux?x=1"
    assert asked[0][1]["Accept-Encoding"] == "identity"


def test_a_redirect_to_ourselves_is_not_followed(monkeypatch, settings):
    """The first address is allowed (a test's), the second is not."""
    settings.FEED_FETCH_LOOPBACK = True
    allowed = fetching._may_connect
    monkeypatch.setattr(fetching, "_may_connect", lambda address: address == "127.0.0.1" and allowed(address))
    for location in (
        "http://127.0.0.2/secret",
        "http://[::1]/",
        "http://169.254.169.254/latest/",
        "file:///etc/passwd",
    ):
        with (
            server(lambda handler, to=location: say(handler, b"", 302, Location=to)) as (url, _asked),
            pytest.raises(CannotFetch),
        ):
            fetch(url, io.BytesIO())


def test_a_redirect_is_followed_and_a_circle_is_not(loopback):
    def answer(handler):
        if handler.path == "/":
            say(handler, b"", 301, Location="/la")
        elif handler.path == "/la":
            say(handler, b"ok")
        else:
            say(handler, b"", 302, Location="/rond")

    with server(answer) as (url, asked):
        found = io.BytesIO()
        fetch(url + "/", found)
        assert found.getvalue() == b"ok"
        with pytest.raises(CannotFetch):
            fetch(url + "/rond", io.BytesIO())
    assert len(asked) == 2 + fetching.MOST_REDIRECTS + 1


@pytest.mark.parametrize("status", [204, 401, 404, 500])
def test_an_error_is_told(loopback, status):
    with server(lambda handler: say(handler, b"", status)) as (url, _asked), pytest.raises(CannotFetch) as refusal:
        fetch(url, io.BytesIO())
    assert str(status) in str(refusal.value.message)


def test_a_source_has_an_end(loopback, settings):
    settings.FEED_MAX_BYTES = 1000
    with server(lambda handler: say(handler, b"x" * 5000)) as (url, _asked):
        with pytest.raises(CannotFetch):
            fetch(url, io.BytesIO())
        found = io.BytesIO()
        assert fetch(url, found, most=100).cut
        assert len(found.getvalue()) == 100


def test_a_source_that_drips_is_left(loopback, settings):
    settings.FEED_FETCH_SECONDS = 0.3

    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        try:
            for _number in range(100):
                handler.wfile.write(b"x")
                handler.wfile.flush()
                time.sleep(0.05)
        except OSError:
            return

    with server(drip) as (url, _asked), pytest.raises(CannotFetch):
        fetch(url, io.BytesIO())


def test_half_a_source_is_none(loopback):
    def answer(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"id;title\n")

    with server(answer) as (url, _asked), pytest.raises(CannotFetch):
        fetch(url, io.BytesIO())


def test_what_is_packed_is_not_unpacked(loopback):
    with (
        server(lambda handler: say(handler, b"\x1f\x8b", Content_Encoding="gzip")) as (url, _asked),
        pytest.raises(CannotFetch),
    ):
        fetch(url, io.BytesIO())


def test_nobody_answers(loopback):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(CannotFetch):
        fetch(f"http://127.0.0.1:{port}/", io.BytesIO())


# --- A feed with an address -----------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_feed_is_read_again_by_the_clock_and_only_when_it_changed(loopback, time_machine):
    source = {"body": as_csv(item(1)), "etag": '"1"'}

    def answer(handler):
        if handler.headers.get("If-None-Match") == source["etag"]:
            say(handler, b"", 304)
        else:
            say(handler, source["body"], ETag=source["etag"])

    recruiter = verified_recruiter()
    with server(answer) as (url, asked):
        time_machine.move_to("2026-11-21 12:00:00+00:00", tick=False)
        feed = services.feeds.create(recruiter, name="Flux", kind="offer", url=url, every=24, complete=True)
        assert tasks.import_due() == 0
        feed = services.feeds.change(recruiter, feed, mapping=feed.mapping)
        assert services.runs.start(recruiter, feed)
        assert Publication.objects.count() == 1

        time_machine.move_to("2026-11-22 11:00:00+00:00", tick=False)
        assert tasks.import_due() == 0
        time_machine.move_to("2026-11-22 12:01:00+00:00", tick=False)
        assert tasks.import_due() == 1
        assert feed.runs.first().same
        assert tasks.import_due() == 0

        source.update(body=as_csv(item(1), item(2)), etag='"2"')
        time_machine.move_to("2026-11-23 12:02:00+00:00", tick=False)
        assert tasks.import_due() == 1
        assert feed.runs.first().created == 1
    assert len(asked) == 4


@pytest.mark.django_db
def test_a_source_that_is_gone_closes_nothing_and_is_told_once(loopback, time_machine):
    up = {"status": 200}
    recruiter = verified_recruiter()
    with server(lambda handler: say(handler, as_csv(item(1)), up["status"])) as (url, _asked):
        time_machine.move_to("2026-11-21 12:00:00+00:00", tick=False)
        feed = services.feeds.create(recruiter, name="Flux", kind="offer", url=url, every=24, complete=True)
        feed = services.feeds.change(recruiter, feed, mapping=feed.mapping)
        services.runs.start(recruiter, feed)
        up["status"] = 500
        for day in (22, 23):
            time_machine.move_to(f"2026-11-{day} 12:05:00+00:00", tick=False)
            tasks.import_due()
    run = feed.runs.first()
    assert (run.state, feed.runs.count()) == (RunState.FAILED, 3)
    assert "500" in run.failure
    assert Publication.objects.get().withdrawn_at is None
    assert Notification.objects.filter(type="import_flux").count() == 1


@pytest.mark.django_db
def test_the_clock_imports_nothing_for_who_is_no_longer_verified(loopback, time_machine):
    recruiter = verified_recruiter()
    with server(lambda handler: say(handler, as_csv(item(1)))) as (url, asked):
        time_machine.move_to("2026-11-21 12:00:00+00:00", tick=False)
        feed = services.feeds.create(recruiter, name="Flux", kind="offer", url=url, every=24)
        services.feeds.change(recruiter, feed, mapping=feed.mapping)
        type(recruiter.recruiter).objects.update(verification="refused")
        time_machine.move_to("2026-11-22 12:05:00+00:00", tick=False)
        assert tasks.import_due() == 0
        assert len(asked) == 1
    assert Feed.objects.get().next_fetch_at.day == 23
