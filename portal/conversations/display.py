"""How messages are shown: who wrote, and plain text with its links."""

import re

from django.conf import settings
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.jobs.permissions import is_recruiter

from .models import MessageKind

_LINK = re.compile(r"""https?://[^\s<>"'`\\]+""", re.IGNORECASE)
#: What ends a sentence rather than an address.
_TRAILING = ".,;:!?)]}»…"


def person_name(user) -> str:
    """A recruiter with the company; somebody whose account is gone has no name."""
    if user is None:
        return _("Closed account")
    return f"{user}, {user.recruiter.company}" if is_recruiter(user) else str(user)


def author_name(message) -> str:
    return settings.SITE_NAME if message.kind == MessageKind.SYSTEM else person_name(message.sender)


def names(participants, reader) -> str:
    """Everybody in a conversation but the reader; the portal, or a closed account, when nobody else is there."""
    others = [person_name(participant.user) for participant in participants if participant.user != reader]
    return ", ".join(others)


def linked(text: str) -> SafeString:
    """Escaped text in which addresses that begin with http:// or https:// can be followed, and nothing else."""
    parts, end = [], 0
    for found in _LINK.finditer(text):
        url = found[0].rstrip(_TRAILING)
        parts.append(escape(text[end : found.start()]))
        parts.append(format_html('<a href="{}" rel="nofollow noopener noreferrer ugc">{}</a>', url, url))
        end = found.start() + len(url)
    parts.append(escape(text[end:]))
    return mark_safe("".join(parts))  # noqa: S308 - each part is escaped above
