"""The editors' dashboard: what waits for them, in panels that stay short whatever waits."""

from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import RecentEditsPanel

from portal.accounts.models import PrestataireProfile, RecruiterProfile

from .. import queue, rules

SHOWN = 5


class ToReviewPanel(Component):
    """The oldest publications in review, and how many there are."""

    name = "publications_to_review"
    template_name = "moderation/panels/to_review.html"
    order = 100

    def get_context_data(self, parent_context):
        waiting = [queue.Waiting(row) for row in queue.publications()[:SHOWN]]
        total = queue.counts(parent_context["request"]).publications
        return {"lines": waiting, "total": total, "badge": queue.badge(total)}


class ToVerifyPanel(Component):
    """The recruiters and service providers who have waited longest to be verified."""

    name = "people_to_verify"
    template_name = "moderation/panels/to_verify.html"
    order = 110

    def get_context_data(self, parent_context):
        recruiters = RecruiterProfile.objects.waiting().select_related("user", "company")[:SHOWN]
        prestataires = PrestataireProfile.objects.waiting().select_related("user")[:SHOWN]
        oldest = sorted([*recruiters, *prestataires], key=lambda profile: profile.waiting_since)
        total = queue.counts(parent_context["request"]).people
        return {"profiles": oldest[:SHOWN], "total": total, "badge": queue.badge(total)}


def choose_panels(request, panels) -> None:
    """Ours instead of Wagtail's lists of everything that waits, which have no pages; its recent edits stay."""
    kept = [panel for panel in panels if isinstance(panel, RecentEditsPanel)]
    ours = [ToReviewPanel(), ToVerifyPanel()] if rules.may_review(request.user) else []
    panels[:] = [*ours, *kept, *(panel for panel in panels if not type(panel).__module__.startswith("wagtail."))]


def choose_summary(request, items) -> None:
    """None: numbers of pages, images and documents ask nobody to do anything, and counting them costs."""
    items.clear()
