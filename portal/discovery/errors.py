"""What this room refuses."""

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Conflict, Invalid


class TooManyAlerts(Conflict):
    code = "too_many_alerts"
    message = _("You have as many alerts as we keep. Delete one to create another.")


class AlertExists(Conflict):
    """`alert` is the one that is there already."""

    code = "alert_exists"
    message = _("You have this alert already.")

    def __init__(self, alert):
        self.alert = alert
        super().__init__()


class SearchTooLong(Invalid):
    code = "search_too_long"
    message = _("This search has too many filters to be kept.")


class TooManyFavourites(Conflict):
    code = "too_many_favourites"
    message = _("You have as many favourites as we keep. Remove some to add others.")
