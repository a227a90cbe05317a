"""What the templates of public pages ask of Python."""

from django import template
from django.utils.text import Truncator

from portal.core.html import plain_text

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
