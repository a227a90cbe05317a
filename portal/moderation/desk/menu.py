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


def items() -> list[MenuItem]:
    return [
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
    ]


def shorten_help(request, items) -> None:
    """Without Wagtail's news and its English guide; the keyboard shortcuts stay."""
    items[:] = [item for item in items if not item.name.startswith(("whats-new", "editor-guide"))]
