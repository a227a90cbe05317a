"""Visitors without an account: their resumes belong to their session until they log in (002 §3)."""

import secrets
from dataclasses import dataclass

from django.conf import settings

#: Where a session keeps the name its resumes carry. The cookie's own key is never written anywhere else.
KEY = "cv_visitor"


@dataclass(frozen=True)
class Visitor:
    """Who asks, where there is no account: the actor of services. Without a name nothing is theirs yet."""

    session_id: str | None = None

    is_authenticated = False
    pk = None


def visitor_of(session, *, make: bool = False) -> Visitor:
    """The visitor of a session; with `make` one without a name gets one, and a cookie that lasts as the resumes do."""
    name = session.get(KEY)
    if name is None and make:
        name = session[KEY] = secrets.token_urlsafe(24)
        session.set_expiry(settings.ANONYMOUS_RESUME_DAYS * 24 * 3600)
    return Visitor(name)
