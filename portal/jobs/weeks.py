"""Calendar weeks of student internships: their number, their French words, whether they are still to come.

A week is its Monday. Its number is the same for every offer and outlives every edit, so that contracts can name it.
"""

from datetime import date, timedelta

from django.utils import timezone

#: As 001 writes them, whatever language the request speaks.
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
#: How many weeks ahead may be chosen, the one that runs not counted.
AHEAD = 53


def number_of(monday: date) -> int:
    """The weeks between Monday 1 January of the year 1 and this Monday."""
    return (monday.toordinal() - 1) // 7


def monday_of(number: int) -> date | None:
    """The Monday of a week by its number; None for a number no calendar has."""
    try:
        return date.fromordinal(number * 7 + 1)
    except (ValueError, OverflowError):
        return None


def monday_before(day: date) -> date:
    """The Monday of the week that holds this day."""
    return day - timedelta(days=day.weekday())


def label(monday: date) -> str:
    """ "Semaine du 16 mars au 20 mars": Monday to Friday, the month each time, no leading zero, no year."""
    friday = monday + timedelta(days=4)
    return f"Semaine du {_day(monday)} au {_day(friday)}"


def is_future(monday: date, today: date | None = None) -> bool:
    """It has not begun: today's date in Paris is before its Monday."""
    return monday > (today or timezone.localdate())


def coming(today: date | None = None) -> list[date]:
    """The Mondays that may be chosen now."""
    first = monday_before(today or timezone.localdate()) + timedelta(days=7)
    return [first + timedelta(weeks=number) for number in range(AHEAD)]


def _day(value: date) -> str:
    return f"{value.day} {MONTHS[value.month - 1]}"
