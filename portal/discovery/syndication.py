"""Searches as RSS 2.0, Atom 1.0 (by Django's feedgenerator) and calendars of deadlines (RFC 5545)."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import format_html, format_html_join
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from portal.core.html import plain_text
from portal.core.text import clean_text, one_line
from portal.jobs import display
from portal.jobs.cards import as_kind, for_cards
from portal.jobs.models import Publication
from search.query import Sort
from search.service import in_order, search

from .searches import Search

FEEDS: dict[str, type[SyndicationFeed]] = {"rss": Rss201rev2Feed, "atom": Atom1Feed}
MOST_ITEMS = 50
MOST_EVENTS = 100
EXTRACT = 400
#: Minutes of the calendar that a deadline takes, so that it can be seen there.
SHOWN_BEFORE = timedelta(minutes=30)
#: How often calendars ask again.
REFRESH = "PT6H"


def newest(asked: Search) -> list[Publication]:
    return _found(asked, sort=Sort.NEWEST, page_size=MOST_ITEMS)


def closing(asked: Search) -> list[Publication]:
    """Those with a deadline, the nearest first."""
    return [row for row in _found(asked, sort=Sort.DEADLINE, page_size=MOST_EVENTS) if row.deadline]


def _found(asked: Search, **how) -> list[Publication]:
    """What anyone may see now and the search finds as it was asked: no other words, no second try."""
    results = search(replace(asked.query, page=1, facets=(), exact=True, **how))
    return [as_kind(row) for row in in_order(results, for_cards(Publication.objects.visible()))]


def version(address: str, publications: Iterable[Publication]) -> tuple[str, datetime | None]:
    """An ETag's text and the last change of what is shown: another publication, or another text, is another version."""
    rows = [(row.pk, row.updated_at) for row in publications]
    digest = hashlib.sha256(repr((address, settings.SITE_NAME, rows)).encode()).hexdigest()[:32]
    return digest, max((changed for _pk, changed in rows), default=None)


def feed(format: str, asked: Search, publications: list[Publication], address: str) -> str:
    """The text of a feed; `address` is its own."""
    title = clean_text(asked.title)
    made = FEEDS[format](
        title=f"{title} · {settings.SITE_NAME}",
        link=settings.SITE_URL + asked.url,
        description=_("What is published next on %(site)s: %(search)s.")
        % {"site": settings.SITE_NAME, "search": title},
        language=settings.LANGUAGE_CODE,
        feed_url=address,
    )
    for row in publications:
        link = settings.SITE_URL + row.get_absolute_url()
        made.add_item(
            title=clean_text(row.title),
            link=link,
            # The words of an address may change, the number does not.
            unique_id=f"{settings.SITE_URL}/{row.plural}/{row.pk}/",
            unique_id_is_permalink=False,
            description=_description(row),
            pubdate=row.first_published_at,
            updateddate=row.last_published_at or row.first_published_at,
            author_name=clean_text(row.company_name),
            categories=[str(display.kind_label(row))],
        )
    return made.writeString("utf-8")


def _description(row: Publication) -> str:
    """HTML, as readers of feeds expect: facts in a line, then the beginning of the text."""
    facts = [row.company_name, display.kind_detail(row), display.places(row), display.money(row), display.deadline(row)]
    line = format_html_join(" · ", "{}", ((clean_text(str(fact)),) for fact in facts if fact))
    return format_html("<p>{}</p><p>{}</p>", line, Truncator(clean_text(plain_text(row.description))).chars(EXTRACT))


def calendar(title: str, publications: Iterable[Publication]) -> bytes:
    """Deadlines as events, in UTC."""
    made = Calendar()
    made.add("prodid", f"-//{_plain(settings.SITE_NAME)}//FR")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", _plain(title))
    made.add("x-published-ttl", REFRESH)
    for row in publications:
        made.add_component(_event(row))
    return made.to_ical()


def _event(row: Publication) -> Event:
    event = Event()
    deadline = row.deadline.astimezone(UTC)
    address = settings.SITE_URL + row.get_absolute_url()
    event.add("uid", f"deadline-{row.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", row.updated_at.astimezone(UTC))
    event.add("dtstart", deadline - SHOWN_BEFORE)
    event.add("dtend", deadline)
    event.add("summary", _plain(_("Deadline: %(title)s") % {"title": row.title}))
    event.add("description", f"{_plain(row.company_name)}\n{display.deadline(row)}\n{address}")
    if places := display.places(row):
        event.add("location", _plain(places))
    event.add("url", address)
    event.add("categories", [str(display.kind_label(row))])
    # A deadline keeps nobody busy.
    event.add("transp", "TRANSPARENT")
    return event


def _plain(text: str) -> str:
    """One line."""
    return one_line(clean_text(str(text)))
