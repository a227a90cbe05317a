"""The administration's dashboard in the Wagtail admin: figures and charts of 003 §2.3 and §16.2."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from portal.accounts import statistics as people
from portal.accounts.models import Role
from portal.core import statistics as counting
from portal.core.charts import Chart, by_name, over_time
from portal.core.logs import recent_counts
from portal.core.performance import performance
from portal.core.period_form import PeriodForm
from portal.jobs import statistics as jobs
from portal.jobs.charts import application_charts, funnel_chart, publication_charts
from portal.jobs.models import Application, Publication

from ..statistics import moderation
from .access import AdministratorMixin
from .review import HOME

#: How far back the health of the portal looks.
HEALTH = timedelta(days=1)


class DashboardView(AdministratorMixin, WagtailAdminTemplateMixin, TemplateView):
    """A period is chosen for everything but what waits now and the health of the last day."""

    template_name = "moderation/dashboard.html"
    page_title = gettext_lazy("Dashboard")
    header_icon = "desktop"

    def get_breadcrumbs_items(self):
        return [HOME, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        form = PeriodForm(self.request.GET)
        period, since = form.period, timezone.now() - HEALTH
        watched, accounts = recent_counts(since), people.accounts(period)
        publications = jobs.publications(Publication.objects.filter(withdrawn_at__isnull=True), period)
        applications = jobs.applications(Application.objects.all(), period)
        return super().get_context_data(
            **kwargs,
            form=form,
            accounts=accounts,
            publications=publications,
            applications=applications,
            moderation=moderation(period),
            performance=performance(since),
            watched=watched,
            failed_logins=watched["account.login_failed"] + watched["account.locked_out"],
            charts=[
                *account_charts(accounts, period),
                *publication_charts(publications, period),
                *application_charts(applications, period, _("Applications sent")),
                funnel_chart(jobs.funnel(Application.objects.all(), period)),
            ],
        )


def account_charts(found: dict, period: counting.Period) -> list[Chart]:
    unit = _("Accounts")
    roles = [(Role(role).label, count, "") for role, count in found["by_role"].items() if count]
    return [
        over_time(_("Accounts made"), unit, found["series"], period.grouping),
        by_name(_("Accounts by role"), _("Role"), unit, roles),
    ]
