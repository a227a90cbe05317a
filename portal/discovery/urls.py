from django.urls import path, register_converter

from .converters import ListingConverter
from .views import alerts, audience, favourites, feeds, subscriptions

register_converter(ListingConverter, "listing")

urlpatterns = [
    path("<listing:kind>/alerte/", subscriptions.create, name="alert_create"),
    path("<listing:kind>/flux.rss", feeds.feed, {"format": "rss"}, name="search_rss"),
    path("<listing:kind>/flux.atom", feeds.feed, {"format": "atom"}, name="search_atom"),
    path("<listing:kind>/echeances.ics", feeds.calendar, name="search_calendar"),
    path("mon-espace/favoris/echeances.ics", feeds.favourites, name="favourite_calendar"),
    path("alertes/envoyee/", subscriptions.asked, name="alert_asked"),
    path("alertes/confirmer/<str:token>/", subscriptions.confirm, name="alert_confirm"),
    path("alertes/desabonner/<str:token>/", subscriptions.stop, name="alert_stop"),
    path("alertes/gerer/<str:token>/", subscriptions.manage, name="subscriber_alerts"),
    path("alertes/gerer/<str:token>/tout-arreter/", subscriptions.forget, name="subscriber_forget"),
    path("alertes/gerer/<str:token>/<int:pk>/", subscriptions.manage_one, name="subscriber_alert"),
    path("publications/<int:pk>/vue/", audience.view, name="publication_seen"),
    path("publications/<int:pk>/clic/", audience.click, name="publication_clicked"),
    path("mon-espace/publications/<int:pk>/frequentation/", audience.one, name="publication_audience"),
    path("mon-espace/statistiques/frequentation/", audience.company, name="company_audience"),
    path("favoris/<int:pk>/", favourites.favourite, name="favourite"),
    path("mon-espace/favoris/", favourites.listing, name="favourite_list"),
    path("mon-espace/alertes/", alerts.listing, name="alert_list"),
    path("mon-espace/alertes/<int:pk>/", alerts.one, name="alert_one"),
    path("mon-espace/alertes/<int:pk>/etat/", alerts.act, name="alert_act"),
]
