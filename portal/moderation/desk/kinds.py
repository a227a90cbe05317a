"""The four kinds as Wagtail snippets, in one group of the menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from portal.jobs.models import Bourse, Consultation, Financement, Offer

from . import workflow
from .editing import PublicationEditView
from .listing import PublicationIndexView, filterset_for
from .panels import tabs

CONDITIONS = ("eligibility", "documents_asked")
#: Recruiters create publications, and nobody deletes or copies them: the addresses do not exist.
REMOVED = {"add", "preview_on_add", "delete", "copy"}


COMMON = ["title", "status", "company", "company_name", "recruiter", "sector", "description", "remote", "amount_min"]
COMMON += ["amount_max", "currency", "period", "amount_note", "deadline", "apply_by", "apply_url", "apply_email"]
STATE = ["review_since", "refusal_reason", "go_live_at", "expire_at", "first_published_at", "last_published_at"]
STATE += ["closed_at", "withdrawn_at", "applications_count", "views_count", "created_at"]


class PublicationViewSet(SnippetViewSet):
    list_per_page = 25
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = PublicationIndexView
    edit_view_class = PublicationEditView
    unpublish_view_class = workflow.TakeOfflineView
    revisions_unschedule_view_class = workflow.UnscheduleView
    workflow_action_view_class = workflow.WorkflowActionView
    collect_workflow_action_data_view_class = workflow.CollectDataView
    own_filters = ()

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.filterset_class = filterset_for(self.model, *self.own_filters)
        self.inspect_view_fields = [*COMMON, *self.own_filters, *STATE]

    def get_index_view_kwargs(self, **kwargs):
        # The view class brings its own columns, search and order.
        found = super().get_index_view_kwargs(**kwargs)
        for name in ("list_display", "default_ordering", "search_fields", "search_backend_name", "queryset"):
            found.pop(name, None)
        return found

    def get_urlpatterns(self):
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in REMOVED]


class OfferViewSet(PublicationViewSet):
    model = Offer
    icon = "doc-full"
    own_filters = ("contract", "working_time", "experience")
    edit_handler = tabs(details=("contract", "working_time", "experience", "starts_on", "openings"), weeks=True)


class BourseViewSet(PublicationViewSet):
    model = Bourse
    icon = "pick"
    own_filters = ("bourse_type", "level")
    edit_handler = tabs(
        details=("bourse_type", "level", "field_of_study", "residence", "host_country", "age_limit", "language",
                 "duration", "renewals", "number", "results_on"),
        money=("covers",),
        conditions=CONDITIONS,
    )  # fmt: skip


class FinancementViewSet(PublicationViewSet):
    model = Financement
    icon = "order"
    own_filters = ("financement_type",)
    edit_handler = tabs(
        details=("financement_type", "recurrence", "audiences", "territory"),
        money=("rate", "envelope"),
        conditions=CONDITIONS,
    )


class ConsultationViewSet(PublicationViewSet):
    model = Consultation
    icon = "comment"
    own_filters = ("consultation_type",)
    edit_handler = tabs(details=("consultation_type", "duration", "starts_on"))


class PublicationGroup(SnippetViewSetGroup):
    items = (OfferViewSet, BourseViewSet, FinancementViewSet, ConsultationViewSet)
    menu_label = _("Publications")
    menu_name = "publications"
    menu_icon = "folder-open-inverse"
    menu_order = 110
