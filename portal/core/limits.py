"""How often somebody may ask: one counter for the API's contracts and the site's forms, in the shared cache.

Fixed windows: a key for each caller, scope and window, which a shared cache increments without a race. The rates are
settings.API_RATES; a scope that is not there has no limit.
"""

import hashlib
import time

from django.conf import settings
from django.core.cache import cache

from .clients import client_network
from .errors import TooMany

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def too_often(scope: str, *callers: str) -> float | None:
    """Count one request of each of the callers; the seconds to wait when one of them asks too often, else None."""
    if scope not in settings.API_RATES:
        return None
    most, window = rate(scope)
    now = time.time()
    number = int(now // window)
    counts = [_count(f"limit:{scope}:{caller}:{number}", window) for caller in callers]
    return max(1.0, window - now % window) if any(count > most for count in counts) else None


def keep_pace(scope: str, *callers: str, message=None) -> None:
    """Count one request of each of the callers. Raises TooMany, with this message, when one of them asks too often."""
    wait = too_often(scope, *callers)
    if wait is not None:
        raise TooMany(message, retry_after=int(wait))


def rate(scope: str) -> tuple[int, int]:
    """(requests, seconds) of a scope, from "60/min"; read when asked, so that a test can set it."""
    number, _slash, period = settings.API_RATES[scope].partition("/")
    return int(number), SECONDS[period[0]]


def address_of(request) -> str:
    """The caller as an address, IPv6 by its network."""
    return f"a{client_network(request)}"


def account(user) -> str:
    return f"u{user.pk}"


def mailbox(address) -> str:
    """The caller as the address of a mail, whoever asks for it; only a digest is kept."""
    text = str(address).strip().lower().encode("utf-8", "replace")
    return f"m{hashlib.blake2b(text, digest_size=12).hexdigest()}"


def _count(key: str, seconds: int) -> int:
    try:
        return cache.incr(key)
    except ValueError:
        # The first of this window, unless somebody else was it a moment ago.
        if cache.add(key, 1, seconds):
            return 1
    try:
        return cache.incr(key)
    except ValueError:
        return 1
