"""`/api/v3/`: document 001."""

from django.urls import re_path

from ..common.views import endpoint
from .accounts import Login, Me
from .applications import Applications, New, Sent
from .base import Unknown

#: Any text, so that an id that is none is this contract's own 404.
OFFER = "internship_offers/(?P<internship_offer_id>[^/]+)/internship_applications"

urlpatterns = [
    endpoint("auth/login", Login),
    endpoint("me", Me),
    endpoint(f"{OFFER}/new", New),
    endpoint(f"{OFFER}/nouveau", New),
    endpoint(OFFER, Applications),
    endpoint("internship_applications", Sent),
]
unknown = re_path(r"", Unknown.as_view())
