"""The contracts of the API, each with its schema and its Swagger page."""

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from .common.renderers import AnyNegotiation
from .common.views import Unknown, endpoint

#: What the schema of `/api/` describes: this contract alone.
FRONTEND = [path("api/", include("portal.api.frontend.urls"))]


class SchemaView(SpectacularAPIView):
    content_negotiation_class = AnyNegotiation


urlpatterns = [
    endpoint("schema", SchemaView.as_view(patterns=FRONTEND), name="api_schema"),
    endpoint("docs", SpectacularSwaggerView.as_view(url_name="api_schema"), name="api_docs"),
    path("", include("portal.api.frontend.urls")),
    re_path(r"", Unknown.as_view()),
]
