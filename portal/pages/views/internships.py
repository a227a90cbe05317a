"""Internships for pupils by week: /stages/ (internship_list)."""

from datetime import date

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.core.text import clean_text
from portal.jobs.forms.weeks import choice_label
from portal.jobs.internships import attach, coming_weeks, free_mondays, with_free_week
from portal.jobs.models import Offer
from portal.jobs.models.kinds import Contract
from portal.vocabulary.places import find_department, find_place, find_region

from ..cards import with_cards

PER_PAGE = 20


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Those with a seat left, in a week and a place where they are asked for; what means nothing is said so."""
    everything = Offer.objects.visible().filter(contract=Contract.STUDENT_INTERNSHIP)
    mondays = free_mondays(everything)
    week, place = _week(request), clean_text(request.GET.get("lieu", ""))[:150]
    problems = []
    if request.GET.get("semaine") and week is None:
        problems.append(_("This week does not exist: all weeks are shown."))
    found = with_free_week(everything, week)
    if place:
        condition = _in_place(place)
        if condition is None:
            problems.append(_("We do not know where “%(place)s” is: every place is shown.") % {"place": place[:40]})
        else:
            found = found.filter(condition).distinct()
    page = Paginator(found.for_list().newest(), PER_PAGE).get_page(request.GET.get("page"))
    offers = with_cards(attach(page.object_list), "h2")
    for offer in offers:
        offer.open_weeks = [each for each in coming_weeks(offer) if each.is_open]
    chosen = week.isoformat() if week else ""
    context = {
        "page_obj": page,
        "offers": offers,
        "weeks": [{"value": monday.isoformat(), "label": choice_label(monday)} for monday in mondays],
        "week": chosen,
        "week_label": choice_label(week) if week else "",
        "week_is_listed": week is None or week in mondays,
        "place": place,
        "problems": problems,
    }
    return render(request, "pages/internship_list.html", context)


def _week(request: HttpRequest) -> date | None:
    try:
        day = parse_date(request.GET.get("semaine", ""))
    except ValueError:
        return None
    return day if day and day.isoweekday() == 1 and 2000 <= day.year <= 2200 else None


def _in_place(place: str) -> Q | None:
    """Offers in this town, department or region; None when we know no such place."""
    if (town := find_place(place)) is not None:
        return Q(places__city=town.city, places__department=town.department)
    if (department := find_department(place)) is not None:
        return Q(places__department=department.code)
    region = find_region(place)
    return Q(places__region=region) if region else None
