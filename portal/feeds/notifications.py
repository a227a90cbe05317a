"""What recruiters are told about their feeds while nobody looks."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.jobs.permissions import is_recruiter
from portal.notifications.registry import NotificationType, register
from portal.notifications.services import notify

IMPORT = register(
    NotificationType(
        "import_flux",
        gettext_lazy("An import needs me"),
        "notification",
        gettext_lazy("See the import"),
        audience=lambda user: is_recruiter(user),
    )
)


def decision_needed(run) -> None:
    message = _("%(gone)s of %(known)s publications are no longer in the source. Nothing was closed: please decide.")
    _tell(run, _("Your decision is needed: %(feed)s"), message % {"gone": run.gone, "known": run.known})


def import_stopped(run) -> None:
    _tell(run, _("Import stopped: %(feed)s"), run.failure)


def _tell(run, title: str, message: str) -> None:
    person = run.actor or run.feed.recruiter
    if person is None:
        return
    link = f"/mon-espace/flux/{run.feed_id}/imports/{run.pk}/"
    notify(
        [person],
        IMPORT.name,
        title=title % {"feed": run.feed.name},
        message=message,
        link=link,
        key=f"import:{run.pk}:{run.state}",
    )
