"""The feed out, for anyone."""

from django.urls import path

from .views import outgoing

urlpatterns = [
    path("publications.json", outgoing.json_feed, name="feed_json"),
    path("publications.xml", outgoing.xml_feed, name="feed_xml"),
]
