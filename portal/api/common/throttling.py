"""Rate limits by account and address (portal.core.limits), as REST framework asks for them."""

from rest_framework.throttling import BaseThrottle

from portal.core import limits


class Limit(BaseThrottle):
    """One scope, and whom it counts."""

    def scope_of(self, view) -> str | None:
        raise NotImplementedError

    def callers(self, request) -> list[str]:
        raise NotImplementedError

    def allow_request(self, request, view) -> bool:
        scope = self.scope_of(view)
        self._wait = limits.too_often(scope, *self.callers(request)) if scope else None
        return self._wait is None

    def wait(self) -> float:
        return self._wait


class AddressThrottle(Limit):
    """Everything that comes from an address, whoever asks, before a token is even looked at."""

    def scope_of(self, view):
        return "address"

    def callers(self, request):
        return [limits.address_of(request)]


class CallerThrottle(Limit):
    """Everything an account asks, or an address without one."""

    def scope_of(self, view):
        return "caller"

    def callers(self, request):
        known = request.user and request.user.is_authenticated
        return [limits.account(request.user) if known else limits.address_of(request)]


class SensitiveThrottle(Limit):
    """Tighter on a view's `throttle_scope` (login, register, reset, upload): by account and by address."""

    def scope_of(self, view):
        return getattr(view, "throttle_scope", None)

    def callers(self, request):
        known = request.user and request.user.is_authenticated
        return [limits.address_of(request), *([limits.account(request.user)] if known else [])]
