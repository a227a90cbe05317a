"""Who enters the pages of feeds."""

from functools import wraps

from django.shortcuts import get_object_or_404

from portal.jobs.views.access import for_recruiters

from .. import permissions
from ..models import Feed, ImportRun


def for_importers(view):
    """Verified recruiters; others read why they are not let in."""

    @for_recruiters
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        permissions.refuse(permissions.why_not_import(request.user))
        return view(request, *args, **kwargs)

    return wrapped


def own_feed(request, pk: int) -> Feed:
    """The feed if it is the company's; 404 otherwise."""
    return get_object_or_404(Feed.objects.of(request.user).select_related("company", "recruiter"), pk=pk)


def own_run(request, pk: int, run: int) -> ImportRun:
    return get_object_or_404(ImportRun.objects.select_related("feed"), pk=run, feed=own_feed(request, pk))
