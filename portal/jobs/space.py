"""What publications and applications put into the personal space: entries of its menu and cards of its first page."""

from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.space import Card, MenuItem, register_card, register_menu

from . import permissions, services
from .models import Application, ApplicationStatus, ApplicationTransition, Publication, Status
from .views.access import APPLICANTS

#: How far back "what happened" looks, and how much of it a card shows.
RECENT = timedelta(days=7)
SHOWN = 5


@register_menu
def menu(user):
    if permissions.is_recruiter(user):
        unread = Application.objects.received_by(user).active().filter(read_at__isnull=True).count()
        return [
            MenuItem(_("My publications"), reverse("publication_list_mine"), order=20),
            MenuItem(_("Applications received"), reverse("application_received_list"), order=30, count=unread or None),
        ]
    if user.role in APPLICANTS:
        return [MenuItem(_("My applications"), reverse("application_sent_list"), order=20)]
    return []


@register_card
def desk(request):
    """The recruiter's desk: what waits, with figures, then the newest applications nobody has read."""
    user = request.user
    if not permissions.is_recruiter(user):
        return None
    counts = Publication.objects.owned_by(user).aggregate(
        drafts=Count("pk", filter=Q(status=Status.DRAFT)),
        pending=Count("pk", filter=Q(review_since__isnull=False)),
        refused=Count("pk", filter=Q(status=Status.REFUSED)),
        online=Count("pk", filter=Q(status=Status.VALIDATED)),
    )
    unread = Application.objects.received_by(user).active().filter(read_at__isnull=True)
    newest = list(unread.for_list().order_by("-sent_at", "-id")[:SHOWN])
    context = {"counts": counts, "newest": newest, "quota": services.publications.quota(user)}
    return Card("jobs/cards/desk.html", context, order=10)


@register_card
def news(request):
    """What recruiters answered of late, newest first; for somebody new, where to begin."""
    user = request.user
    if user.role not in APPLICANTS:
        return None
    changes = (
        ApplicationTransition.objects.filter(application__candidate__user=user, at__gte=timezone.now() - RECENT)
        .exclude(actor=user)
        .select_related("application__publication")
        .order_by("-at", "-id")
    )
    sent = Application.objects.sent_by(user).order_by()
    counts = sent.aggregate(all=Count("pk"), active=Count("pk", filter=Q(status__in=ApplicationStatus.active())))
    return Card("jobs/cards/news.html", {"changes": list(changes[:SHOWN]), "counts": counts}, order=10)
