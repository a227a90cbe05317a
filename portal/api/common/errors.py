"""Refusals of the domain and of REST framework in the words of a contract. No view formats an error by hand."""

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from portal.core.errors import DomainError, TooMany

NOT_FOUND = {"detail": "Not found."}


class TooLarge(exceptions.APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = _("The request is too large.")
    default_code = "too_large"


def plain_errors(exception, context) -> Response | None:
    """REST framework's own shapes: `{"field": ["…"]}` or `{"detail": "…"}` (CONTRACTS "/api/" Form).

    A view names its fields' words in the contract with `field_name(domain name)`.
    """
    if isinstance(exception, DomainError):
        set_rollback()
        headers = {"Retry-After": str(exception.retry_after)} if isinstance(exception, TooMany) else None
        return Response(_domain_body(exception, context["view"]), status=exception.status, headers=headers)
    response = exception_handler(as_api_exception(exception), context)
    if response is None:
        return None
    if response.status_code == status.HTTP_404_NOT_FOUND:
        # One wording for every unknown thing, in every language: clients compare it (002 §3.3).
        response.data = dict(NOT_FOUND)
    elif response.status_code != status.HTTP_400_BAD_REQUEST:
        # simplejwt adds codes and lists of its own beside the sentence.
        response.data = {"detail": str(response.data.get("detail", ""))}
    elif isinstance(response.data, list):
        response.data = {"non_field_errors": _sentences(response.data)}
    else:
        response.data = {
            name: value if isinstance(value, str) else _sentences(value) for name, value in response.data.items()
        }
    return response


def _sentences(value) -> list[str]:
    """The messages about a field, those about its items too, without repeats."""
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value
    return list(dict.fromkeys(sentence for part in parts for sentence in _sentences(part)))


def as_api_exception(exception):
    """Django's own refusals as REST framework's, for the error handler of every contract."""
    if isinstance(exception, Http404):
        return exceptions.NotFound()
    if isinstance(exception, PermissionDenied):
        return exceptions.PermissionDenied()
    if isinstance(exception, RequestDataTooBig):
        return TooLarge()
    if isinstance(exception, SuspiciousOperation):
        return exceptions.ParseError()
    return exception


def _domain_body(error: DomainError, view) -> dict:
    if not error.fields or error.status != status.HTTP_400_BAD_REQUEST:
        return {"detail": str(error.message)}
    named = getattr(view, "field_name", str)
    body: dict[str, list[str]] = {}
    for name, messages in error.fields.items():
        name = "non_field_errors" if name == "__all__" else named(name)
        body.setdefault(name, []).extend(str(message) for message in messages)
    return body
