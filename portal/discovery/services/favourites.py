"""Publications that people keep."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from portal.jobs.models import Publication

from .. import notifications
from ..errors import TooManyFavourites
from ..models import Favourite

MOST = 300
#: How long before its deadline people are reminded of what they keep.
REMINDER = timedelta(days=3)


def keep(user, publication: Publication) -> None:
    """Add to the favourites; done twice, it is done. The caller has read the publication. Raises TooManyFavourites."""
    with transaction.atomic():
        get_user_model().objects.select_for_update().get(pk=user.pk)
        mine = Favourite.objects.filter(user=user)
        if mine.filter(publication=publication).exists():
            return
        if mine.count() >= MOST:
            raise TooManyFavourites
        Favourite.objects.create(user=user, publication=publication)


def drop(user, publication_id: int) -> None:
    Favourite.objects.filter(user=user, publication=publication_id).delete()


def remind(now=None) -> int:
    """Remind of deadlines that are near, each once; returns of how many. Safe to run twice."""
    now = now or timezone.now()
    due = list(Favourite.objects.to_remind(now, REMINDER).values_list("pk", flat=True))
    return sum(_remind_of(pk, now) for pk in due)


def _remind_of(pk: int, now) -> bool:
    with transaction.atomic():
        # Locked before it is asked again whether it is due: another worker may have just reminded.
        Favourite.objects.select_for_update().filter(pk=pk).first()
        rows = Favourite.objects.to_remind(now, REMINDER).select_related("user", "publication")
        favourite = rows.filter(pk=pk).first()
        if favourite is None:
            return False
        favourite.reminded_of = favourite.publication.deadline
        favourite.save(update_fields=["reminded_of"])
        notifications.near_deadline(favourite)
    return True
