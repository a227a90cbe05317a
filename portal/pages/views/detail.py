"""The page of a publication: /offres/12-infirmiere-de-nuit/. Names publication_detail and publication_short."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from portal.core.html import plain_text
from portal.discovery.similar import similar_to
from portal.jobs.models import KINDS, Application, ApplicationStatus, ApplyBy, Publication
from portal.jobs.models.publication import PLURALS
from portal.jobs.permissions import audience

from ..cards import with_cards
from ..jsonld import as_json, structured_data
from ..listing.words import kind_title
from ..page_cache import came_from, keep


@require_safe
def short(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """An address without words leads to the one with them."""
    return redirect(readable_or_404(pk).get_absolute_url(), permanent=True)


@require_safe
def detail(request: HttpRequest, kind: str, pk: int, slug: str) -> HttpResponse:
    publication = readable(kind, pk)
    if publication is None or slug != publication.slug:
        found = publication or readable_or_404(pk)
        return redirect(found.get_absolute_url(), permanent=True)
    visible = publication.is_visible()
    data = structured_data(publication)
    context = {
        "publication": publication,
        "preview": False,
        "visible": visible,
        "canonical": settings.SITE_URL + publication.get_absolute_url(),
        "description": plain_text(publication.description)[:300],
        "json_ld": as_json(data) if data else "",
        "similar": with_cards(similar_to(publication)),
        "back_url": back_to_results(request, kind),
        "kind_title": kind_title(kind),
        "listing_url": f"/{PLURALS[kind]}/",
        "sent": sent_application(request.user, publication),
        "audience": may_answer(request.user, publication),
    }
    response = render(request, "pages/publication_detail.html", context)
    # The seats of an internship change with every application: its page is made anew each time.
    lasting = visible and not publication.is_student_internship
    return keep(response, [publication, *context["similar"]]) if lasting else response


def readable(kind: str, pk: int) -> Publication | None:
    """The publication of this kind that readers may open, with what its page shows."""
    return KINDS[kind].objects.readable().for_list().filter(pk=pk).first()


def readable_or_404(pk: int) -> Publication:
    """The same of any kind: enough to know its address."""
    found = Publication.objects.readable().only("pk", "kind", "slug").filter(pk=pk).first()
    if found is None:
        raise Http404("no such publication")
    return found


def sent_application(user, publication: Publication) -> Application | None:
    """What this reader has sent already, unless they took it back."""
    if not user.is_authenticated or user.role not in audience(publication):
        return None
    sent = Application.objects.sent_by(user).filter(publication=publication)
    return sent.exclude(status=ApplicationStatus.WITHDRAWN).only("pk", "status", "sent_at").first()


def back_to_results(request: HttpRequest, kind: str) -> str:
    """The listing the reader comes from, with its filters; "" when they come from elsewhere."""
    address = came_from(request)
    return address if address.startswith((f"/{PLURALS[kind]}/?", "/recherche/?")) else ""


def may_answer(user, publication: Publication) -> bool:
    """The button is for visitors, who have no kind of account yet, and for the kinds that answer this publication."""
    elsewhere = publication.apply_by != ApplyBy.HERE
    return elsewhere or not user.is_authenticated or user.role in audience(publication)
