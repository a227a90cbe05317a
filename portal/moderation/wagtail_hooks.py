"""Where Wagtail's admin meets the portal's moderation. What is registered lives in `portal.moderation.desk`."""

from django.urls import path
from django.utils.functional import classproperty
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static
from wagtail.snippets.action_menu import (
    CancelWorkflowMenuItem,
    PublishMenuItem,
    RestartWorkflowMenuItem,
    SubmitForModerationMenuItem,
    UnpublishMenuItem,
)
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.models import get_snippet_models, register_snippet

from portal.jobs.models import Publication

from . import rules
from .desk import actions, bulk, dashboard, homepage, journal, menu, reports, review, telling, verifications
from .desk.companies import company_chooser
from .desk.kinds import PublicationGroup
from .offline import may_publish_edit

register_snippet(PublicationGroup)

# Publications are not deleted: Wagtail's bulk action keeps the other snippets only.
DeleteBulkAction.models = classproperty(
    lambda cls: [model for model in get_snippet_models() if not issubclass(model, Publication)]
)

hooks.register("register_actions", actions.register)
hooks.register("register_bulk_action", bulk.ApproveBulkAction)
hooks.register("register_bulk_action", bulk.RefuseBulkAction)
hooks.register("construct_homepage_panels", homepage.choose_panels)
hooks.register("construct_help_menu", menu.shorten_help)
hooks.register("construct_homepage_summary_items", homepage.choose_summary)
hooks.register("register_admin_viewset", lambda: company_chooser)
for _item in menu.items():
    hooks.register("register_admin_menu_item", lambda item=_item: item)


@hooks.register("register_admin_urls")
def register_urls():
    return [
        path("dashboard/", dashboard.DashboardView.as_view(), name="dashboard"),
        path("notifications/write/", telling.TellView.as_view(), name="tell"),
        path("reports/logs/", journal.LogView.as_view(), name="logs"),
        path("reports/logs/results/", journal.LogView.as_view(results_only=True), name="logs_results"),
        path("moderation/", review.QueueView.as_view(), name="moderation_queue"),
        path("moderation/results/", review.QueueView.as_view(results_only=True), name="moderation_queue_results"),
        path("moderation/<int:pk>/", review.ReviewView.as_view(), name="moderation_review"),
        path("verifications/", verifications.VerificationListView.as_view(), name="verification_list"),
        path(
            "verifications/results/",
            verifications.VerificationListView.as_view(results_only=True),
            name="verification_list_results",
        ),
        path("verifications/<int:pk>/", verifications.VerificationView.as_view(), name="verification"),
        path("reports-of-messages/", reports.ReportListView.as_view(), name="report_list"),
        path(
            "reports-of-messages/results/",
            reports.ReportListView.as_view(results_only=True),
            name="report_list_results",
        ),
        path("reports-of-messages/<int:pk>/", reports.ReportView.as_view(), name="report"),
    ]


hooks.register("register_reports_menu_item", menu.logs_item)


@hooks.register("insert_global_admin_css")
def styles():
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("moderation/admin.css"))


@hooks.register("construct_snippet_action_menu")
def fit_action_menu(menu_items, request, context):
    """Only the actions an editor has: the rest is the recruiter's, and "publish" is for corrections."""
    instance = context.get("instance")
    if not isinstance(instance, Publication):
        return
    unfit = [CancelWorkflowMenuItem, RestartWorkflowMenuItem, SubmitForModerationMenuItem]
    if instance.in_review or not may_publish_edit(instance):
        unfit.append(PublishMenuItem)
    if not rules.may_review(request.user):
        unfit.append(UnpublishMenuItem)
    menu_items[:] = [item for item in menu_items if not isinstance(item, tuple(unfit))]
    for item in menu_items:
        if isinstance(item, UnpublishMenuItem):
            item.label = _("Take offline")
        elif item.name == "approve":
            item.label = _("Approve and publish")
