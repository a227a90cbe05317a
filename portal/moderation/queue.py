"""Reading what waits for the editors: the dashboard's panel, the desk and the menu's badge share it."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.models import TaskState

from portal.accounts.models import PrestataireProfile, RecruiterProfile
from portal.conversations.models import Report
from portal.jobs.models import KINDS, Publication

#: The badge stops counting here.
MAX_BADGE = 99


def publications():
    """What waits, oldest first, with what a line shows."""
    return (
        Publication.objects.pending()
        .select_related("company", "recruiter", "latest_revision")
        .defer("description", "latest_revision__content")
    )


def url(publication: Publication, name: str, *args) -> str:
    """An address of the publication's kind in the admin, without loading the child row."""
    return reverse(f"wagtailsnippets_jobs_{publication.kind}:{name}", args=[publication.pk, *args])


def refusal_counts(publications) -> dict[int, int]:
    """How often each was refused before, in one query."""
    ids = [str(publication.pk) for publication in publications]
    types = ContentType.objects.get_for_models(*KINDS.values()).values()
    found = (
        TaskState.objects.filter(
            status=TaskState.STATUS_REJECTED,
            workflow_state__object_id__in=ids,
            workflow_state__base_content_type__in=list(types),
        )
        .values_list("workflow_state__object_id")
        .annotate(Count("pk"))
    )
    return {int(pk): count for pk, count in found}


@dataclass
class Waiting:
    """One line of the queue."""

    publication: Publication
    refusals: int = 0

    @property
    def pk(self) -> int:
        return self.publication.pk

    @property
    def nature(self) -> str:
        return gettext("Edit of a published one") if self.is_edit else gettext("New publication")

    @property
    def title(self) -> str:
        revision = self.publication.latest_revision
        return revision.object_str if revision else self.publication.title

    @property
    def is_edit(self) -> bool:
        return self.publication.live

    @property
    def since(self) -> datetime:
        return self.publication.review_since

    @property
    def review_url(self) -> str:
        return reverse("moderation_review", args=[self.publication.pk])

    @property
    def compare_url(self) -> str:
        return url(self.publication, "revisions_compare", "live", "latest")

    @property
    def history_url(self) -> str:
        return url(self.publication, "workflow_history")

    @property
    def edit_url(self) -> str:
        return url(self.publication, "edit")

    @property
    def preview_url(self) -> str:
        return url(self.publication, "revisions_view", self.publication.latest_revision_id)


def lines(publications) -> list[Waiting]:
    publications = list(publications)
    refusals = refusal_counts(publications)
    return [Waiting(publication, refusals.get(publication.pk, 0)) for publication in publications]


@dataclass(frozen=True)
class Counts:
    publications: int
    people: int
    reports: int


def counts(request) -> Counts:
    """What waits, counted once for the menu and the panels of one page."""
    if not hasattr(request, "_moderation_counts"):
        request._moderation_counts = Counts(publications_waiting(), people_waiting(), reports_waiting())
    return request._moderation_counts


def publications_waiting() -> int:
    return Publication.objects.pending().order_by()[: MAX_BADGE + 1].count()


def people_waiting() -> int:
    recruiters, prestataires = (
        model.objects.waiting().order_by().values_list("pk") for model in (RecruiterProfile, PrestataireProfile)
    )
    return recruiters.union(prestataires, all=True).count()


def reports_waiting() -> int:
    return Report.objects.open().order_by()[: MAX_BADGE + 1].count()


def badge(count: int) -> str:
    return f"{MAX_BADGE}+" if count > MAX_BADGE else str(count)
