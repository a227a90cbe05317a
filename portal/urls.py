"""Every address of the portal. Wagtail's pages come last: they take what nobody else took."""

from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal.pages.views.errors import not_found

urlpatterns = [
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    # Wagtail's page that fails on purpose is no use to anyone here.
    path("admin/failwhale/", not_found),
    path("admin/", include(wagtailadmin_urls)),
    # One door: Wagtail's own for private pages would not count attempts with the others.
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("documents/", include(wagtaildocs_urls)),
    path("compte/", include("portal.accounts.urls")),
    path("mon-espace/", include("portal.accounts.space_urls")),
    path("mon-espace/", include("portal.notifications.urls")),
    path("mon-espace/", include("portal.cv.urls")),
    path("mon-espace/", include("portal.payments.space_urls")),
    path("mon-espace/", include("portal.jobs.urls")),
    path("mon-espace/messages/", include("portal.conversations.urls")),
    path("mon-espace/flux/", include("portal.feeds.space_urls")),
    path("cv/", include("portal.cv.public_urls")),
    path("mes-cv/", include("portal.cv.builder.urls")),
    path("mes-cv/", include("portal.cv.exchange.urls")),
    path("api/", include("portal.api.urls")),
    path("flux/", include("portal.feeds.urls")),
    path("", include("portal.core.urls")),
    path("", include("portal.payments.urls")),
    path("", include("portal.discovery.urls")),
    path("", include("portal.pages.urls")),
    path("", include(wagtail_urls)),
]

handler400 = "portal.pages.views.errors.bad_request"
handler404 = "portal.pages.views.errors.not_found"
handler429 = "portal.accounts.lockout.too_many"

if settings.DEBUG:
    from django.conf.urls.static import static

    urlpatterns = [*static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT), *urlpatterns]
