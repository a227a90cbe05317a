"""Rate limits by account and address, counted in the shared cache; rates come from settings.API_RATES.

Fixed windows: one counter a caller, scope and window, which a shared cache increments without a race.
"""

import time

from django.conf import settings
from django.core.cache import cache
from rest_framework.throttling import BaseThrottle

SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class WindowThrottle(BaseThrottle):
    def scope_of(self, view) -> str | None:
        raise NotImplementedError

    def allow_request(self, request, view) -> bool:
        scope = self.scope_of(view)
        if scope is None:
            return True
        most, seconds = rate(scope)
        now = time.time()
        self._left = seconds - now % seconds
        key = f"throttle:{scope}:{self.caller(request)}:{int(now // seconds)}"
        cache.add(key, 0, seconds)
        try:
            return cache.incr(key) <= most
        except ValueError:
            # The cache dropped the key in between: the window starts anew.
            return True

    def caller(self, request) -> str:
        """The account when there is one, else the address."""
        user = request.user
        return f"u{user.pk}" if user and user.is_authenticated else f"a{self.get_ident(request)}"

    def wait(self) -> float:
        return max(1.0, self._left)


class CallerThrottle(WindowThrottle):
    """Everything a caller does."""

    def scope_of(self, view):
        return "caller"


class SensitiveThrottle(WindowThrottle):
    """Tighter on a view's `throttle_scope`: login, register, reset."""

    def scope_of(self, view):
        return getattr(view, "throttle_scope", None)


def rate(scope: str) -> tuple[int, int]:
    """(requests, seconds) of a scope, from "60/min"; read when asked, so that a test can set it."""
    number, _slash, period = settings.API_RATES[scope].partition("/")
    return int(number), SECONDS[period[0]]
