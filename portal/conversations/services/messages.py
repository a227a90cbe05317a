"""Writing to one person, answering, reading, hiding (003 §8.2)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.core.errors import DomainError, Invalid
from portal.jobs.models import Publication

from .. import errors, notifications, permissions
from ..models import Conversation, Message, MessageCopy, MessageKind, Participant
from . import writing


def send(actor, recipient, *, body: str, subject: str = "", publication=None) -> Message:
    """Write to one person, in the conversation the two have about this publication (or about none).

    Without a subject an existing conversation's is taken. `publication` is one of the company of the recruiter among
    the two. Raises NotForYou, EmailNotConfirmed, NotReachable, Blocked, TooManyMessages, Invalid (fields subject, body,
    publication).
    """
    with transaction.atomic():
        _hold(actor)
        refuse(permissions.why_not_write(actor, recipient))
        if publication is not None and not concerns(publication, actor, recipient):
            raise Invalid(fields={"publication": [_("This publication is not between the two of you.")]})
        known = writing.find_conversation(actor, recipient, publication)
        subject, body = writing.checked(subject or (known.subject if known else ""), body)
        writing.hold_to_pace(actor)
        conversation = known or writing.conversation_of(actor, recipient, publication, subject)
        return writing.write(conversation, actor, subject, body)


def reply(actor, conversation: Conversation, *, body: str) -> Message:
    """Answer in a conversation of one's own. Raises as `send`."""
    with transaction.atomic():
        _hold(actor)
        refuse(why_not_reply(actor, conversation))
        subject, body = writing.checked(conversation.subject, body)
        writing.hold_to_pace(actor)
        return writing.write(conversation, actor, subject, body)


def why_not_reply(actor, conversation: Conversation) -> DomainError | None:
    """What keeps this person from writing here, or None: they must be able to reach somebody in it."""
    people = list(conversation.people.all())
    if actor not in people:
        return errors.NotReachable()
    others = [person for person in people if person != actor]
    if not others:
        return permissions.why_not_begin(actor) or errors.NotReachable()
    refusals = [permissions.why_not_write(actor, other) for other in others]
    return None if None in refusals else refusals[0]


def system(user, *, subject: str, body: str) -> Message:
    """A message of the portal's own, in the one conversation that everybody may have with it."""
    subject, body = writing.checked(subject, body)
    with transaction.atomic():
        conversation, fresh = Conversation.objects.get_or_create(key=f"portal:{user.pk}", defaults={"subject": subject})
        if fresh:
            Participant.objects.create(conversation=conversation, user=user)
        return writing.write(conversation, None, subject, body, kind=MessageKind.SYSTEM)


def mark_read(actor, copy: MessageCopy) -> None:
    """The actor's own copy; read once is read."""
    _read(actor, MessageCopy.objects.filter(pk=copy.pk))


def mark_conversation_read(actor, conversation: Conversation) -> int:
    return _read(actor, MessageCopy.objects.filter(message__conversation=conversation))


def hide(actor, copy: MessageCopy) -> None:
    """Take a message out of the actor's own box; the others keep theirs."""
    _hide(actor, MessageCopy.objects.of(actor).filter(pk=copy.pk), copy.message.conversation_id)


def hide_conversation(actor, conversation: Conversation) -> None:
    """All of it, for oneself; a new message brings it back."""
    _hide(actor, MessageCopy.objects.of(actor).filter(message__conversation=conversation), conversation.pk)


def find_conversation(one, other, publication) -> Conversation | None:
    return writing.find_conversation(one, other, publication)


def unread_count(user) -> int:
    return MessageCopy.objects.unread().filter(user=user).count()


def concerns(publication: Publication, one, other) -> bool:
    """It is of the company of the recruiter among the two, and the other one can know it."""
    recruiter, applicant = (one, other) if permissions.is_recruiter(one) else (other, one)
    if not permissions.is_recruiter(recruiter) or publication.company_id != recruiter.recruiter.company_id:
        return False
    applied = permissions.applications_between(recruiter, applicant).filter(publication=publication)
    return publication.is_visible() or applied.exists()


def refuse(refusal: DomainError | None) -> None:
    if refusal is not None:
        raise refusal


def _read(actor, copies) -> int:
    with transaction.atomic():
        found = dict(copies.unread().filter(user=actor).values_list("pk", "message_id"))
        changed = MessageCopy.objects.unread().filter(pk__in=found).update(read_at=timezone.now())
        notifications.messages_seen(actor, found.values())
    return changed


def _hold(actor) -> None:
    """One message of a person after the other, so that their pace can be counted.

    `no_key`, since rows that name the person are written meanwhile by those who write to them.
    """
    User.objects.select_for_update(no_key=True).filter(pk=actor.pk).first()


def _hide(actor, copies, conversation_id: int) -> None:
    with transaction.atomic():
        Conversation.objects.select_for_update().get(pk=conversation_id)
        copies.order_by().update(hidden_at=timezone.now())
        for participant in Participant.objects.filter(user=actor, conversation_id=conversation_id):
            writing.refresh(participant)
