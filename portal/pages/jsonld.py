"""The structured data of a publication's page: what search engines read, complete or not there at all.

What the types are is `portal.feeds.structured`'s business; here is when a page may carry them.
"""

import json

from django.utils.safestring import SafeString, mark_safe

from portal.feeds.structured import describe
from portal.jobs.models import Kind

#: What could end the <script> element, or be read as markup, inside JSON strings.
_ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def structured_data(publication) -> dict | None:
    """The data of a visible publication, a row of its kind.

    None when it is over, or when something is not known that Google requires (a place or TELECOMMUTE for a
    JobPosting): half a description is worse than none.
    """
    if not publication.is_visible() or not publication.company_name:
        return None
    data = describe(publication)
    if publication.kind == Kind.OFFER and not data.keys() & {"jobLocation", "jobLocationType"}:
        return None
    return data


def as_json(data: dict) -> SafeString:
    """JSON that is safe inside a <script> element: no character of it means anything to HTML."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(_ESCAPES))  # noqa: S308 - every <, > and & is escaped
