"""One login limiter (django-axes) for site, API and admin: whose attempt it is, and what the locked out see."""

import math

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.text import clean_text


def username(request, credentials=None) -> str | None:
    """The address an attempt is for, in lower case: allauth says "email", the API "username" or "email"."""
    sent = credentials or getattr(request, "POST", None) or {}
    for name in ("login", "email", "username"):
        value = sent.get(name)
        if isinstance(value, str) and value:
            return clean_text(value).lower()[:255]
    return None


def respond(request, response=None, credentials=None) -> HttpResponse:
    """429 with Retry-After in seconds: JSON `{"detail"}` under /api/, else a page."""
    seconds = _seconds_left(request, credentials)
    if request.path_info.startswith("/api/"):
        answer = JsonResponse({"detail": _("Too many failed attempts to log in. Please try again later.")}, status=429)
    else:
        answer = too_many(request, minutes=math.ceil(seconds / 60))
    answer["Retry-After"] = str(seconds)
    answer["Cache-Control"] = "no-store"
    return answer


def too_many(request, minutes: int = 1) -> HttpResponse:
    """The page for too many requests of any kind (`handler429` of allauth's own limits)."""
    message = ngettext("Please try again in one minute.", "Please try again in %(minutes)s minutes.", minutes)
    answer = render(request, "429.html", {"message": message % {"minutes": minutes}}, status=429)
    answer["Retry-After"] = str(minutes * 60)
    return answer


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
