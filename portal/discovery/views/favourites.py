"""Favourites: the heart of cards and details (favourite), and the list in the space (favourite_list)."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.core.links import local_path
from portal.jobs.cards import as_kind, for_cards
from portal.jobs.models import Publication
from portal.jobs.views.access import page_of

from .. import services
from ..models import Favourite
from ..services.favourites import MOST


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def favourite(request: HttpRequest, pk: int) -> HttpResponse:
    """GET is for those without an account or without script; POST keeps or drops (`garder` 1 or 0)."""
    publication = Publication.objects.readable().filter(pk=pk).first()
    if not request.user.is_authenticated:
        if publication is None:
            raise Http404("no such publication")
        return _sign_in(request, publication)
    dropping = request.method == "POST" and request.POST.get("garder") == "0"
    # What somebody keeps they can drop, online or not.
    if publication is None and not (dropping and request.user.favourites.filter(publication=pk).exists()):
        raise Http404("no such publication")
    if dropping:
        services.favourites.drop(request.user, pk)
        return _answer(request, pk, publication, kept=False)
    if request.method == "POST":
        services.favourites.keep(request.user, publication)
        return _answer(request, pk, publication, kept=True)
    kept = Favourite.objects.filter(user=request.user, publication=publication).exists()
    return render(request, "discovery/favourite.html", {"publication": publication, "kept": kept})


def _sign_in(request: HttpRequest, publication: Publication) -> HttpResponse:
    if request.method == "POST":
        return redirect_to_login(reverse("favourite", args=[publication.pk]))
    query = urlencode({"next": reverse("favourite", args=[publication.pk])})
    context = {
        "publication": publication,
        "login_url": f"{reverse('account_login')}?{query}",
        "signup_url": f"{reverse('account_signup')}?{query}",
    }
    return render(request, "discovery/favourite_sign_in.html", context)


def _answer(request: HttpRequest, pk: int, publication: Publication | None, *, kept: bool) -> HttpResponse:
    if request.htmx and publication is not None:
        words = request.POST.get("texte") == "1"
        context = {"publication": publication, "kept": kept, "words": words, "changed": True}
        return render(request, "discovery/parts/heart.html", context)
    messages.success(request, _("Kept in your favourites.") if kept else _("Taken out of your favourites."))
    back = local_path(request.POST.get("next"))
    return redirect(back or (publication.get_absolute_url() if publication else reverse("favourite_list")))


@never_cache
@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    rows = Favourite.objects.of(request.user).prefetch_related(
        Prefetch("publication", for_cards(Publication.objects.all()))
    )
    page = page_of(request, rows)
    readable = set(Publication.objects.readable().filter(favourites__in=list(page)).values_list("pk", flat=True))
    for row in page:
        row.shown = as_kind(row.publication) if row.publication_id in readable else None
    return render(request, "discovery/favourites.html", {"page_obj": page, "most": MOST})
