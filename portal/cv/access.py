"""Whose resumes are shown on the site: those of accounts that apply to something, and of visitors' sessions."""

from functools import wraps

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from portal.core import limits
from portal.core.errors import Forbidden

from . import permissions, seen
from .models import Resume
from .services import read_entries
from .visitors import visitor_of


def for_owners(view):
    """Accounts that apply to something, and visitors for their session; `request.actor` is who writes."""

    @never_cache
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.user.is_authenticated and not permissions.may_have_resume(request.user):
            raise Forbidden(_("This part of the site is for those who apply."))
        request.actor = request.user if request.user.is_authenticated else visitor_of(request.session)
        return view(request, *args, **kwargs)

    return wrapped


def own(request, pk: int) -> Resume:
    """One of theirs; another's is a 404."""
    rows = Resume.objects.of(request.actor).select_related("template")
    resume = get_object_or_404(rows.defer("template__template_html", "template__template_css"), pk=pk)
    if request.user.is_authenticated:
        # Spares the statement that would read the account again.
        resume.user = request.user
    return resume


def read(request, pk: int) -> Resume:
    """One of theirs with all it says, seen just now."""
    resume = own(request, pk)
    read_entries(resume)
    seen.note(resume.pk)
    return resume


def days_kept(request) -> int:
    """How long a visitor finds their resumes again: as long as the cookie of their session lasts."""
    return min(request.session.get_expiry_age() // (24 * 3600), settings.ANONYMOUS_RESUME_DAYS)


def keep_pace(request, scope: str) -> None:
    """Raises TooMany: the rates are the API's (settings.API_RATES)."""
    caller = limits.account(request.user) if request.user.is_authenticated else limits.address_of(request)
    limits.keep_pace(scope, caller)
