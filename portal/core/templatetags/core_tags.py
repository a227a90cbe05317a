"""HTML of users on its way out, and days."""

from django import template
from django.utils.safestring import SafeString, mark_safe

from ..days import day
from ..html import clean_html

register = template.Library()
register.filter("day", day)


@register.filter
def cleaned(html: str) -> SafeString:
    """Text in HTML as the allow-list leaves it. It was cleaned when written; a preview may be of anything."""
    return mark_safe(clean_html(html or ""))  # noqa: S308 - nh3 has cleaned it
