"""The words of the subject: what is in whose box."""

from django.db.models import Count, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce


class ParticipantQuerySet(QuerySet):
    def inbox_of(self, user):
        """The conversations a person sees, the one with the newest message first."""
        return self.filter(user=user, last_message__isnull=False).order_by("-last_message_id")

    def with_unread(self):
        """`unread`: how many messages of the conversation this participant has not read."""
        from .models import MessageCopy

        unread = MessageCopy.objects.unread().filter(
            user_id=OuterRef("user_id"), message__conversation_id=OuterRef("conversation_id")
        )
        counted = unread.order_by().values("user_id").annotate(total=Count("pk")).values("total")
        return self.annotate(unread=Coalesce(Subquery(counted, output_field=IntegerField()), 0))

    def only_unread(self):
        from .models import MessageCopy

        unread = MessageCopy.objects.unread().filter(
            user_id=OuterRef("user_id"), message__conversation_id=OuterRef("conversation_id")
        )
        return self.filter(Exists(unread))

    def for_list(self):
        """What a line of the inbox shows, without one query a row."""
        return self.select_related("conversation", "last_message").prefetch_related(
            Prefetch("conversation__participants", self.model.objects.select_related(*PERSON))
        )


#: A person with what their name beside a message is made of.
PERSON = ("user__recruiter__company",)


class CopyQuerySet(QuerySet):
    def of(self, user):
        """A person's own copies that they did not hide, the newest first."""
        return self.filter(user=user, hidden_at__isnull=True).order_by("-message_id")

    def received(self):
        return self.filter(incoming=True)

    def sent(self):
        return self.filter(incoming=False)

    def unread(self):
        return self.filter(incoming=True, read_at__isnull=True, hidden_at__isnull=True)

    def read_by_receiver(self, read: bool):
        """Those that the one they were sent to has read, or not: a received one's own reader is that one."""
        unread = self.model.objects.filter(message_id=OuterRef("message_id"), incoming=True, read_at__isnull=True)
        return self.filter(~Exists(unread) if read else Exists(unread))

    def for_list(self):
        """A message with everybody's copies: who wrote it, who it is for, and whether they read it."""
        copies = Prefetch("message__copies", self.model.objects.select_related(*PERSON))
        rows = self.select_related("message__conversation", "message__sender__recruiter__company", *PERSON)
        return rows.prefetch_related(copies)


class BulkMessageQuerySet(QuerySet):
    def sent_by(self, user):
        return self.filter(sender=user).order_by("-id")

    def with_progress(self):
        """`total` people, of whom `done` were served."""
        return self.annotate(
            total=Count("recipients"), done=Count("recipients", filter=Q(recipients__done_at__isnull=False))
        )


class ReportQuerySet(QuerySet):
    def open(self):
        """What waits for an editor, oldest first."""
        return self.filter(handled_at__isnull=True).order_by("created_at", "id")

    def for_list(self):
        return self.select_related("message__sender__recruiter__company", "reporter__recruiter__company", "handled_by")
