"""What machines ask a site for: robots.txt and the icon under its old name."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

#: Nothing here is for search engines. Filtered listings are open to them, and say "noindex" themselves.
CLOSED = (
    *("/admin/", "/api/", "/compte/", "/mon-espace/", "/documents/"),
    *("/recherche/lieux/", "/*/postuler/", "/*/alerte/", "/alertes/", "/favoris/", "/publications/"),
)


@cache_control(public=True, max_age=3600)
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED)]
    lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@cache_control(public=True, max_age=86400)
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    return redirect(static("favicon.svg"))
