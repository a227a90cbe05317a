"""What the templates of public pages ask of Python."""

import re
from urllib.parse import urlsplit

from django import template

from portal.core.html import plain_text
from portal.core.templatetags.core_tags import cleaned
from portal.core.text import without_contacts
from portal.jobs import display, internships

from ..facts import facts_of

register = template.Library()
#: A publication in more places says how many others there are.
MOST_PLACES = 8
_HEADING = re.compile(r"(?is)<h[1-6]\b.*?</h[1-6]>")

register.filter("facts", facts_of)


@register.filter
def extract(html: str, length: int = 200) -> str:
    """The beginning of a text in HTML as plain words, without its headings, cut between words."""
    text = plain_text(_HEADING.sub(" ", (html or "")[: length * 20]))
    if len(text) <= length:
        return text
    return f"{text[:length].rsplit(' ', 1)[0].rstrip(' ,;:.')}…"


register.filter("without_contacts", without_contacts)
register.filter("cleaned", cleaned)


@register.filter
def all_places(publication) -> str:
    """Every place of a publication, in one line."""
    return display.places_of(display.place_names(publication), publication.remote, shown=MOST_PLACES)


@register.filter
def coming_weeks(publication) -> list:
    """The weeks to come of an internship for pupils, with what is left of their seats; none of anything else."""
    return internships.coming_weeks(publication.specific) if publication.is_student_internship else []


@register.filter
def ends_at(publication):
    """The moment after which nobody may apply: the deadline or the expiry, whichever comes first; None without."""
    return min(filter(None, (publication.deadline, publication.expire_at)), default=None)


@register.filter
def page_url(page) -> str:
    """The address of a page chosen in the admin; "" when it is not online."""
    return (page.get_url() or "") if page is not None and page.live else ""


@register.filter
def host(url: str) -> str:
    """The name of the site an address leads to: "www.exemple.fr"."""
    return urlsplit(url or "").hostname or ""


@register.filter
def link_url(value) -> str:
    """The address of a link block: its page's, else the one that was typed."""
    page = value.get("page")
    return page_url(page) if page else value.get("url") or ""


@register.filter
def web(url: str) -> str:
    """The address if it is one of the web, else "": never javascript: behind a link."""
    return url if (url or "").lower().startswith(("https://", "http://")) else ""
