"""The OpenAPI schema: every refusal a view can answer stands beside its successes."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_array_type, build_basic_type
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.permissions import AllowAny

WRITES = ("POST", "PUT", "PATCH")
WORDS = {
    401: "No token, or one that is not valid",
    403: "This account may not do it",
    404: "Unknown, or somebody else's",
    409: "The state does not allow it",
    412: "Changed in the meantime: the `ETag` of `If-Match` is an older one",
    413: "Too large",
    415: "This kind of body is not read",
    429: "Too many requests: see Retry-After, in seconds",
    503: "Somebody else's service does not answer: nothing was done, try again later",
}


def our_contracts(endpoints):
    """Keep Wagtail's own admin API out of `check --deploy`, which describes every address: `[(path, …), …]`."""
    return [endpoint for endpoint in endpoints if endpoint[0].startswith("/api/")]


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = "portal.api.common.authentication.BearerAuthentication"
    name = "bearer"

    def get_security_definition(self, auto_schema):
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}


class ErrorSerializer(serializers.Serializer):
    detail = serializers.CharField()


class ContractSchema(AutoSchema):
    """Adds the refusals; `errors` of the view (method → statuses) names those that only it has."""

    def _get_response_bodies(self, direction="response"):
        found = super()._get_response_bodies(direction)
        for status in self._refusals():
            found.setdefault(str(status), self._refusal(status))
        return dict(sorted(found.items()))

    def _refusals(self) -> set[int]:
        view = self.view
        statuses = {429, *getattr(view, "errors", {}).get(self.method, ())}
        if view.authentication_classes:
            statuses.add(401)
            if AllowAny not in view.permission_classes:
                statuses.add(403)
        if "{" in self.path:
            statuses.add(404)
        if self.method in WRITES:
            statuses |= {400, 413, 415}
        if self._is_list_view():
            statuses |= {400, 404}
        return statuses

    def _refusal(self, status: int) -> dict:
        if status == 400:
            schema = self._validation_errors()
            words = "What was sent cannot be accepted: messages by field"
        else:
            schema = self.resolve_serializer(ErrorSerializer, "response").ref
            words = WORDS[status]
        answer = {"description": words, "content": {"application/json": {"schema": schema}}}
        if status == 429:
            answer["headers"] = {"Retry-After": {"schema": {"type": "integer", "minimum": 1}}}
        return answer

    @staticmethod
    def _validation_errors() -> dict:
        text = build_basic_type(OpenApiTypes.STR)
        return {"type": "object", "additionalProperties": {"anyOf": [build_array_type(text), text]}}

    def _is_list_view(self, serializer=None) -> bool:
        """Views say so themselves: they write no REST framework actions."""
        return self.method == "GET" and getattr(self.view, "is_list", False)


def parameters(**descriptions: str) -> list[OpenApiParameter]:
    """Query parameters that are texts."""
    return [OpenApiParameter(name, str, description=words) for name, words in descriptions.items()]
