"""Sources as text, and feeds made through the services."""

import csv
import io
import json
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from django.core.files.uploadedfile import SimpleUploadedFile

from portal.feeds import services
from portal.feeds.incoming.preparing import Preparer
from portal.feeds.models import Feed, FeedItem, ImportRun
from portal.jobs.models import Publication
from portal.moderation import services as moderation
from tests.factories.accounts import UserFactory
from tests.factories.jobs import verified_recruiter
from tests.factories.search import published

HEAD = ("reference", "titre", "description", "lieu", "salaire")


def item(number: int | str, **values) -> dict:
    base = {
        "reference": f"R{number}",
        "titre": f"Maçon {number}",
        "description": "Bâtir.",
        "lieu": "Lyon",
        "salaire": "",
    }
    return {**base, **values}


def as_csv(*items: dict) -> bytes:
    output = io.StringIO()
    writer = csv.DictWriter(output, HEAD, delimiter=";", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(items)
    return output.getvalue().encode()


def as_json(*items: dict) -> bytes:
    return json.dumps({"jobs": list(items)}).encode()


def upload(data: bytes, name: str = "offres.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def make_feed(*items: dict, actor=None, confirmed: bool = True, data: bytes = b"", **values) -> Feed:
    """A feed with the file of these items waiting; its proposed mapping is confirmed."""
    actor = actor or verified_recruiter()
    values = {"name": "Notre site", "kind": "offer", "complete": True, **values}
    feed = services.feeds.create(actor, file=upload(data or as_csv(*(items or [item(1)]))), **values)
    if confirmed:
        feed = services.feeds.change(actor, feed, mapping=feed.mapping)
    return feed


def run_of(feed: Feed, *items: dict, actor=None, data: bytes = b"") -> ImportRun:
    """Import these items (those that wait when there are none), to the end."""
    file = upload(data or as_csv(*items)) if items or data else None
    run = services.runs.start(actor or feed.recruiter, feed, file=file)
    run.refresh_from_db()
    return run


def online(*items: dict, **values) -> Feed:
    """A feed whose items are public, as its first import and the editors left them.

    Written straight to the tables: the way there (the services, the workflow) costs a tenth of a second an item, and
    has its own tests.
    """
    feed = make_feed(*items, **values)
    preparer = Preparer(feed.kind, feed.mapping)
    rows = []
    for each in services.feeds.first_items(feed):
        made = preparer.one(each)
        company = feed.company.name
        publication = published(
            made.values["title"], kind=feed.kind, company=company, recruiter=feed.recruiter, indexed=False
        )
        known = {"external_id": made.external_id, "digest": made.digest}
        rows.append(FeedItem(company=feed.company, feed=feed, publication_id=publication.pk, **known))
    FeedItem.objects.bulk_create(rows)
    return feed


def imported(feed: Feed) -> dict[str, Publication]:
    """The publications of the feed's items, by identifier, as rows of their kind."""
    return {row.external_id: row.publication.specific for row in feed.items.select_related("publication")}


def approve_all(feed: Feed) -> None:
    editor = UserFactory(editor=True)
    for publication in imported(feed).values():
        if publication.in_review:
            moderation.approve(editor, publication)


def messages_of(run: ImportRun) -> list[tuple]:
    """(number, line, field, message) of everything that is wrong."""
    return list(run.problems.values_list("number", "line", "field", "message"))


@contextmanager
def server(answer):
    """A server on loopback; `answer(handler)` writes each answer. Gives its address and the list of its requests."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, dict(self.headers)))
            answer(self)

        def log_message(self, *args): ...

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=running.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{running.server_port}", asked
    finally:
        running.shutdown()
        running.server_close()


def say(handler, body: bytes, status: int = 200, **headers) -> None:
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)
