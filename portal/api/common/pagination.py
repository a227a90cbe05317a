from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination


class FrontendPagination(PageNumberPagination):
    """`{"count", "next", "previous", "results"}`, 20 a page, `page_size` up to 100 (CONTRACTS "/api/")."""

    page_size = 20
    max_page_size = 100
    page_size_query_param = "page_size"

    def get_page_size(self, request):
        raw = request.query_params.get(self.page_size_query_param)
        if raw is None:
            return self.page_size
        if not raw.isascii() or not raw.isdigit() or not 1 <= int(raw[:9]) <= self.max_page_size:
            raise ValidationError({"page_size": [f"Ensure this value is between 1 and {self.max_page_size}."]})
        return int(raw)
