"""How a message comes to be: the conversation, everybody's copy, what is told. Callers have checked who may."""

import re
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.errors import Invalid
from portal.core.text import clean_text

from .. import errors, notifications
from ..models import MAX_BODY, MAX_SUBJECT, Conversation, Message, MessageCopy, MessageKind, Participant

HOUR = timedelta(hours=1)
#: Not the spaces that do not break, which French punctuation needs.
_SPACES = re.compile(r"[ \t\r\n]+")


def checked(subject: str, body: str) -> tuple[str, str]:
    """Both as plain text, within their lengths. Raises Invalid with `fields`."""
    subject, body = _SPACES.sub(" ", clean_text(subject)), clean_text(body).replace("\r\n", "\n")
    fields = {}
    if not subject:
        fields["subject"] = [_("Please write a subject.")]
    elif len(subject) > MAX_SUBJECT:
        fields["subject"] = [_("No more than %(max)s characters.") % {"max": MAX_SUBJECT}]
    if not body:
        fields["body"] = [_("Please write your message.")]
    elif len(body) > MAX_BODY:
        fields["body"] = [_("No more than %(max)s characters.") % {"max": MAX_BODY}]
    if fields:
        raise Invalid(fields=fields)
    return subject, body


def conversation_of(one, other, publication, subject: str) -> Conversation:
    """The conversation of two people about a publication (or about none), made when it is the first time."""
    first, second = sorted((one.pk, other.pk))
    key = f"{first}:{second}:{publication.pk if publication else 0}"
    conversation, fresh = Conversation.objects.get_or_create(
        key=key, defaults={"subject": subject, "publication": publication}
    )
    if fresh:
        Participant.objects.bulk_create([Participant(conversation=conversation, user=user) for user in (one, other)])
    return conversation


def find_conversation(one, other, publication) -> Conversation | None:
    first, second = sorted((one.pk, other.pk))
    return Conversation.objects.filter(key=f"{first}:{second}:{publication.pk if publication else 0}").first()


def write(conversation: Conversation, sender, subject: str, body: str, *, kind=MessageKind.INDIVIDUAL, unseen=()):
    """Add a message with a copy for everybody in the conversation, and tell those who receive it.

    `unseen` are users whose copy is hidden and who are not told: they have blocked the sender, who is not to notice.
    A bulk message brings its sender no line in the inbox until somebody answers.
    """
    now = timezone.now()
    with transaction.atomic():
        Conversation.objects.select_for_update().get(pk=conversation.pk)
        message = Message.objects.create(
            conversation=conversation, sender=sender, kind=kind, subject=subject, body=body, sent_at=now
        )
        people = list(conversation.participants.select_related("user"))
        MessageCopy.objects.bulk_create(_copy(message, person.user, sender, unseen, now) for person in people)
        for person in people:
            listed = person.last_message_id or kind != MessageKind.BULK or person.user != sender
            if listed and person.user not in unseen:
                person.last_message = message
                person.save(update_fields=["last_message"])
        conversation.save(update_fields=["updated_at"])
        receivers = [person.user for person in people if person.user != sender and person.user not in unseen]
        notifications.message_received(message, receivers)
    return message


def _copy(message, user, sender, unseen, now) -> MessageCopy:
    return MessageCopy(
        message=message,
        user=user,
        incoming=user != sender,
        read_at=now if user == sender else None,
        hidden_at=now if user in unseen else None,
    )


def refresh(participant: Participant) -> None:
    """After something was hidden: the newest message the person still sees."""
    mine = MessageCopy.objects.of(participant.user).filter(message__conversation=participant.conversation_id)
    # What one sent in bulk brings no line by itself (see `write`).
    counted = mine.exclude(incoming=False, message__kind=MessageKind.BULK)
    participant.last_message_id = mine.values_list("message_id", flat=True).first() if counted.exists() else None
    participant.save(update_fields=["last_message"])


def hold_to_pace(sender) -> None:
    """Raises TooManyMessages over settings.MESSAGES_PER_HOUR written by hand."""
    since = timezone.now() - HOUR
    lately = Message.objects.filter(sender=sender, kind=MessageKind.INDIVIDUAL, sent_at__gt=since)
    if lately.count() >= settings.MESSAGES_PER_HOUR:
        raise errors.TooManyMessages(retry_after=int(HOUR.total_seconds()))
