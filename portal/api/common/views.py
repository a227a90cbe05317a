"""One base view per contract: what renders, refuses, pages, knows the caller and counts."""

from django.urls import re_path
from rest_framework import permissions
from rest_framework.generics import GenericAPIView
from rest_framework.parsers import FormParser, MultiPartParser

from .authentication import BearerAuthentication
from .errors import plain_errors
from .pagination import FrontendPagination
from .renderers import AnyJSONParser, JSONNegotiation, PlainJSONRenderer, SafeJSONParser
from .throttling import CallerThrottle, SensitiveThrottle


class ContractView(GenericAPIView):
    """What the three contracts share. Deny by default: a view says who may."""

    authentication_classes = (BearerAuthentication,)
    permission_classes = (permissions.IsAdminUser,)
    parser_classes = (SafeJSONParser, FormParser, MultiPartParser, AnyJSONParser)
    renderer_classes = (PlainJSONRenderer,)
    content_negotiation_class = JSONNegotiation
    throttle_classes = (CallerThrottle, SensitiveThrottle)


class FrontendView(ContractView):
    """`/api/`: REST framework's errors, pages of 20."""

    pagination_class = FrontendPagination

    def get_exception_handler(self):
        return plain_errors


def endpoint(route: str, view, **kwargs):
    """`/x` and `/x/` both answer directly, for every method; `{id}` is a positive number."""
    pattern = route.strip("/").replace("{id}", r"(?P<pk>[0-9]{1,18})")
    return re_path(rf"^{pattern}/?$", view, **kwargs)
