from django.db.models import QuerySet
from django.utils import timezone

from portal.core.models import AppendOnlyQuerySet


class SubscriptionQuerySet(QuerySet):
    def running(self, now=None):
        """Those that give access now: paid, in trial, or late within the grace. `Subscription.is_running` agrees."""
        return self.filter(access_until__gt=now or timezone.now())

    def owned_by(self, user):
        return self.filter(user=user)

    def latest_first(self):
        return self.order_by("-created_at", "-id")

    def lapsed_untold(self, now=None):
        """Those whose access is over since, and nobody was told."""
        return self.filter(access_until__lte=now or timezone.now(), lapsed_at__isnull=True)


class PaymentQuerySet(QuerySet):
    def owned_by(self, user):
        return self.filter(user=user)

    def for_list(self):
        return self.select_related("user", "subscription").order_by("-created_at", "-id")


class InvoiceQuerySet(AppendOnlyQuerySet):
    def owned_by(self, user):
        return self.filter(payment__user=user)

    def for_list(self):
        return self.select_related("payment").order_by("-issued_at", "-id")


class EventQuerySet(QuerySet):
    def failed(self):
        return self.filter(state="failed")
