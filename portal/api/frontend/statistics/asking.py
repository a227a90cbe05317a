"""The period and the grouping that a request asks for. A bad value is a 400 that names its parameter."""

from datetime import date

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter

from portal.core.statistics import DAY, MONTH, PRESETS, WEEK, BadPeriod, Period, preset

from ...common.views import FrontendView

GROUPINGS = {"jour": DAY, "semaine": WEEK, "mois": MONTH}
GROUPING_WORDS = {grouping: word for word, grouping in GROUPINGS.items()}
#: What the domain calls them, for errors.
NAMES = {"since": "date_debut", "until": "date_fin", "grouping": "groupement", "preset": "periode"}
DAYS = [
    OpenApiParameter("date_debut", date, description="The first day, in Paris (YYYY-MM-DD)"),
    OpenApiParameter("date_fin", date, description="The last day, included, in Paris (YYYY-MM-DD)"),
]
PARAMETERS = [
    OpenApiParameter(
        "periode",
        str,
        description=f"One of {', '.join(PRESETS)}, or two days as YYYY-MM-DD/YYYY-MM-DD; not together with date_debut "
        "or date_fin. Without any of them everything is counted, and series show the last 30 days, 26 weeks or "
        "12 months.",
    ),
    *DAYS,
    OpenApiParameter("groupement", str, enum=list(GROUPINGS), description="How `evolution` is cut; months by default"),
]


def read_period(request) -> Period:
    """Raises BadPeriod."""
    sent = request.query_params
    word = sent.get("groupement", "").strip().lower()
    if word and word not in GROUPINGS:
        raise BadPeriod("grouping", _("Known groupings: %(known)s.") % {"known": ", ".join(GROUPINGS)})
    grouping = GROUPINGS.get(word, MONTH)
    name = sent.get("periode", "").strip()
    if not name:
        return read_days(request, grouping)
    if sent.get("date_debut") or sent.get("date_fin"):
        raise BadPeriod("preset", _("Give a period or dates, not both."))
    since, slash, until = name.partition("/")
    if slash:
        return Period(_day(since, "preset"), _day(until, "preset"), grouping)
    return preset(name.lower(), grouping)


def read_days(request, grouping: str = MONTH) -> Period:
    """`date_debut` and `date_fin`. Raises BadPeriod."""
    sent = request.query_params
    since, until = _day(sent.get("date_debut", ""), "since"), _day(sent.get("date_fin", ""), "until")
    return Period(since, until, grouping)


def _day(text: str, field: str) -> date | None:
    if not text.strip():
        return None
    try:
        day = parse_date(text.strip()[:20])
    except ValueError:
        day = None
    if day is None:
        raise BadPeriod(field, _("A day like 2026-11-21 is expected."))
    return day


class StatisticsView(FrontendView):
    """A view of figures: its period is checked before anything is counted."""

    errors = {"GET": (400,)}

    def field_name(self, name: str) -> str:
        return NAMES.get(name, name)
