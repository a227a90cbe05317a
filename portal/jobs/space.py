"""What publications and applications put into the personal space: entries of its menu and cards of its first page."""

from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.models import Role
from portal.accounts.space import Card, MenuItem, register_card, register_menu

from . import permissions, services
from .forms.lists import publication_condition
from .models import Application, ApplicationStatus, ApplicationTransition, Interview, Publication
from .views.access import APPLICANTS

#: How far back "what happened" looks, and how much of it a card shows.
RECENT = timedelta(days=7)
SHOWN = 5
#: The figures of the desk, each the number of rows in the tab it leads to.
FIGURES = {"drafts": "brouillons", "refused": "refusees", "pending": "attente", "online": "publiees"}


@register_menu
def menu(user):
    if permissions.is_recruiter(user):
        unread = Application.objects.received_by(user).active().filter(read_at__isnull=True).count()
        return [
            MenuItem(_("My publications"), reverse("publication_list_mine"), order=20),
            MenuItem(_("Applications received"), reverse("application_received_list"), order=30, count=unread or None),
            MenuItem(_("Statistics"), reverse("space_statistics"), order=70),
        ]
    if user.role in APPLICANTS:
        entries = [
            MenuItem(_("My applications"), reverse("application_sent_list"), order=20),
            MenuItem(_("My statistics"), reverse("space_statistics"), order=70),
        ]
        if user.role == Role.STUDENT:
            entries.append(MenuItem(_("Find an internship"), reverse("internship_list"), order=15))
        return entries
    return []


@register_card
def desk(request):
    """The recruiter's desk: what waits, with figures, then the newest applications nobody has read."""
    user = request.user
    if not permissions.is_recruiter(user):
        return None
    counts = Publication.objects.owned_by(user).aggregate(
        **{name: Count("pk", filter=publication_condition(tab)) for name, tab in FIGURES.items()}
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


@register_card
def interviews(request):
    """Both sides see what is planned, the next one first."""
    for_recruiter = permissions.is_recruiter(request.user)
    if not for_recruiter and request.user.role not in APPLICANTS:
        return None
    planned = list(Interview.objects.readable_by(request.user).planned().for_list()[:SHOWN])
    context = {"interviews": planned, "for_recruiter": for_recruiter}
    return Card("jobs/cards/interviews.html", context, order=5) if planned else None
