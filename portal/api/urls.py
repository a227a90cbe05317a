"""The contracts of the API, each with its schema and its Swagger page."""

from django.conf import settings
from django.http import HttpResponse
from django.urls import include, path, re_path
from django.utils.translation import get_language
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from .common.renderers import AnyNegotiation
from .common.throttling import AddressThrottle
from .common.views import Unknown, endpoint
from .stages.urls import unknown as unknown_in_stages

#: What the schema of a contract describes: this contract alone.
FRONTEND = [path("api/", include("portal.api.frontend.urls"))]
STAGES = [path("api/v3/", include("portal.api.stages.urls"))]


class SchemaView(SpectacularAPIView):
    """Made once a process by contract, language and form: it takes a second, and anybody may ask."""

    content_negotiation_class = AnyNegotiation
    throttle_classes = (AddressThrottle,)
    made: dict[tuple, bytes] = {}
    #: No address of a contract.
    schema = None

    def get(self, request, *args, **kwargs):
        renderer = request.accepted_renderer
        key = (self.generator_class, get_language(), type(renderer))
        if key not in self.made:
            found = self.generator_class(patterns=self.patterns).get_schema(public=True)
            self.made[key] = renderer.render(found, renderer.media_type, self.get_renderer_context())
        return HttpResponse(self.made[key], content_type=f"{renderer.media_type}; charset=utf-8")


class StagesGenerator(SchemaGenerator):
    def get_schema(self, *args, **kwargs):
        found = super().get_schema(*args, **kwargs)
        words = "Student internships for partners: the form, applying, one's applications. An error is an array."
        return {**found, "info": {"title": f"{settings.SITE_NAME} API v3", "version": "3.0.0", "description": words}}


stages = [
    endpoint("schema", SchemaView.as_view(patterns=STAGES, generator_class=StagesGenerator), name="api_v3_schema"),
    endpoint("docs", SpectacularSwaggerView.as_view(url_name="api_v3_schema"), name="api_v3_docs"),
    path("", include("portal.api.stages.urls")),
    unknown_in_stages,
]

urlpatterns = [
    path("v3/", include(stages)),
    endpoint("schema", SchemaView.as_view(patterns=FRONTEND), name="api_schema"),
    endpoint("docs", SpectacularSwaggerView.as_view(url_name="api_schema"), name="api_docs"),
    path("", include("portal.api.frontend.urls")),
    re_path(r"", Unknown.as_view()),
]
