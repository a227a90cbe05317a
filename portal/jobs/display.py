"""How money, places, dates and kinds of publications read, for every page and mail.

Everything is plain text in the active language, with the non-breaking spaces French asks for. Dates are Paris's.
Templates use the filters of `templatetags/jobs_tags.py`, which are these functions.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from portal.core.days import NBSP, day, local

from .models import Kind, Status
from .models.kinds import BourseType, ConsultationType, Contract, FinancementType
from .models.publication import Period, Remote

NARROW = "\u202f"
SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}
#: A deadline this near is shown as urgent.
SOON_DAYS = 7
_DETAILS = {
    Kind.OFFER: ("contract", Contract),
    Kind.BOURSE: ("bourse_type", BourseType),
    Kind.FINANCEMENT: ("financement_type", FinancementType),
    Kind.CONSULTATION: ("consultation_type", ConsultationType),
}
#: The kind's contract or type in a word, where the full label would be too long.
_SHORT = {Contract.CDI: "CDI", Contract.CDD: "CDD"}


# --- Numbers and money ----------------------------------------------------------------------------------------------
def number(value) -> str:
    """ "2 400", "12,50", "1,5": thousands apart, decimals only where there are some."""
    if value is None or value == "":
        return ""
    value = Decimal(str(value)).quantize(Decimal("0.01"))
    whole, _dot, decimals = f"{value:,.2f}".partition(".")
    whole = whole.replace(",", NARROW)
    return whole if decimals == "00" else f"{whole}{get_format('DECIMAL_SEPARATOR')}{decimals}"


def amount(value, currency: str = "EUR") -> str:
    """ "2 400 €"."""
    return f"{number(value)}{NBSP}{SYMBOLS.get(currency, currency)}"


def money_range(low, high, currency: str = "EUR", period: str = "") -> str:
    """ "2 400 à 2 750 € par mois", "À partir de 1 900 € par mois", "Jusqu'à 10 000 €", "" without a figure."""
    if low is None and high is None:
        return ""
    if low is not None and high is not None and low != high:
        text = _("%(low)s to %(high)s") % {"low": number(low), "high": amount(high, currency)}
    elif low is None:
        text = _("Up to %(amount)s") % {"amount": amount(high, currency)}
    elif high is None:
        text = _("From %(amount)s") % {"amount": amount(low, currency)}
    else:
        text = amount(high, currency)
    if period in Period.values and period != Period.TOTAL:
        text = f"{text} {Period(period).label}"
    return text.replace(f" {SYMBOLS.get(currency, currency)}", f"{NBSP}{SYMBOLS.get(currency, currency)}")


def money(publication) -> str:
    """What the publication pays, gives or lends; its own words when it has no figure, "" when it has neither."""
    figures = money_range(publication.amount_min, publication.amount_max, publication.currency, publication.period)
    return figures or publication.amount_note


def money_name(publication) -> str:
    """What the money is called for this kind."""
    return {
        Kind.OFFER: _("Pay"),
        Kind.BOURSE: pgettext("money of a grant", "Amount"),
        Kind.FINANCEMENT: pgettext("money of a grant", "Amount"),
        Kind.CONSULTATION: _("Budget"),
    }[Kind(publication.kind)]


# --- Places ---------------------------------------------------------------------------------------------------------
def place_names(publication) -> list[str]:
    """Every place's label, in the recruiter's order."""
    return [place.label for place in publication.places.all()]


def places_of(labels: list[str], remote: str = Remote.NONE, shown: int = 2) -> str:
    """ "Lyon (69), Bron (69) et 2 autres lieux · télétravail partiel"; "" when nothing is known."""
    text = ", ".join(labels[:shown])
    rest = len(labels) - shown
    if rest > 0:
        others = ngettext("%(count)s other place", "%(count)s other places", rest) % {"count": rest}
        text = _("%(places)s and %(others)s") % {"places": text, "others": others}
    if remote in (Remote.PARTIAL, Remote.FULL):
        word = Remote(remote).label
        text = f"{text} · {str(word)[:1].lower()}{str(word)[1:]}" if text else str(word)
    return text


def places(publication) -> str:
    """Where, in one line."""
    return places_of(place_names(publication), publication.remote)


# --- Dates ----------------------------------------------------------------------------------------------------------
def week(monday: date, *, year: bool | None = False) -> str:
    """ "Semaine du 28 décembre au 1er janvier", Monday to Friday, for people to read; contracts have `weeks.label`."""
    friday = monday + timedelta(days=4)
    words = {"monday": day(monday, year=False), "friday": day(friday, year=year)}
    return _("Week from %(monday)s to %(friday)s") % words


def clock(value: datetime) -> str:
    """ "18 h", "18 h 30", in Paris."""
    value = local(value)
    if value.minute:
        return pgettext("time of day", "%(hour)s:%(minute)s") % {"hour": value.hour, "minute": f"{value.minute:02}"}
    return pgettext("time of day", "%(hour)s:00") % {"hour": value.hour}


def moment(value: datetime | None) -> str:
    """ "24 novembre, 18 h"; the last minute of a day is the day."""
    if value is None:
        return ""
    shown = local(value)
    return day(value) if (shown.hour, shown.minute) == (23, 59) else f"{day(value)}, {clock(value)}"


def appointment(value: datetime) -> str:
    """ "mardi 24 novembre à 14 h 30", in Paris."""
    words = {"weekday": date_format(local(value), "l"), "day": day(value), "clock": clock(value)}
    return pgettext("appointment", "%(weekday)s %(day)s at %(clock)s") % words


def duration(minutes: int) -> str:
    """ "45 minutes", "1 h", "1 h 30"."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return ngettext("%(count)s minute", "%(count)s minutes", rest) % {"count": rest}
    return f"{hours}{NBSP}h{NBSP}{rest:02}" if rest else f"{hours}{NBSP}h"


def days_until(value: datetime) -> int:
    """Midnights in Paris between now and then."""
    return (local(value).date() - timezone.localdate()).days


def ago(value: datetime | None) -> str:
    """ "aujourd'hui", "hier", "il y a 4 jours", then the date."""
    if value is None:
        return ""
    days = -days_until(value)
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if days <= 30:
        return ngettext("%(count)s day ago", "%(count)s days ago", days) % {"count": days}
    return _("on %(date)s") % {"date": day(value)}


# --- Deadlines ------------------------------------------------------------------------------------------------------
def deadline_text(value: datetime | None) -> str:
    """ "Candidatures jusqu'au 24 novembre, 18 h", "Candidatures closes depuis le 24 novembre", "" without one."""
    if value is None:
        return ""
    if value <= timezone.now():
        return _("Applications closed since %(date)s") % {"date": day(value)}
    return _("Applications until %(moment)s") % {"moment": moment(value)}


def days_left_text(value: datetime | None) -> str:
    """ "Plus que 3 jours", "Ferme demain, 18 h"; "" when there is more than a week, or no time at all."""
    if value is None or value <= timezone.now():
        return ""
    days = days_until(value)
    if days > SOON_DAYS:
        return ""
    if days > 1:
        return ngettext("%(count)s day left", "%(count)s days left", days) % {"count": days}
    shown = local(value)
    at = "" if (shown.hour, shown.minute) == (23, 59) else f", {clock(value)}"
    return (_("Closes today") if days == 0 else _("Closes tomorrow")) + at


def deadline(publication) -> str:
    return deadline_text(publication.deadline)


def days_left(publication) -> str:
    return days_left_text(publication.deadline)


def is_soon(publication) -> bool:
    return bool(days_left_text(publication.deadline))


# --- Kinds ----------------------------------------------------------------------------------------------------------
def kind_label(publication) -> str:
    """ "Offre d'emploi"; takes a publication or a kind's code."""
    return str(Kind(getattr(publication, "kind", publication)).label)


def kind_detail(publication) -> str:
    """The contract or type beside the kind ("CDI", "Prêt"); "" where unknown or on a row of the parent table."""
    field, choices = _DETAILS[Kind(publication.kind)]
    value = getattr(publication, field, "")
    if value not in choices.values:
        return ""
    return _SHORT.get(value) or str(choices(value).label)


# --- States ---------------------------------------------------------------------------------------------------------
def state_code(publication) -> str:
    """The status for `components/status.html`; a deadline that is past and a date to come are states of their own."""
    if publication.status == Status.VALIDATED:
        if not publication.is_open():
            return "expired"
        if not publication.live:
            return "scheduled"
    return str(publication.status)


def state_label(publication) -> str:
    """The words of `state_code`."""
    code = state_code(publication)
    if code == "expired" and publication.status == Status.VALIDATED:
        return _("Deadline passed")
    if code == "scheduled":
        return _("Scheduled")
    return str(Status(publication.status).label)
