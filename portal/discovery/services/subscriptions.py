"""Alerts of an address without an account: asked for on the site, confirmed by a link in a mail (double opt-in).

Whatever is known of an address, asking answers the same: what differs is said in the mail, to its owner alone.
"""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core import limits
from portal.core.errors import Invalid, TooMany
from portal.core.text import clean_text

from .. import mails
from ..matching import latest_number
from ..models import Alert, Subscriber
from ..searches import Search
from . import alerts

#: How long the link of the mail confirms, and the address is kept that never did.
CONFIRM_WITHIN = timedelta(days=7)


def ask(email: str, search: Search, frequency: str) -> None:
    """Write to this address that it may confirm the alert. Raises Invalid (field email), SearchTooLong, TooMany."""
    alerts.check(search, frequency)
    email = clean_text(email).lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid(fields={"email": [_("Please give a valid email address.")]}) from error
    if wait := limits.too_often("mailbox", limits.mailbox(email)):
        raise TooMany(retry_after=round(wait))
    with transaction.atomic():
        subscriber, _fresh = Subscriber.objects.get_or_create(email=email)
        # Those of one address one at a time, so that the limit holds.
        Subscriber.objects.select_for_update().get(pk=subscriber.pk)
        alert = subscriber.alerts.filter(digest=search.digest).first()
        if alert is None:
            if subscriber.alerts.count() >= alerts.MOST_OF_AN_ADDRESS:
                mails.full(subscriber)
                return
            alert = Alert.objects.create(subscriber=subscriber, **alerts.values_of(search, frequency))
        if alert.confirmed_at is None:
            mails.confirm(alert)
        else:
            mails.known(alert)


def can_confirm(alert: Alert | None) -> bool:
    return alert is not None and (alert.confirmed_at is not None or alert.created_at > timezone.now() - CONFIRM_WITHIN)


def confirm(alert: Alert) -> None:
    """The owner of the address agrees: it is told of what is published from now on. Done twice, it is done."""
    now = timezone.now()
    Alert.objects.filter(pk=alert.pk, confirmed_at__isnull=True).update(confirmed_at=now, cursor=latest_number())


def stop(alert: Alert) -> None:
    """Unsubscribe: an account's alert is paused, to be found in the space; an address' own is forgotten."""
    if alert.user_id:
        alerts.pause(alert)
    else:
        alerts.delete(alert)


def stop_all(subscriber: Subscriber) -> None:
    """Forget the address with all of its alerts."""
    subscriber.delete()


def forget_unconfirmed(now=None) -> int:
    """Delete what nobody confirmed in time, and addresses without alerts."""
    before = (now or timezone.now()) - CONFIRM_WITHIN
    deleted, _by_model = Alert.objects.filter(confirmed_at__isnull=True, created_at__lte=before).delete()
    Subscriber.objects.filter(alerts__isnull=True, created_at__lte=before).delete()
    return deleted
