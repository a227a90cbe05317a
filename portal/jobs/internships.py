"""The weeks of student internships as people and services read them, and the rule of what a recruiter may write.

The rule when applications are there already: a week that applications hold cannot be taken out, nor get fewer seats
than they hold, nor can the offer become another one; the recruiter answers them first. An application that comes
while such an edit waits for its editor keeps its weeks, whatever the edit says of them: what is taken stays taken,
and the week takes no more. Weeks that have begun can be taken out freely.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import weeks
from .models import ApplicationStatus, ApplicationWeek, ApplyBy, Offer, OfferWeek
from .models.internship import MAX_SEATS

#: A school year.
MAX_WEEKS = 53


@dataclass(frozen=True)
class Week:
    """One week of one offer, with what is left of it."""

    monday: date
    seats: int
    taken: int = 0

    @property
    def number(self) -> int:
        return weeks.number_of(self.monday)

    @property
    def label(self) -> str:
        return weeks.label(self.monday)

    @property
    def left(self) -> int:
        return max(0, self.seats - self.taken)

    @property
    def is_future(self) -> bool:
        return weeks.is_future(self.monday)

    @property
    def is_open(self) -> bool:
        """It may be asked for."""
        return self.left > 0 and self.is_future


def taken(publication_ids: Iterable[int]) -> dict[int, dict[date, int]]:
    """The seats that applications hold: by publication, by Monday. One statement for any number of them."""
    held = ApplicationWeek.objects.filter(
        application__publication_id__in=list(publication_ids), application__status__in=ApplicationStatus.holding()
    )
    found: dict[int, dict[date, int]] = {}
    counted = held.order_by().values_list("application__publication_id", "monday").annotate(Count("pk"))
    for publication_id, monday, count in counted:
        found.setdefault(publication_id, {})[monday] = count
    return found


def weeks_of(offer: Offer) -> list[Week]:
    """Every week of the offer in order, past ones too; of a list that was given to `attach`, without a statement.

    An unsaved offer and a revision have weeks too.
    """
    known = getattr(offer, "known_weeks", None)
    if known is not None:
        return known
    held = taken([offer.pk]).get(offer.pk, {}) if offer.pk else {}
    rows = sorted(offer.weeks.all(), key=lambda row: row.monday)
    return [Week(row.monday, row.seats, held.get(row.monday, 0)) for row in rows]


def attach(offers: Iterable) -> list:
    """Read the weeks of a page of offers, with what is taken of them, in one statement. Returns the offers."""
    offers = list(offers)
    internships = [offer.specific for offer in offers if offer.is_student_internship]
    if internships:
        rows, by_offer = _with_held(OfferWeek.objects.filter(offer__in=[offer.pk for offer in internships])), {}
        for row in rows.order_by("monday"):
            by_offer.setdefault(row.offer_id, []).append(Week(row.monday, row.seats, row.held))
        for offer in internships:
            offer.known_weeks = by_offer.get(offer.pk, [])
    return offers


def coming_weeks(offer: Offer) -> list[Week]:
    return [week for week in weeks_of(offer) if week.is_future]


def with_free_week(offers: QuerySet, monday: date | None = None) -> QuerySet:
    """The internships among these offers where a week to come, or this one, has a seat left."""
    return offers.filter(Exists(_free_weeks(monday).filter(offer=OuterRef("pk"))))


def free_mondays(offers: QuerySet) -> list[date]:
    """The weeks to come in which at least one of these offers has a seat left."""
    found = _free_weeks().filter(offer__in=offers.order_by().values("pk"))
    return list(found.order_by("monday").values_list("monday", flat=True).distinct())


def _free_weeks(monday: date | None = None) -> QuerySet:
    free = _with_held(OfferWeek.objects.filter(monday__gt=timezone.localdate())).filter(seats__gt=F("held"))
    return free if monday is None else free.filter(monday=monday)


def _with_held(weeks: QuerySet) -> QuerySet:
    """Each week with the number of seats that applications hold, as `taken` counts them."""
    held = ApplicationWeek.objects.filter(
        application__publication=OuterRef("offer_id"),
        application__status__in=ApplicationStatus.holding(),
        monday=OuterRef("monday"),
    )
    counted = held.order_by().values("monday").annotate(number=Count("pk")).values("number")
    return weeks.annotate(held=Coalesce(Subquery(counted), 0))


def problems(offer: Offer, proposed: list[tuple[date, int]], *, asks_questions: bool) -> dict[str, list[str]]:
    """What is wrong with an offer's weeks, by field; `proposed` are pairs of Monday and seats."""
    found = _of_the_kind(offer, proposed, asks_questions)
    mondays = [monday for monday, _seats in proposed]
    messages = []
    if len(mondays) > MAX_WEEKS:
        messages.append(_("No more than %(most)s weeks are accepted.") % {"most": MAX_WEEKS})
    twice = sorted({monday for monday in mondays if mondays.count(monday) > 1})
    messages += [_("This week is there twice: %(week)s.") % {"week": weeks.label(monday)} for monday in twice]
    if any(monday.isoweekday() != 1 for monday in mondays):
        messages.append(_("A week begins on a Monday."))
    if any(not 1 <= seats <= MAX_SEATS for _monday, seats in proposed):
        messages.append(_("A week has between 1 and 99 seats."))
    messages += _held_back(offer, dict(proposed))
    if messages:
        found.setdefault("weeks", []).extend(messages)
    return found


def _of_the_kind(offer: Offer, proposed, asks_questions: bool) -> dict[str, list[str]]:
    if not offer.is_student_internship:
        return {"weeks": [_("Only internships for pupils have weeks.")]} if proposed else {}
    found = {}
    if offer.apply_by != ApplyBy.HERE:
        found["apply_by"] = [_("Pupils apply on this site: seats are counted here.")]
    if asks_questions:
        found["questions"] = [_("Internships for pupils ask no questions: say what matters in the description.")]
    return found


def _held_back(offer: Offer, seats: dict[date, int]) -> list[str]:
    """A sentence for each week that applications hold and that the offer would take from them."""
    held = taken([offer.pk]).get(offer.pk, {}) if offer.pk else {}
    messages = []
    for monday, count in sorted(held.items()):
        if not weeks.is_future(monday) or seats.get(monday, 0) >= count:
            continue
        text = ngettext(
            "%(week)s: %(count)s seat is taken. Keep it, or answer the application first.",
            "%(week)s: %(count)s seats are taken. Keep them, or answer the applications first.",
            count,
        )
        messages.append(text % {"week": weeks.label(monday), "count": count})
    return messages
