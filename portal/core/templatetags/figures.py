"""Figures as people read them: `{% load figures %}{{ rate|percent }}`. What is undefined is a dash."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()
UNDEFINED = "—"
#: From so many hours on, days say more.
LONG = 48
SMALL = 0.1


@register.filter
def whole(value: int | None) -> str:
    """1 234, with spaces that do not break."""
    return UNDEFINED if value is None else number_format(value, 0, use_l10n=True, force_grouping=True)


@register.filter
def percent(rate: float | None) -> str:
    """A share between 0 and 1; small ones with a decimal, so that little is not told as nothing."""
    if rate is None:
        return UNDEFINED
    decimals = 1 if 0 < rate < SMALL else 0
    return _("%(number)s%%") % {"number": number_format(round(rate * 100, decimals), decimals)}


@register.filter
def milliseconds(value: float | None) -> str:
    return UNDEFINED if value is None else _("%(number)s ms") % {"number": whole(round(value))}


@register.filter
def lasting(hours: float | None) -> str:
    """Hours, or days when there are many."""
    if hours is None:
        return UNDEFINED
    if hours < 1:
        return _("less than 1 h")
    if hours < LONG:
        return _("%(number)s h") % {"number": whole(round(hours))}
    days = round(hours / 24)
    return ngettext("%(number)s day", "%(number)s days", days) % {"number": whole(days)}
