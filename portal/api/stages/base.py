"""What the views of `/api/v3/` share: the array of errors, who is a student, and the schema."""

from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.plumbing import build_array_type
from rest_framework import serializers
from rest_framework.exceptions import NotFound, PermissionDenied
from rest_framework.permissions import AllowAny, IsAuthenticated

from portal.accounts.models import Role

from ..common.schema import WORDS, WRITES, ContractSchema
from ..common.views import ContractView
from .errors import CODES, errors_of_001


class ErrorItemSerializer(serializers.Serializer):
    status = serializers.CharField()
    code = serializers.ChoiceField(choices=[*dict.fromkeys((*CODES.values(), "MISSING_PARAMETER"))])
    detail = serializers.CharField()


class StagesSchema(ContractSchema):
    """Refusals are arrays; `refusals` of the view names those beside 401 and 429."""

    def _refusals(self) -> set[int]:
        writes = {400, 413, 415} if self.method in WRITES else set()
        return {401, 429} | writes | set(getattr(self.view, "refusals", {}).get(self.method, ()))

    def _refusal(self, status: int) -> dict:
        words = {**WORDS, 400: "Missing parameter, or JSON that cannot be read", 422: "A value cannot be accepted"}
        found = {"description": words[status], "content": {"application/json": {"schema": self._errors()}}}
        if status == 429:
            found["headers"] = {"Retry-After": {"schema": {"type": "integer", "minimum": 1}}}
        return found

    def _errors(self) -> dict:
        item = self.resolve_serializer(ErrorItemSerializer, "response").ref
        return {**build_array_type(item), "minItems": 1}


class StagesView(ContractView):
    """Any signed-in account; views for students say `must_be_student` once they found their object (404 before 403)."""

    permission_classes = (IsAuthenticated,)
    schema = StagesSchema()
    #: Method → statuses of refusals beside those that every view has.
    refusals: dict[str, tuple[int, ...]] = {}

    def get_exception_handler(self):
        return errors_of_001

    def must_be_student(self, words) -> None:
        if self.request.user.role != Role.STUDENT:
            raise PermissionDenied(words)


@method_decorator(csrf_exempt, name="dispatch")
class Unknown(StagesView):
    """Every other address under the prefix."""

    permission_classes = (AllowAny,)
    authentication_classes = ()
    schema = None

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        raise NotFound(_("Not found"))
