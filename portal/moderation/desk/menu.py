"""Entries of the admin's menu, with the number of things that wait."""

from operator import attrgetter

from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from .. import queue, rules


class CountedMenuItem(MenuItem):
    """ "To review (12)", for moderators."""

    def __init__(self, label, url, count, **kwargs):
        super().__init__(label, url, **kwargs)
        self.count = count

    def is_shown(self, request):
        return rules.may_review(request.user)

    def render_component(self, request):
        waiting = self.count(queue.counts(request))
        label = f"{self.label} ({queue.badge(waiting)})" if waiting else str(self.label)
        return LinkMenuItem(self.name, label, str(self.url), icon_name=self.icon_name, classname=self.classname)


class AdministratorMenuItem(MenuItem):
    def is_shown(self, request):
        return rules.administers(request.user)


def logs_item() -> MenuItem:
    return AdministratorMenuItem(_("Logs"), reverse_lazy("logs"), name="logs", icon_name="history", order=1100)


def items() -> list[MenuItem]:
    return [
        AdministratorMenuItem(
            _("Dashboard"), reverse_lazy("dashboard"), name="dashboard", icon_name="desktop", order=100
        ),
        CountedMenuItem(
            _("To review"),
            reverse_lazy("moderation_queue"),
            attrgetter("publications"),
            name="to-review",
            icon_name="clipboard-list",
            order=101,
        ),
        CountedMenuItem(
            _("To verify"),
            reverse_lazy("verification_list"),
            attrgetter("people"),
            name="to-verify",
            icon_name="user",
            order=102,
        ),
        CountedMenuItem(
            _("Reports of messages"),
            reverse_lazy("report_list"),
            attrgetter("reports"),
            name="message-reports",
            icon_name="warning",
            order=103,
        ),
        AdministratorMenuItem(_("Tell somebody"), reverse_lazy("tell"), name="tell", icon_name="mail", order=104),
    ]


def shorten_help(request, items) -> None:
    """Without Wagtail's news and its English guide; the keyboard shortcuts stay."""
    items[:] = [item for item in items if not item.name.startswith(("whats-new", "editor-guide"))]
