"""Who enters which part of the space."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from portal.accounts.models import Role, Verification
from portal.core.errors import Forbidden

from .. import permissions, services

APPLICANTS = (Role.CANDIDATE, Role.STUDENT, Role.PRESTATAIRE)
PER_PAGE = 20


def for_recruiters(view):
    """Signed-in recruiters with a company; others read why they are not let in."""

    @never_cache
    @login_required
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if not permissions.is_recruiter(request.user):
            raise Forbidden(_("This part of the site is for recruiters."))
        return view(request, *args, **kwargs)

    return wrapped


def for_applicants(view):
    """Signed-in people who may apply to something."""

    @never_cache
    @login_required
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if request.user.role not in APPLICANTS:
            raise Forbidden(_("This part of the site is for those who apply."))
        return view(request, *args, **kwargs)

    return wrapped


def page_of(request, rows, per_page: int = PER_PAGE):
    """The page the address asks for; a number that means nothing is the nearest page."""
    return Paginator(rows, per_page).get_page(request.GET.get("page"))


def tabs_of(request, labels: dict, counts: dict, current: str) -> list[dict]:
    """Tabs as templates/components/tabs.html shows them; each keeps the other filters."""
    tabs = []
    for tab, label in labels.items():
        query = request.GET.copy()
        query.pop("page", None)
        query.pop("onglet", None)
        if tab:
            query["onglet"] = tab
        url = f"{request.path}?{query.urlencode()}" if query else request.path
        tabs.append({"label": label, "url": url, "current": tab == current, "count": counts.get(tab)})
    return tabs


def tab_of(request, labels: dict) -> str:
    asked = request.GET.get("onglet", "")
    return asked if asked in labels else ""


def standing(user) -> dict:
    """Whether this recruiter may submit now, and what stands in the way."""
    profile = user.recruiter
    return {
        "quota": services.publications.quota(user),
        "verified": profile.is_verified,
        "papers_sent": profile.verification == Verification.PENDING and user.papers.exists(),
    }
