"""The recruiter's publications: the list, one of them, how the public would see it, and what is done to it."""

from django.contrib import messages
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.core.errors import DomainError, Invalid

from .. import services
from ..forms import PublicationListForm
from ..forms.lists import PUBLICATION_TABS, publication_condition
from ..models import Application, Publication, Status
from .access import for_recruiters, page_of, standing, tab_of, tabs_of


def own(request, pk: int):
    """The publication if the person's company owns it, as its kind; 404 otherwise."""
    return get_object_or_404(Publication.objects.owned_by(request.user), pk=pk).specific


def with_unread(publications):
    """Each with the number of applications nobody has read yet, as `unread_count`."""
    unread = Application.objects.active().filter(publication=OuterRef("pk"), read_at__isnull=True)
    counted = unread.order_by().values("publication").annotate(total=Count("pk")).values("total")
    return publications.annotate(unread_count=Coalesce(Subquery(counted), 0))


@for_recruiters
@require_safe
def mine(request):
    form = PublicationListForm(request.GET)
    found = form.narrow(Publication.objects.owned_by(request.user))
    counts = found.aggregate(
        **{tab or "toutes": Count("pk", filter=publication_condition(tab) or None) for tab in PUBLICATION_TABS}
    )
    counts[""] = counts.pop("toutes")
    tab = tab_of(request, PUBLICATION_TABS)
    rows = with_unread(found.filter(publication_condition(tab))).prefetch_related("places")
    context = {
        "form": form,
        "tabs": tabs_of(request, PUBLICATION_TABS, counts, tab),
        "page_obj": page_of(request, rows.order_by("-created_at", "-id")),
        **standing(request.user),
        "narrowed": form.is_used or bool(tab),
    }
    return render(request, "jobs/publications.html", context)


@for_recruiters
@require_safe
def one(request, pk: int):
    """Where a publication stands, and everything its recruiter can do with it."""
    publication = own(request, pk)
    latest = services.publications.latest(publication)
    unread = publication.applications.active().filter(read_at__isnull=True).count()
    context = {
        "publication": publication,
        "latest": latest,
        "unread": unread,
        "can": allowed(publication),
        **standing(request.user),
    }
    return render(request, "jobs/publication.html", context)


def allowed(publication) -> dict[str, bool]:
    """Which of the owner's actions make sense now; the services decide again when they are done."""
    ended = publication.status in (Status.CLOSED, Status.WITHDRAWN)
    scheduled = publication.status == Status.VALIDATED and not publication.live
    changed = not publication.live or publication.has_unpublished_changes
    return {
        "edit": not ended,
        "submit": not ended and not publication.in_review and not scheduled and changed,
        "close": publication.live and not ended,
    }


@for_recruiters
@require_safe
def preview(request, pk: int):
    publication = own(request, pk)
    latest = services.publications.latest(publication)
    context = {"publication": latest, "preview": True, "back_url": reverse("publication_mine", args=[pk])}
    response = render(request, "pages/publication_preview.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


@for_recruiters
@require_POST
def submit(request, pk: int):
    publication = own(request, pk)
    try:
        services.publications.submit(request.user, publication)
    except Invalid:
        messages.error(request, _("Something is missing: please complete the form, then submit it."))
        return redirect("publication_edit", pk=pk)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Sent to the editors. You will be told as soon as they have decided."))
    return redirect("publication_mine", pk=pk)


@for_recruiters
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request, pk: int):
    publication = own(request, pk)
    if request.method == "POST":
        services.publications.withdraw(request.user, publication)
        messages.success(request, _("“%(title)s” is withdrawn.") % {"title": publication.title})
        return redirect("publication_list_mine")
    context = {
        "title": _("Withdraw this publication"),
        "question": publication.title,
        "text": _(
            "It will disappear from the site and from your list, for good. Those who wait for an answer will be told;"
            " their applications stay among those you received."
        ),
        "confirm_label": _("Withdraw for good"),
        "cancel_url": reverse("publication_mine", args=[pk]),
        "danger": True,
    }
    return render(request, "components/confirm.html", context)


@for_recruiters
@require_http_methods(["GET", "HEAD", "POST"])
def close(request, pk: int):
    publication = own(request, pk)
    if request.method == "POST":
        try:
            services.publications.close(request.user, publication)
        except DomainError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("The publication is closed. Those who wait for an answer have been told."))
        return redirect("publication_mine", pk=pk)
    context = {
        "title": _("Close this publication"),
        "question": publication.title,
        "text": _(
            "It will take no more applications and will be shown as closed. Those who wait for an answer will be told;"
            " you can still answer them. A closed publication cannot be opened again."
        ),
        "confirm_label": _("Close the publication"),
        "cancel_url": reverse("publication_mine", args=[pk]),
    }
    return render(request, "components/confirm.html", context)
