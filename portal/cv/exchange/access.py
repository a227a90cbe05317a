"""Who brings resumes in and takes them along, and which are theirs."""

from functools import wraps

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from portal.core import limits
from portal.core.errors import Forbidden, TooMany

from .. import permissions
from ..models import Resume
from ..services import read_entries
from ..visitors import visitor_of


def for_owners(view):
    """Accounts that apply to something, and visitors for their session; `request.actor` is who asks."""

    @never_cache
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.user.is_authenticated and not permissions.may_have_resume(request.user):
            raise Forbidden(_("This part of the site is for those who apply."))
        request.actor = request.user if request.user.is_authenticated else visitor_of(request.session)
        return view(request, *args, **kwargs)

    return wrapped


def read(request: HttpRequest, pk: int) -> Resume:
    """One of theirs with all it says; another's is a 404."""
    rows = Resume.objects.of(request.actor).select_related("template")
    resume = get_object_or_404(rows.defer("template__template_html", "template__template_css"), pk=pk)
    read_entries(resume)
    return resume


def keep_pace(request: HttpRequest, scope: str) -> None:
    """Raises TooMany: the rates are the API's (settings.API_RATES)."""
    caller = limits.account(request.user) if request.user.is_authenticated else limits.address_of(request)
    if (wait := limits.too_often(scope, caller)) is not None:
        raise TooMany(retry_after=int(wait))
