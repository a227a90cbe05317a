"""The words of the subject: whose alerts and favourites, and which of them are due."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from portal.jobs.models import Application, ApplicationStatus, Publication

#: What somebody kept a moment ago they have in mind.
SETTLED = timedelta(hours=12)


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


class FavouriteQuerySet(QuerySet):
    def of(self, user):
        """A person's own, the newest first."""
        return self.filter(user=user).order_by("-created_at", "-id")

    def to_remind(self, now, before):
        """Of people who have not applied: what takes applications still, and whose deadline is near and was not told.

        What was kept within the last hours needs no reminder yet.
        """
        applied = Application.objects.filter(candidate__user=OuterRef("user"), publication=OuterRef("publication"))
        unsaid = Q(reminded_of__isnull=True) | ~Q(reminded_of=F("publication__deadline"))
        return self.filter(
            unsaid,
            ~Exists(applied.exclude(status=ApplicationStatus.WITHDRAWN)),
            user__is_active=True,
            publication__in=Publication.objects.visible(now).filter(deadline__lte=now + before).values("pk"),
            created_at__lte=now - SETTLED,
        ).order_by("pk")
