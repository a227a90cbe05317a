"""The words of the subject: who sees which publications and applications."""

from django.db.models import F, Q, QuerySet
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

    def known_to(self, user):
        """What this person can know of: what is public, the company's, and what they applied to."""
        from .models import Application

        applied = Application.objects.sent_by(user).order_by().values("publication")
        return self.visible() | self.owned_by(user) | self.filter(pk__in=applied)

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

    def sent_to(self, user, candidates) -> dict[int, list[int]]:
        """Ids of these candidates' applications to the user's company, by candidate, newest first, none withdrawn."""
        found: dict[int, list[int]] = {}
        rows = self.received_by(user).filter(candidate__in=[person.pk for person in candidates])
        for candidate, pk in (
            rows.exclude(status="withdrawn").order_by("-created_at", "-id").values_list("candidate_id", "pk")
        ):
            found.setdefault(candidate, []).append(pk)
        return found

    def files_readable_by(self, user):
        """The same answer as `permissions.may_read_files`."""
        if user.role == Role.ADMIN:
            return self.all()
        return self.received_by(user) | self.filter(candidate__user=user)

    def active(self):
        from .models import ApplicationStatus

        return self.filter(status__in=ApplicationStatus.active())

    def holding(self):
        """Those that keep the seats of an internship."""
        from .models import ApplicationStatus

        return self.filter(status__in=ApplicationStatus.holding())

    def for_list(self):
        return self.select_related("publication", "publication__company", "candidate", "candidate__user")


class InterviewQuerySet(QuerySet):
    def planned(self, now=None):
        """Those to come, the next one first."""
        return self.filter(cancelled_at__isnull=True, starts_at__gt=now or timezone.now()).order_by("starts_at", "id")

    def organised_by(self, user):
        """Those about the applications that the user's company received."""
        if user.role != Role.RECRUITER or not hasattr(user, "recruiter"):
            return self.none()
        return self.filter(application__publication__company_id=user.recruiter.company_id)

    def readable_by(self, user):
        """Both sides: the person who applied and the recruiters of the company."""
        return self.filter(application__candidate__user=user) | self.organised_by(user)

    def to_remind(self, now, before):
        """Planned within `before` from now, and nobody was reminded of this date yet."""
        unsaid = Q(reminded_of__isnull=True) | ~Q(reminded_of=F("starts_at"))
        return self.planned(now).filter(unsaid, starts_at__lte=now + before)

    def for_list(self):
        return self.select_related("application__publication__company", "application__candidate__user")
