"""Wanting no more messages from somebody. The other is not told."""

from django.db import transaction

from portal.core.errors import Forbidden

from .. import permissions
from ..models import Block, Participant


def block(actor, other) -> Block:
    """Nothing goes between the two any more. Somebody the actor shares a conversation with; again changes nothing.

    Raises Forbidden.
    """
    if other.pk == actor.pk or not share_a_conversation(actor, other):
        raise Forbidden
    with transaction.atomic():
        row, _fresh = Block.objects.get_or_create(blocker=actor, blocked=other)
    return row


def unblock(actor, other) -> None:
    Block.objects.filter(blocker=actor, blocked=other).delete()


def share_a_conversation(one, other) -> bool:
    of_one = Participant.objects.filter(user=one).values("conversation_id")
    return Participant.objects.filter(user=other, conversation_id__in=of_one).exists()


def blocked_by(actor):
    """Whom the actor has blocked, the latest first: rows of `Block`."""
    return Block.objects.filter(blocker=actor).select_related("blocked__recruiter__company")


def has_blocked(actor, other) -> bool:
    return permissions.is_blocked(actor, other)
