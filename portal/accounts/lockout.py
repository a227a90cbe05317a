"""One login limiter (django-axes) for site, API and admin: whose attempt it is, what the locked out see."""

import math
from collections.abc import Callable
from functools import wraps

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.core import limits
from portal.core.text import clean_text

TOO_MANY = _("Too many failed attempts to log in. Please try again later.")
#: Address prefix → what a contract makes of the sentence; `{"detail"}` where none is registered.
_bodies: dict[str, Callable[[str], dict | list]] = {}


def answer_under(prefix: str, body: Callable[[str], dict | list]) -> None:
    """Let a contract say in its own form that a caller is locked out."""
    _bodies[prefix] = body


def username(request, credentials=None) -> str | None:
    """The address an attempt is for, in lower case: allauth says "email", the API "username" or "email"."""
    sent = credentials or getattr(request, "POST", None) or {}
    for name in ("login", "email", "username"):
        value = sent.get(name)
        if isinstance(value, str) and value:
            return clean_text(value).lower()[:255]
    return None


def respond(request, response=None, credentials=None) -> HttpResponse:
    """429 with Retry-After in seconds: JSON in the contract's form under /api/, else a page."""
    seconds = _seconds_left(request, credentials)
    if not request.path_info.startswith("/api/"):
        return too_many(request, minutes=math.ceil(seconds / 60), seconds=seconds)
    body = next((body for prefix, body in _bodies.items() if request.path_info.startswith(prefix)), _detail)
    answer = JsonResponse(body(str(TOO_MANY)), status=429, safe=False)
    answer["Retry-After"] = str(seconds)
    answer["Cache-Control"] = "no-store"
    return answer


def _detail(message: str) -> dict:
    return {"detail": message}


def too_many(request, minutes: int = 1, seconds: int = 0) -> HttpResponse:
    """The page for too many requests of any kind (`handler429` of allauth's own limits)."""
    message = ngettext("Please try again in one minute.", "Please try again in %(minutes)s minutes.", minutes)
    answer = render(request, "429.html", {"message": message % {"minutes": minutes}}, status=429)
    answer["Retry-After"] = str(seconds or minutes * 60)
    answer["Cache-Control"] = "no-store"
    return answer


def limited(scope: str, *, mailbox: str = ""):
    """A view whose POSTs are counted with the API's of this scope; `mailbox` names the field that a mail is sent to."""

    def decorate(view):
        @wraps(view)
        def counted(request, *args, **kwargs):
            if request.method == "POST":
                known = [limits.account(request.user)] if request.user.is_authenticated else []
                wait = limits.too_often(scope, limits.address_of(request), *known)
                if not wait and request.POST.get(mailbox):
                    wait = limits.too_often("mailbox", limits.mailbox(request.POST[mailbox]))
                if wait:
                    return too_many(request, minutes=math.ceil(wait / 60), seconds=math.ceil(wait))
            return view(request, *args, **kwargs)

        return counted

    return decorate


def _seconds_left(request, credentials) -> int:
    cool_off = int(get_cool_off(request).total_seconds())
    last = (
        AccessAttempt.objects.filter(
            username=username(request, credentials), ip_address=getattr(request, "axes_ip_address", None)
        )
        .order_by("-attempt_time")
        .values_list("attempt_time", flat=True)
        .first()
    )
    if last is None:
        return cool_off
    return max(1, cool_off - int((timezone.now() - last).total_seconds()))
