from django.core.cache import cache
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

#: Counts this large are remembered for a moment: counting them again costs more than the page.
LARGE = 1_000
SECONDS = 30


class FrontendPagination(PageNumberPagination):
    """`{"count", "next", "previous", "results"}`, 20 a page, `page_size` up to 100 (CONTRACTS "/api/").

    A value that is no number, or no page size we serve, is 400; a page after the last is 404.
    """

    page_size = 20
    max_page_size = 100
    page_size_query_param = "page_size"

    def read(self, request) -> tuple[int, int]:
        """The page's number and size. Raises ValidationError."""
        self.request = request
        self.number = self._read(self.page_query_param, 1, 999_999_999)
        self.size = self._read(self.page_size_query_param, self.page_size, self.max_page_size)
        return self.number, self.size

    def _read(self, name: str, default: int, most: int) -> int:
        raw = self.request.query_params.get(name)
        if raw is None:
            return default
        if not (raw.isascii() and raw.isdigit() and len(raw) < 10 and 1 <= int(raw) <= most):
            raise ValidationError({name: [_("Ensure this value is between 1 and %(most)s.") % {"most": most}]})
        return int(raw)

    def counted(self, count: int) -> None:
        """How many there are in all. Raises NotFound for a page after the last."""
        self.count = count
        if self.number > 1 and (self.number - 1) * self.size >= count:
            raise NotFound

    def paginate_queryset(self, queryset, request, view=None) -> list:
        self.read(request)
        self.counted(_count(queryset, getattr(view, "count_key", None)))
        start = (self.number - 1) * self.size
        return list(queryset[start : start + self.size]) if self.count else []

    def get_paginated_response(self, data):
        return Response(self.envelope(data))

    def envelope(self, data) -> dict:
        return {
            "count": self.count,
            "next": self._link(self.number + 1) if self.number * self.size < self.count else None,
            "previous": self._link(self.number - 1) if self.number > 1 else None,
            "results": data,
        }

    def get_paginated_response_schema(self, schema):
        link = {"type": ["string", "null"], "format": "uri"}
        fields = {"count": {"type": "integer"}, "next": link, "previous": link, "results": schema}
        return {"type": "object", "required": list(fields), "properties": fields}

    def _link(self, number: int) -> str:
        url = self.request.build_absolute_uri()
        if number == 1:
            return remove_query_param(url, self.page_query_param)
        return replace_query_param(url, self.page_query_param, number)


def _count(queryset, key: str | None) -> int:
    """How many rows; with a key (public lists without a filter) a large number is remembered for a moment."""
    known = cache.get(f"api:count:{key}") if key else None
    if known is not None:
        return known
    count = len(queryset) if isinstance(queryset, list) else queryset.order_by().count()
    if key and count > LARGE:
        cache.set(f"api:count:{key}", count, SECONDS)
    return count
