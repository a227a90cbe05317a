"""Under /mon-espace/flux/: the feeds of the recruiter's company."""

from django.urls import path

from .views import feeds, imports

urlpatterns = [
    path("", feeds.listing, name="feed_list"),
    path("nouveau/", feeds.create, name="feed_create"),
    path("<int:pk>/", feeds.one, name="feed_one"),
    path("<int:pk>/champs/", feeds.fields, name="feed_fields"),
    path("<int:pk>/reglages/", feeds.settings, name="feed_settings"),
    path("<int:pk>/supprimer/", feeds.delete, name="feed_delete"),
    path("<int:pk>/importer/", imports.start, name="feed_start"),
    path("<int:pk>/imports/<int:run>/", imports.one, name="feed_import"),
    path("<int:pk>/imports/<int:run>/rapport.csv", imports.report, name="feed_report"),
    path("<int:pk>/imports/<int:run>/decision/", imports.decide, name="feed_decide"),
]
