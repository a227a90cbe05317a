"""The editors' pages of the demo, over the tree that the migrations of `portal.pages` made."""

import json
import re
import uuid
from datetime import timedelta

from wagtail.models import Page

from portal.pages.models import EditorialIndexPage, EditorialPage, HomePage, SiteChrome

from .calendar import Calendar
from .content import pages as content
from .typography import to_html, typeset

_BOLD = re.compile(r"\*\*(.+?)\*\*")
#: Ids of blocks are the same at each load.
_NAMESPACE = uuid.UUID("6f0f3d0e-6a0b-4b8e-9a51-0d5a3f6d7c11")
ABOUT_SINCE = timedelta(days=60)


class Editor:
    """Writes pages as `user` would in the admin."""

    def __init__(self, calendar: Calendar, user):
        self.calendar = calendar
        self.user = user
        self.pages: dict[str, Page] = {}

    def load(self) -> None:
        home = HomePage.objects.first()
        articles = EditorialIndexPage.objects.child_of(home).first()
        for slug, title, days, lead, body in reversed(content.ARTICLES):
            self._add(articles, slug, title, lead, body, self.calendar.past(days))
        slug, title, lead, body = content.ABOUT
        self._add(home, slug, title, lead, body, self.calendar.now - ABOUT_SINCE)
        home.body = self._stream("accueil", content.HOME)
        home.save_revision(user=self.user).publish()
        self._menus()

    def _add(self, parent: Page, slug: str, title: str, lead: str, body: tuple, at) -> None:
        page = EditorialPage(
            slug=slug, title=typeset(title), lead=typeset(lead), body=self._stream(slug, body), owner=self.user
        )
        parent.add_child(instance=page)
        page.save_revision(user=self.user).publish()
        Page.objects.filter(pk=page.pk).update(
            first_published_at=at, last_published_at=at, latest_revision_created_at=at
        )
        page.revisions.update(created_at=at)
        self.pages[slug] = page

    def _stream(self, slug: str, blocks: tuple) -> str:
        names = (f"{slug}:{number}" for number in range(10_000))
        return json.dumps(
            [
                {"type": kind, "value": self._value(kind, value, names), "id": _identity(next(names))}
                for kind, value in blocks
            ]
        )

    def _value(self, kind: str, value, names):
        if kind == "text":
            return rich(value)
        value = {name: typeset(part) if isinstance(part, str) else part for name, part in value.items()}
        for name, keys in (
            ("steps", ("title", "text")),
            ("numbers", ("number", "label")),
            ("answers", ("question", "answer")),
        ):
            if name in value:
                value[name] = [_item(_pair(keys, pair), names) for pair in value[name]]
        if "cards" in value:
            cards = [{"page": self.pages[slug].pk, "title": "", "text": ""} for slug in value["cards"]]
            value["cards"] = [_item(card, names) for card in cards]
        if "link" in value:
            label, url = value["link"]
            value["link"] = {"label": label, "page": None, "url": url}
        return value

    def _menus(self) -> None:
        """The footer that the migrations made, with this portal's own pages in its last column."""
        chrome = SiteChrome.load()
        columns = list(chrome.footer.raw_data)
        about = {"label": content.ABOUT[1], "page": self.pages[content.ABOUT[0]].pk, "url": ""}
        names = iter(["footer:about"])
        columns[-1]["value"]["links"].insert(0, _item(about, names))
        chrome.footer = json.dumps(columns)
        chrome.contact_email = "bonjour@portail.example"
        chrome.save()


def rich(lines: list[str]) -> str:
    return _BOLD.sub(r"<b>\1</b>", to_html(lines))


def _pair(keys: tuple[str, str], pair: tuple[str, str]) -> dict:
    rich_text = {"text", "answer"}
    return {key: rich([word]) if key in rich_text else typeset(word) for key, word in zip(keys, pair, strict=True)}


def _item(value: dict, names) -> dict:
    return {"type": "item", "value": value, "id": _identity(next(names))}


def _identity(name: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, name))
