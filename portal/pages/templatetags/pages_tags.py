"""What the templates of public pages ask of Python."""

from urllib.parse import urlsplit

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from portal.core.html import clean_html, plain_text

from ..facts import facts_of

register = template.Library()

register.filter("facts", facts_of)


@register.filter
def extract(html: str, length: int = 200) -> str:
    """The beginning of a text in HTML as plain words."""
    return Truncator(plain_text((html or "")[: length * 20])).chars(length)


@register.filter
def ends_at(publication):
    """The moment after which nobody may apply: the deadline or the expiry, whichever comes first; None without."""
    return min(filter(None, (publication.deadline, publication.expire_at)), default=None)


@register.filter
def page_url(page) -> str:
    """The address of a page chosen in the admin; "" when it is not online."""
    return (page.get_url() or "") if page is not None and page.live else ""


@register.filter
def cleaned(html: str) -> SafeString:
    """Text in HTML as the allow-list leaves it. It was cleaned when it was written; a preview may be of anything."""
    return mark_safe(clean_html(html or ""))  # noqa: S308 - nh3 has cleaned it


@register.filter
def host(url: str) -> str:
    """The name of the site an address leads to: "www.exemple.fr"."""
    return urlsplit(url or "").hostname or ""


@register.filter
def link_url(value) -> str:
    """The address of a link block: its page's, else the one that was typed."""
    page = value.get("page")
    return page_url(page) if page else value.get("url") or ""
