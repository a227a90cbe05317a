"""What feeds refuse with."""

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Conflict, Invalid


class AlreadyImporting(Conflict):
    code = "already_importing"
    message = _("This feed is being imported already: wait until that is finished.")


class NothingToDecide(Conflict):
    code = "nothing_to_decide"
    message = _("There is nothing to decide any more: this import is over, or a newer one has replaced it.")


class NotPreviewed(Conflict):
    code = "not_previewed"
    message = _("Please look at the preview and confirm the mapping first.")


class TooManyFeeds(Invalid):
    code = "too_many_feeds"
    message = _("Your company has as many feeds as possible: delete one first.")
