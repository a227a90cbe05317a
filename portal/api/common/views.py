"""One base view per contract: what renders, refuses, pages, knows the caller and counts."""

import re

from django.conf import settings
from django.urls import re_path
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from rest_framework import permissions
from rest_framework.exceptions import NotFound
from rest_framework.generics import GenericAPIView
from rest_framework.parsers import FormParser, MultiPartParser

from .authentication import BearerAuthentication
from .errors import TooLarge, plain_errors
from .pagination import FrontendPagination
from .renderers import AnyJSONParser, JSONNegotiation, PlainJSONRenderer, SafeJSONParser
from .throttling import AddressThrottle, CallerThrottle, SensitiveThrottle


class ContractView(GenericAPIView):
    """What the three contracts share. Deny by default: a view says who may."""

    authentication_classes = (BearerAuthentication,)
    permission_classes = (permissions.IsAdminUser,)
    parser_classes = (SafeJSONParser, FormParser, MultiPartParser, AnyJSONParser)
    renderer_classes = (PlainJSONRenderer,)
    content_negotiation_class = JSONNegotiation
    throttle_classes = (CallerThrottle, SensitiveThrottle)
    metadata_class = None
    filter_backends = ()

    def initialize_request(self, request, *args, **kwargs):
        # A charset that a client invents must not decide how a form is decoded.
        request.encoding = "utf-8"
        return super().initialize_request(request, *args, **kwargs)

    def initial(self, request, *args, **kwargs):
        """What is refused costs too: addresses are counted, and large bodies left unread, before anything else."""
        address = AddressThrottle()
        if not address.allow_request(request, self):
            self.throttled(request, address.wait())
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isascii() and length.isdigit() and int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise TooLarge
        super().initial(request, *args, **kwargs)

    def get_authenticate_header(self, request):
        """Also where no token is asked for, a refused login is 401 and not 403."""
        return BearerAuthentication().authenticate_header(request)

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        # Not `request.user`: who was refused before the token was looked at is nobody yet.
        user = getattr(request, "_user", None)
        if user and user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class FrontendView(ContractView):
    """`/api/`: REST framework's errors, pages of 20. `errors` lists the statuses a method adds in the schema."""

    pagination_class = FrontendPagination
    #: Method → statuses of refusals beside those that every view has.
    errors: dict[str, tuple[int, ...]] = {}

    def get_exception_handler(self):
        return plain_errors

    def body(self, serializer_class):
        """The checked body of the request. Raises ValidationError."""
        serializer = serializer_class(data=self.request.data, context=self.get_serializer_context())
        serializer.is_valid(raise_exception=True)
        return serializer

    def paged(self, queryset, present, complete=list):
        """A page of the queryset, made whole at once by `complete`, each row through `present`."""
        rows = complete(self.paginate_queryset(queryset))
        return self.get_paginated_response([present(row) for row in rows])


@method_decorator(csrf_exempt, name="dispatch")
class Unknown(FrontendView):
    """Every other address under the prefix: JSON, not the site's page."""

    permission_classes = (permissions.AllowAny,)
    authentication_classes = ()
    schema = None

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        raise NotFound


def endpoint(route: str, view, **kwargs):
    """`/x` and `/x/` both answer directly, for every method; `{id}` and `{what_else}` are positive numbers."""
    named = route.strip("/").replace("{id}", "{pk}")
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[0-9]{1,18})", named)
    return re_path(rf"^{pattern}/?$", view.as_view() if isinstance(view, type) else view, **kwargs)
