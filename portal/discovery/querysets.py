"""The words of the subject: whose alerts, and which of them run."""

from django.db.models import Q, QuerySet


class AlertQuerySet(QuerySet):
    def of(self, user):
        """A person's alerts: those of the account, and those confirmed earlier from its address without one."""
        own = Q(user=user)
        if user.email_confirmed_at is not None:
            own |= Q(subscriber__email=user.email, confirmed_at__isnull=False)
        return self.filter(own)

    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)

    def running(self):
        """Those that write: confirmed, not paused, to an address that is known to be its owner's."""
        reachable = Q(user__isnull=True) | Q(user__is_active=True, user__email_confirmed_at__isnull=False)
        return self.filter(reachable, confirmed_at__isnull=False, paused_at__isnull=True)
