"""Parts of Wagtail's listings that the desk and the four kinds share."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, StatusTagColumn

from portal.jobs.display import state_code, state_label
from portal.jobs.models import Status


class CappedPaginator(WagtailPaginator):
    """Counts no further than MAX_COUNT: behind that, filters find more than pages do, and a COUNT costs seconds."""

    MAX_COUNT = 10_000

    @cached_property
    def count(self):
        return self.object_list.order_by()[: self.MAX_COUNT].count()

    @cached_property
    def items_count_label(self):
        if self.count < self.MAX_COUNT:
            return super().items_count_label
        return _("more than %(count)s") % {"count": f"{self.count:,}".replace(",", "\u202f")}


class WaitingColumn(Column):
    """How long something has waited: "3 days"."""

    def get_value(self, instance):
        since = super().get_value(instance)
        return timesince(since, timezone.now(), depth=1) if since else ""


class StatusColumn(StatusTagColumn):
    """The state of a publication in words; strong when the public sees it."""

    def __init__(self, **kwargs):
        super().__init__(
            "status",
            accessor=state_label,
            primary=lambda row: state_code(row) == Status.VALIDATED,
            **kwargs,
        )
