"""A resume that begins with somebody's LinkedIn page (002 §3.7). The page itself is never read: LinkedIn forbids it."""

import re

from django.utils.translation import gettext as _

from portal.accounts.services import candidate_of
from portal.core.errors import Invalid

from ..models import Resume
from .changing import create
from .lists import MOST

_PROFILE = re.compile(
    r"(?:https?://)?((?:[a-z]{2,3}\.)?linkedin\.com/in/[^\s/?#<>\"']{1,200})/?(?:[?#]\S*)?", re.IGNORECASE
)


def profile_address(url) -> str:
    """The address of a profile without what follows it ("https://www.linkedin.com/in/johndoe"). Raises Invalid."""
    found = _PROFILE.fullmatch(url.strip()) if isinstance(url, str) and len(url) <= 300 else None
    if found is None:
        raise Invalid(fields={"linkedin_url": [_("Invalid LinkedIn URL format.")]})
    return f"https://{found[1]}"


def begin_from_linkedin(actor, url: str | None, read: dict | None = None) -> Resume:
    """A new resume with this address, what the account knows, and what was `read` in the member's own export.

    One of the two is there. Raises Forbidden, Enough, Invalid (field linkedin_url).
    """
    values = _known(actor) | {name: value for name, value in (read or {}).items() if value}
    if url or not read:
        values["linkedin_url"] = profile_address(url)
    return create(actor, values)


def _known(actor) -> dict:
    if not actor.is_authenticated:
        return {}
    person = candidate_of(actor)
    return {
        "full_name": actor.get_full_name(),
        "email": actor.email,
        "phone": actor.phone,
        "title": person.headline,
        "skills_data": [{"name": skill.name} for skill in person.skills.all()[: MOST["skills"]]],
    }
