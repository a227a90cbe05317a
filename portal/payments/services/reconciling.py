"""Comparing our rows with Stripe's, and mending what differs: after an outage of ours, or of the webhook."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from .. import handlers, shapes
from ..errors import CannotApply
from ..gateways import stripe_api
from ..models import Checkout, EventState, StripeEvent, Subscription
from . import events, subscriptions

#: Stripe keeps events for 30 days.
DAYS = 30
#: A session may be paid for 24 hours.
OPEN_FOR = timedelta(hours=25)


def reconcile(*, mend: bool, days: int = DAYS) -> list[str]:
    """What differed, one sentence each; with `mend` it no longer does. Raises ProviderDown.

    Safe at any time and twice: events that were missed are applied as if Stripe had sent them now.
    """
    since = timezone.now() - timedelta(days=min(days, DAYS))
    return [*_events(since, mend), *_sessions(since, mend), *_subscriptions(mend)]


def _events(since: datetime, mend: bool) -> list[str]:
    found = stripe_api.events_since(since, list(handlers.HANDLERS))
    known = set(
        StripeEvent.objects.filter(stripe_id__in=[event["id"] for event in found])
        .exclude(state=EventState.FAILED)
        .values_list("stripe_id", flat=True)
    )
    said = []
    for event in found:
        if event["id"] not in known:
            state = events.receive(event).state if mend else "missing"
            said.append(f"event {event['id']} ({event['type']}): {state}")
    return said


def _sessions(since: datetime, mend: bool) -> list[str]:
    """Checkouts that should be over by now, of which no event told."""
    rows = Checkout.objects.filter(
        state=Checkout.State.OPEN, created_at__gte=since, created_at__lt=timezone.now() - OPEN_FOR
    ).exclude(stripe_session__isnull=True)
    said = []
    for row in rows.order_by("id"):
        found = stripe_api.session(row.stripe_session)
        if found is None or found.get("status") == "open":
            continue
        wrong = _tried(partial(_apply_session, found)) if mend else ""
        said.append(f"checkout {row.pk}: {found.get('status')} at Stripe{wrong}")
    return said


def _tried(mend) -> str:
    """Mend one thing; what does not fit is said, and stands in nobody else's way."""
    try:
        mend()
    except (CannotApply, handlers.NotOurs) as error:
        return f", not mended: {error or 'not ours'}"
    return ""


@transaction.atomic
def _apply_session(found: dict) -> None:
    at = timezone.now().replace(microsecond=0)
    if found.get("status") == "complete":
        handlers.session_completed(found, at, 0)
    else:
        handlers.session_given_up(found, at, 0)


def _subscriptions(mend: bool) -> list[str]:
    said = []
    for row in Subscription.objects.exclude(status__in=Subscription.ENDED).order_by("id").iterator(chunk_size=200):
        found = stripe_api.subscription(row.stripe_id)
        if found is None:
            said.append(f"subscription {row.stripe_id}: unknown at Stripe")
            continue
        differences = _differences(row, found)
        if differences:
            told = partial(subscriptions.told, row, found, timezone.now())
            said.append(f"subscription {row.stripe_id}: {', '.join(differences)}{_tried(told) if mend else ''}")
    return said


def _differences(row: Subscription, found: dict) -> list[str]:
    theirs = {
        "status": found.get("status"),
        "current_period_end": shapes.period_end(found) or row.current_period_end,
        "cancel_at_period_end": shapes.ends_with_period(found),
    }
    return [
        f"{name} is {value} at Stripe, not {getattr(row, name)}"
        for name, value in theirs.items()
        if value != getattr(row, name)
    ]
