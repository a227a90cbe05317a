"""Conversations of the demo, written through the services in the order of their dates, then dated."""

from datetime import datetime, timedelta

from portal.conversations import services
from portal.conversations.models import BulkMessage, Conversation, Message, MessageCopy, Report
from portal.conversations.services import bulk
from portal.core.models import OutboxMessage
from portal.jobs.models import Publication

from .calendar import Calendar
from .content.messages import BULK, NEW, REPORT, TALKS
from .typography import typeset

READ_AFTER = timedelta(minutes=50)


class Talks:
    def __init__(self, calendar: Calendar, accounts):
        self.calendar = calendar
        self.people = accounts.people
        self.said: dict[tuple, Message] = {}

    def load(self, quiet) -> None:
        lines = [
            (self.calendar.past(days, number), talk, position, who, text)
            for talk in TALKS
            for position, (who, days, number, text) in enumerate(talk[3])
        ]
        for at, talk, position, who, text in sorted(lines, key=lambda line: line[0]):
            self.said[talk[0], talk[1], position] = self._say(at, talk, who, text)
            quiet.hush(at)
        quiet.hush(self._bulk())
        quiet.hush(self._report())

    def _say(self, at: datetime, talk: tuple, who: str, text: str) -> Message:
        login, title, subject, _lines = talk
        publication = _publication(title)
        person = self.people[login]
        author, other = (publication.recruiter, person) if who == "r" else (person, publication.recruiter)
        body = typeset(text.removesuffix(NEW))
        message = services.messages.send(author, other, subject=typeset(subject), body=body, publication=publication)
        if not text.endswith(NEW):
            services.messages.mark_conversation_read(other, message.conversation)
        _date(message, at, self.calendar.now)
        return message

    def _bulk(self) -> datetime:
        title, subject, text, days = BULK
        publication = _publication(title)
        sent = services.bulk.queue(
            publication.recruiter, subject=typeset(subject), body=typeset(text), publication=publication
        )
        for message in OutboxMessage.objects.filter(topic=bulk.TOPIC):
            bulk.deliver(message.payload)
        at = self.calendar.past(days, 12)
        BulkMessage.objects.filter(pk=sent.pk).update(created_at=at)
        sent.recipients.update(done_at=at)
        for row in sent.recipients.select_related("message"):
            _date(row.message, at, self.calendar.now)
        return at

    def _report(self) -> datetime:
        login, title, position, reason, text = REPORT
        message = self.said[login, title, position]
        row = services.reports.report(self.people[login], message, reason=reason, text=typeset(text))
        at = self.calendar.past(2, 4)
        Report.objects.filter(pk=row.pk).update(created_at=at)
        return at


def _publication(title: str) -> Publication:
    """The one whose title begins so."""
    return Publication.objects.select_related("recruiter").get(title__startswith=" ".join(typeset(title).split()))


def _date(message: Message, at: datetime, now: datetime) -> None:
    Message.objects.filter(pk=message.pk).update(sent_at=at)
    first = message.conversation.messages.earliest("pk").sent_at
    Conversation.objects.filter(pk=message.conversation_id).update(created_at=first, updated_at=at)
    MessageCopy.objects.filter(message=message, read_at__isnull=False).update(read_at=min(at + READ_AFTER, now))
