"""Alerts of people with an account, and what any owner does with one of theirs."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from portal.core.errors import Invalid
from portal.core.text import clean_text, one_line

from ..errors import AlertExists, SearchTooLong, TooManyAlerts
from ..matching import latest_number
from ..models import Alert, Frequency
from ..schedule import next_run
from ..searches import LONGEST_PARAMETERS, Search

#: Alerts of one account, and of one address without an account.
MOST_OF_A_PERSON = 30
MOST_OF_AN_ADDRESS = 10
LONGEST_NAME = 120


def create(user, search: Search, frequency: str) -> Alert:
    """Keep this search for a signed-in person. Raises AlertExists, TooManyAlerts, SearchTooLong, Invalid."""
    check(search, frequency)
    with transaction.atomic():
        # One at a time for a person: otherwise two forms sent together would both count the others only.
        get_user_model().objects.select_for_update().get(pk=user.pk)
        mine = Alert.objects.of(user)
        if known := mine.filter(digest=search.digest).first():
            raise AlertExists(known)
        if mine.count() >= MOST_OF_A_PERSON:
            raise TooManyAlerts
        return Alert.objects.create(user=user, confirmed_at=timezone.now(), **values_of(search, frequency))


def check(search: Search, frequency: str) -> None:
    """Raises SearchTooLong, Invalid (field frequency)."""
    if frequency not in Frequency.values:
        raise Invalid(fields={"frequency": [Invalid.message]})
    if len(search.parameters) > LONGEST_PARAMETERS:
        raise SearchTooLong


def values_of(search: Search, frequency: str) -> dict:
    """The columns of a new alert. It is told of what is published from now on."""
    return {
        "name": one_line(search.title)[:LONGEST_NAME],
        "kind": search.kind,
        "parameters": search.parameters,
        "digest": search.digest,
        "frequency": frequency,
        "cursor": latest_number(),
        "due_at": next_run(frequency),
    }


def change(alert: Alert, *, name: str, frequency: str) -> None:
    """Rename, or write more or less often. Raises Invalid (fields name, frequency)."""
    name = one_line(clean_text(name))[:LONGEST_NAME]
    if not name:
        raise Invalid(fields={"name": [Invalid.message]})
    if frequency not in Frequency.values:
        raise Invalid(fields={"frequency": [Invalid.message]})
    with transaction.atomic():
        row = _locked(alert)
        if row is None:
            return
        if row.frequency != frequency:
            row.frequency, row.due_at = frequency, next_run(frequency)
        row.name = name
        row.save(update_fields=["name", "frequency", "due_at"])


def pause(alert: Alert) -> None:
    """Write no more until it is resumed. Done twice, it is done."""
    with transaction.atomic():
        row = _locked(alert)
        if row is not None and row.paused_at is None:
            row.paused_at = timezone.now()
            row.save(update_fields=["paused_at"])


def resume(alert: Alert) -> None:
    """Write again, of what is published from now on: what came meanwhile is old."""
    with transaction.atomic():
        row = _locked(alert)
        if row is not None and row.paused_at is not None:
            row.paused_at, row.cursor, row.due_at = None, latest_number(), next_run(row.frequency)
            row.save(update_fields=["paused_at", "cursor", "due_at"])


def delete(alert: Alert) -> None:
    Alert.objects.filter(pk=alert.pk).delete()


def _locked(alert: Alert) -> Alert | None:
    return Alert.objects.select_for_update(of=("self",)).filter(pk=alert.pk).first()
