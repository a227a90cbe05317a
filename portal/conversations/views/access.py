"""Who enters, and which conversations are whose."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from .. import errors, permissions
from ..models import Conversation, Message, MessageCopy


def for_writers(view):
    """Signed-in people who have messages; others read why they are not let in."""

    @never_cache
    @login_required
    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if not permissions.has_messages(request.user):
            raise errors.NotForYou
        return view(request, *args, **kwargs)

    return wrapped


def own_conversation(request, pk: int) -> Conversation:
    found = Conversation.objects.filter(participants__user=request.user).select_related("publication")
    return get_object_or_404(found, pk=pk)


def own_copy(request, pk: int) -> MessageCopy:
    """The reader's copy of a message, by the message's number."""
    # Not `message_id=pk`: a number too large for the database is refused for keys only, not for what refers to them.
    found = MessageCopy.objects.of(request.user).filter(message__in=Message.objects.filter(pk=pk))
    return get_object_or_404(found.select_related("message__conversation"))


def other_person(conversation: Conversation, user):
    """The one other person of a conversation of two, or None."""
    others = [person for person in conversation.people.select_related("recruiter__company") if person != user]
    return others[0] if len(others) == 1 else None
