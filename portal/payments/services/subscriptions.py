"""One's own subscription: which it is, ending it, taking it up again, finding it after an anonymous payment."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from portal.core import outbox
from portal.core.errors import Forbidden
from portal.core.models import AuditLog

from .. import gateways, handlers, notifications
from ..errors import NotCancellable, NotResumable
from ..models import Customer, Payment, Subscription

LEFT = "payments.account_deleted"


def current(user) -> Subscription | None:
    """The one that runs, else the latest that ever did."""
    rows = Subscription.objects.owned_by(user).select_related("checkout")
    return _newest(rows).first() or rows.latest_first().first()


def running(user) -> Subscription | None:
    """The one that gives access now."""
    return _newest(Subscription.objects.owned_by(user)).first()


def with_running(users: QuerySet) -> QuerySet:
    """For lists of users: `what_runs` then asks nothing more."""
    newest = _newest(Subscription.objects.filter(user=OuterRef("pk")))
    return users.annotate(
        running_plan=Subquery(newest.values("plan")[:1]), running_end=Subquery(newest.values("current_period_end")[:1])
    )


def what_runs(user) -> tuple[str | None, datetime | None]:
    """The plan of the subscription that runs and the end of its period; twice None without one."""
    if hasattr(user, "running_plan"):
        return user.running_plan, user.running_end
    row = running(user)
    return (row.plan, row.current_period_end) if row else (None, None)


def _newest(rows: QuerySet) -> QuerySet:
    return rows.running().order_by("-access_until", "-id")


def cancel(actor, row: Subscription) -> Subscription:
    """End it with its period (a late one at once), at Stripe first. Raises Forbidden, NotCancellable, ProviderDown."""
    _own(actor, row)
    return end(actor, row)


def end(actor, row: Subscription) -> Subscription:
    """`cancel` for callers that have asked already whose it is. Raises NotCancellable, ProviderDown."""
    if not row.may_cancel:
        raise NotCancellable
    return _end_now(actor, row) if row.status in Subscription.LATE else _change(actor, row, cancelled=True)


def leave(user) -> None:
    """Have Stripe end what an account pays for that is being deleted; tried again until it has."""
    for row in Subscription.objects.owned_by(user):
        if row.may_cancel:
            outbox.enqueue(LEFT, {"subscription": row.pk})


@outbox.handler(LEFT)
def _end_left(payload: dict) -> None:
    row = Subscription.objects.filter(pk=payload["subscription"]).first()
    if row is not None and row.may_cancel:
        end(None, row)


def _end_now(actor, row: Subscription) -> Subscription:
    """A late one is not paid for: it ends at once, or its bank would be asked again."""
    row = told(row, gateways.current().end_now(row), timezone.now())
    with transaction.atomic():
        # No second mail about the end.
        Subscription.objects.filter(pk=row.pk).update(lapsed_at=timezone.now())
        notifications.cancelled_at_once(row)
        AuditLog.record(actor, "payment.cancelled", row, plan=row.plan)
    return row


def resume(actor, row: Subscription) -> Subscription:
    """Take back a cancellation while the period lasts. Raises Forbidden, NotResumable, ProviderDown."""
    _own(actor, row)
    if row.status in Subscription.ENDED or not row.cancel_at_period_end or not row.is_running:
        raise NotResumable
    return _change(actor, row, cancelled=False)


def _change(actor, row: Subscription, *, cancelled: bool) -> Subscription:
    """What Stripe answers is applied at once, as its event will be."""
    found = gateways.current().set_cancelled(row, cancelled)
    row = told(row, found, timezone.now())
    AuditLog.record(actor, "payment.cancelled" if cancelled else "payment.resumed", row, plan=row.plan)
    return row


def told(row: Subscription, found: dict, at: datetime) -> Subscription:
    """Apply a subscription as Stripe answered it just now."""
    with transaction.atomic():
        found = {**found, "id": row.stripe_id, "metadata": {}}
        handlers.subscription_told(found, at.replace(microsecond=0), handlers.RANKS["customer.subscription.updated"])
    row.refresh_from_db()
    return row


def portal_url(actor, row: Subscription) -> str:
    """Where the payer changes the card and the address. Raises Forbidden, NotResumable, PaymentsOff, ProviderDown."""
    _own(actor, row)
    if row.customer_id is None:
        raise NotResumable
    return gateways.current().open_portal(row, settings.SITE_URL + reverse("subscription"))


def _own(actor, row: Subscription) -> None:
    if not actor.is_authenticated or row.user_id != actor.pk:
        raise Forbidden


@transaction.atomic
def claim(user) -> int:
    """Give an account what was paid anonymously with its address; only a confirmed address says whose it is.

    Returns how many subscriptions it got. Twice is once.
    """
    if user.email_confirmed_at is None or not user.is_active:
        return 0
    rows = list(Subscription.objects.select_for_update().filter(user__isnull=True, email=user.email))
    return give(user, rows, Payment.objects.filter(user__isnull=True, email=user.email))


def give(user, rows: list[Subscription], payments) -> int:
    """These subscriptions and payments are this account's from now on; the rows are locked by the caller."""
    for row in rows:
        row.user = user
        row.save(update_fields=["user", "updated_at"])
        Customer.objects.filter(pk=row.customer_id, user__isnull=True).exclude(
            pk__in=Customer.objects.filter(user__isnull=False)
        ).update(user=None if Customer.objects.filter(user=user).exists() else user)
        AuditLog.record(user, "payment.claimed", row, plan=row.plan)
        notifications.claimed(row)
        notifications.paid_twice(row)
    payments.update(user=user)
    return len(rows)
