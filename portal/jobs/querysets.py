"""The words of the subject: who sees which publications and applications."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.accounts.models import Role


class PublicationQuerySet(QuerySet):
    def visible(self, now=None):
        """Publications anyone may see: validated, live, open and not expired. The only definition of public."""
        now = now or timezone.now()
        return self.filter(
            Q(deadline__isnull=True) | Q(deadline__gt=now),
            Q(expire_at__isnull=True) | Q(expire_at__gt=now),
            status="validated",
            live=True,
            closed_at__isnull=True,
            withdrawn_at__isnull=True,
        )

    def readable(self):
        """Visible, or once validated and since expired or closed, not withdrawn: only for the web's detail page."""
        return self.filter(
            first_published_at__isnull=False,
            withdrawn_at__isnull=True,
            status__in=("validated", "expired", "closed"),
        )

    def pending(self):
        """What waits for an editor, oldest first: new ones and edits of validated ones."""
        return self.filter(review_since__isnull=False, withdrawn_at__isnull=True).order_by("review_since", "id")

    def owned_by(self, user):
        """The publications of the user's company that were not withdrawn."""
        if user.role != Role.RECRUITER or not hasattr(user, "recruiter"):
            return self.none()
        return self.filter(company_id=user.recruiter.company_id, withdrawn_at__isnull=True)

    def for_list(self):
        """What a list shows, without one query a row."""
        return self.select_related("company", "sector").prefetch_related("places")

    def newest(self):
        return self.order_by("-first_published_at", "-id")


class ApplicationQuerySet(QuerySet):
    def sent_by(self, user):
        """A person's own applications, newest first, the withdrawn ones too."""
        return self.filter(candidate__user=user).order_by("-created_at", "-id")

    def received_by(self, user):
        """The applications to the publications of the user's company."""
        if user.role != Role.RECRUITER or not hasattr(user, "recruiter"):
            return self.none()
        return self.filter(publication__company_id=user.recruiter.company_id)

    def active(self):
        from .models import ApplicationStatus

        return self.filter(status__in=ApplicationStatus.active())

    def for_list(self):
        return self.select_related("publication", "publication__company", "candidate", "candidate__user")
