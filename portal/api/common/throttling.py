"""Rate limits by account and address, counted in the shared cache; rates come from settings.API_RATES."""

from django.conf import settings
from rest_framework.throttling import ScopedRateThrottle, SimpleRateThrottle


class Rates:
    """The rates are read when they are asked for, so that an environment (and a test) can set them."""

    @property
    def THROTTLE_RATES(self):  # noqa: N802 (REST framework's name)
        return settings.API_RATES


class CallerThrottle(Rates, SimpleRateThrottle):
    """Everything a caller does: by account when there is one, by address otherwise."""

    scope = "caller"

    def get_cache_key(self, request, view):
        ident = f"u{request.user.pk}" if request.user and request.user.is_authenticated else self.get_ident(request)
        return self.cache_format % {"scope": self.scope, "ident": ident}


class SensitiveThrottle(Rates, ScopedRateThrottle):
    """Tighter on a view's `throttle_scope`: login, register, reset, upload."""
