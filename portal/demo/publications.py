"""The publications of the demo, brought to their state by the services that people use."""

from datetime import timedelta

from portal.jobs import services, weeks
from portal.jobs.models import Publication
from portal.moderation import services as moderation

from .calendar import REVIEW, WRITING, Calendar
from .past import Moments, backdate, backdate_end
from .reading import Entry

#: The weeks between a deadline that has passed and the day the publication leaves.
WITHDRAWN_AFTER = timedelta(days=3)


class Publisher:
    """`open` makes a publication as far as people can apply to it; `end` gives it the state it is told to have."""

    def __init__(self, calendar: Calendar, editor):
        self.calendar = calendar
        self.editor = editor

    def open(self, entry: Entry, recruiter, number: int) -> tuple[Publication, Moments]:
        publication = services.publications.create(recruiter, entry.kind, self._values(entry))
        published = self.calendar.published(entry.published, number)
        done = min(published, self.calendar.past(0, number))
        moments = Moments(done - REVIEW - WRITING, done - REVIEW, done, published)
        if entry.state != "draft":
            publication = self._review(entry, publication, recruiter)
        backdate(publication, moments)
        return publication, moments

    def _review(self, entry: Entry, publication, recruiter):
        if entry.state == "scheduled":
            self._schedule(publication, go_live_at=self.calendar.published(entry.published, 0))
        if entry.state == "expired":
            self._schedule(publication, expire_at=self.calendar.evening(2))
        publication = services.publications.submit(recruiter, publication)
        if entry.state == "pending":
            return publication
        if entry.state == "refused":
            return moderation.refuse(self.editor, publication, entry.code, entry.words)
        return moderation.approve(self.editor, publication)

    def _schedule(self, publication, **dates) -> None:
        """An editor's choice of the days it appears and leaves, as the admin saves it."""
        text = services.publications.latest(publication)
        for name, value in dates.items():
            setattr(text, name, value)
        text.save_revision(user=self.editor, log_action=True, clean=False)

    def _values(self, entry: Entry) -> dict:
        dates = {name: self.calendar.day(days) for name, days in entry.dates.items()}
        if entry.deadline is not None:
            dates["deadline"] = self.calendar.evening(max(entry.deadline, 1))
        if entry.weeks:
            mondays = weeks.coming(self.calendar.day(0))
            dates["weeks"] = [{"monday": mondays[ahead - 1], "seats": seats} for ahead, seats in entry.weeks]
        return {**entry.values, **dates}

    def end(self, entry: Entry, publication, recruiter, moments: Moments) -> None:
        if entry.state == "edited":
            services.publications.edit(recruiter, publication, {"title": entry.words})
            backdate_end(publication, review_since=self.calendar.past(1))
        elif entry.state == "closed":
            services.publications.close(recruiter, publication)
            backdate_end(publication, closed_at=self.calendar.past(3))
        elif entry.state == "withdrawn":
            services.publications.withdraw(recruiter, publication)
            backdate_end(publication, withdrawn_at=moments.published + WITHDRAWN_AFTER)
        elif entry.state == "expired":
            deadline = self.calendar.evening(entry.deadline)
            backdate_end(publication, deadline=deadline, expire_at=deadline)
            row = Publication.objects.get(pk=publication.pk).specific
            row.unpublish(set_expired=True)
