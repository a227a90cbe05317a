"""The figures of `statistics` as charts."""

from django.utils.translation import gettext as _

from portal.core.charts import Chart, over_time


def audience_charts(found: dict, period) -> list[Chart]:
    return [
        over_time(_("Views"), _("Views"), found["series"]["views"], period.grouping),
        over_time(_("Clicks on “Apply”"), _("Clicks"), found["series"]["clicks"], period.grouping),
    ]
