from celery import shared_task

from . import matching, retention
from .models import Alert, Frequency
from .services import audience, favourites, subscriptions


@shared_task
def send_immediate() -> int:
    """Number what has gone online and write the immediate alerts: when something is published, and every minute."""
    if not Alert.objects.running().filter(frequency=Frequency.IMMEDIATE).exists():
        return 0
    matching.announce()
    return matching.run(Frequency.IMMEDIATE)


@shared_task
def send_alerts() -> int:
    """Number what has gone online and write every alert that is due."""
    matching.announce()
    return sum(matching.run(frequency) for frequency in Frequency.values)


@shared_task
def forget_unconfirmed() -> int:
    """Forget alerts that nobody confirmed, and what never came online."""
    matching.forget_old()
    return subscriptions.forget_unconfirmed()


@shared_task
def purge_discovery() -> int:
    """Forget what was told long ago, and keep old views by month; how many rows went."""
    return retention.forget_sent() + retention.fold_figures()


@shared_task
def remind_of_favourites() -> int:
    """Tell people of favourites whose deadline is near."""
    return favourites.remind()


@shared_task
def count_views() -> int:
    """Count what beacons noted, and throw away yesterday's keys."""
    counted = audience.count()
    audience.forget()
    return counted
