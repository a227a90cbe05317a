"""What this room tells people."""

from django.utils.translation import gettext_lazy

from portal.jobs import display
from portal.notifications.registry import NotificationType, register
from portal.notifications.services import notify

FAVOURITE = register(
    NotificationType(
        "rappel_favori",
        gettext_lazy("The deadline of one of my favourites is near"),
        "notification",
        gettext_lazy("See the publication"),
    )
)


def near_deadline(favourite) -> None:
    publication = favourite.publication
    notify(
        [favourite.user],
        FAVOURITE.name,
        title=gettext_lazy("%(left)s to apply: %(title)s"),
        message=gettext_lazy("You keep this publication among your favourites. Applications close on %(when)s."),
        link=publication.get_absolute_url(),
        key=f"favourite:{publication.pk}:{publication.deadline.timestamp():.0f}",
        values={
            "left": display.days_left_text(publication.deadline),
            "title": publication.title,
            "when": display.moment(publication.deadline),
        },
    )
