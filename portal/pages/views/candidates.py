"""Candidates who agreed to be found, for verified recruiters (003 §9.1): what they say, no way to write."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.jobs import permissions
from portal.jobs.models import Application
from portal.jobs.views.access import for_recruiters, page_of
from search.candidates import MOST_FOUND, find

from ..forms import CandidateListForm


@for_recruiters
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    form = CandidateListForm(request.GET)
    if not permissions.may_search_candidates(request.user):
        return render(request, "pages/candidates.html", {"form": form, "shown": False}, status=403)
    found = [] if form.unknown_town else find(form.query())
    page = page_of(request, found[:MOST_FOUND])
    applications = Application.objects.sent_to(request.user, page.object_list)
    for person in page.object_list:
        person.applied = applications.get(person.pk, [])
    context = {"form": form, "shown": True, "page_obj": page, "capped": page.paginator.count >= MOST_FOUND}
    return render(request, "pages/candidates.html", context)
