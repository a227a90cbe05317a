"""The menus as pages show them: one query when nobody asked lately, none otherwise."""

from django.core.cache import cache
from django.db import transaction
from wagtail.models import Page

KEY = "pages:chrome"
#: Where processes do not share a cache, the others show a change after so many seconds.
SECONDS = 60
EMPTY = {"menu": [], "footer": [], "notice": "", "contact_email": ""}


def shown() -> dict:
    """{"menu": [{label, url}], "footer": [{title, links}], "notice", "contact_email"} as last saved."""
    known = cache.get(KEY)
    if known is None:
        from .models import SiteChrome

        known = {**EMPTY, **(SiteChrome.objects.values_list("shown", flat=True).first() or {})}
        cache.set(KEY, known, SECONDS)
    return known


def for_path(path: str) -> dict:
    """What is shown on the page of this address: the entry that leads here is marked."""
    chrome = shown()
    leading = [link["url"] for link in chrome["menu"] if path.startswith(link["url"]) and link["url"] != "/"]
    current = path if path == "/" else max(leading, key=len, default=None)
    return {**chrome, "menu": [{**link, "current": link["url"] == current} for link in chrome["menu"]]}


def forget() -> None:
    cache.delete(KEY)
    # A request beside this transaction may have remembered the old row in between.
    transaction.on_commit(lambda: cache.delete(KEY))


def resolve(chrome) -> dict:
    """The addresses of what the editors chose. Pages that are not online are left out."""
    menu = [block.value for block in chrome.menu]
    columns = [block.value for block in chrome.footer]
    return {
        "menu": _links(menu),
        "footer": [{"title": column["title"], "links": _links(column["links"])} for column in columns],
        "notice": chrome.notice,
        "contact_email": chrome.contact_email,
    }


def _links(values) -> list[dict]:
    found = []
    for value in values:
        page: Page | None = value.get("page")
        url = (page.get_url() if page.live else None) if page else value.get("url")
        if url:
            found.append({"label": value["label"], "url": url})
    return found


def refresh(**kwargs) -> None:
    """A page was published, moved or taken away: write what is shown again."""
    from .models import SiteChrome

    chrome = SiteChrome.objects.first()
    if chrome is not None:
        chrome.save(update_fields=["shown"])
