"""Who is reached how: a person chooses channels by type; what is about their account always comes by mail."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid

from . import channels, registry
from .channels import Channel, Email
from .models import NotificationPreference
from .registry import NotificationType

MANDATORY = _("This mail cannot be switched off: it is about your account.")


@dataclass(frozen=True)
class Choice:
    """One type by one channel, as it stands for a person."""

    declared: NotificationType
    channel: Channel
    on: bool
    mandatory: bool


def is_mandatory(declared: NotificationType, channel: Channel) -> bool:
    return declared.mandatory and channel.name == Email.name


def choices(user) -> list[Choice]:
    """Every type this person may receive, by every channel this portal has."""
    chosen = _chosen(user)
    return [
        _choice(chosen, declared, channel) for declared in registry.types_for(user) for channel in channels.available()
    ]


def wanted(user, declared: NotificationType) -> list[Channel]:
    """The channels by which this person is told of this type."""
    chosen = _chosen(user, type=declared.name)
    return [channel for channel in channels.available() if _choice(chosen, declared, channel).on]


def choose(user, wishes: dict[tuple[str, str], bool]) -> None:
    """Switch (type, channel) on or off; what is not named stays. Raises Invalid for what cannot be chosen."""
    known = {(choice.declared.name, choice.channel.name): choice for choice in choices(user)}
    for pair, on in wishes.items():
        if pair not in known:
            raise Invalid(_("This cannot be chosen: %(choice)s.") % {"choice": ", ".join(pair)})
        if known[pair].mandatory and not on:
            raise Invalid(MANDATORY, code="mandatory")
    with transaction.atomic():
        for (type_name, channel), on in wishes.items():
            row = {"user": user, "type": type_name, "channel": channel}
            if on == channels.CHANNELS[channel].default or known[type_name, channel].mandatory:
                NotificationPreference.objects.filter(**row).delete()
            else:
                NotificationPreference.objects.update_or_create(**row, defaults={"on": on})


def _chosen(user, **narrow) -> dict[tuple[str, str], bool]:
    rows = NotificationPreference.objects.filter(user=user, **narrow)
    return {(row.type, row.channel): row.on for row in rows}


def _choice(chosen: dict, declared: NotificationType, channel: Channel) -> Choice:
    mandatory = is_mandatory(declared, channel)
    on = mandatory or chosen.get((declared.name, channel.name), channel.default)
    return Choice(declared, channel, on, mandatory)
