"""What feeds put into the personal space."""

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts.space import Card, MenuItem, register_card, register_menu
from portal.jobs.permissions import is_recruiter

from .models import Feed, ImportRun, RunState


@register_menu
def menu(user):
    return [MenuItem(_("Imports"), reverse("feed_list"), order=60)] if is_recruiter(user) else []


@register_card
def waiting(request):
    """An import that waits for a decision is the first thing a recruiter reads."""
    if not is_recruiter(request.user):
        return None
    runs = ImportRun.objects.filter(feed__in=Feed.objects.of(request.user), state=RunState.AWAITING)
    found = list(runs.select_related("feed").order_by("-created_at", "-id")[:3])
    return Card("feeds/cards/waiting.html", {"runs": found}, order=5) if found else None
