"""The figures of `portal.jobs.statistics` as charts, for the space and for the administration."""

from django.utils.translation import gettext as _

from portal.core.charts import Chart, by_name, over_time

from .models import ApplicationStatus, Status

#: Colours of the bars by state; templates/components/status.html says the same of words.
TONES = {
    ApplicationStatus.ACCEPTED: "good",
    ApplicationStatus.REJECTED: "bad",
    ApplicationStatus.WITHDRAWN: "over",
    ApplicationStatus.EXPIRED: "over",
}
STATUS_TONES = {
    Status.VALIDATED: "good",
    Status.REFUSED: "bad",
    Status.EXPIRED: "over",
    Status.CLOSED: "over",
}


def application_charts(found: dict, period, title: str) -> list[Chart]:
    """Over time, then by state: the states that nobody is in are left out."""
    unit = _("Applications")
    states = [
        (status.label, found["by_status"][status], TONES.get(status, ""))
        for status in ApplicationStatus
        if found["by_status"][status]
    ]
    return [
        over_time(title, unit, found["series"], period.grouping),
        by_name(_("Applications by their state now"), _("State"), unit, states),
    ]


def funnel_chart(steps: list[dict]) -> Chart:
    counts = [(ApplicationStatus(row["step"]).label, row["total"], "") for row in steps]
    return by_name(_("How far applications came"), _("Step"), _("Applications"), counts)


def publication_charts(found: dict, period) -> list[Chart]:
    """Over time, then by state."""
    unit = _("Publications")
    states = [
        (status.label, found["by_status"][status], STATUS_TONES.get(status, ""))
        for status in Status
        if found["by_status"][status]
    ]
    return [
        over_time(_("Publications created"), unit, found["series"], period.grouping),
        by_name(_("Publications by their state now"), _("State"), unit, states),
    ]
