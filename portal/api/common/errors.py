"""Refusals of the domain and of REST framework in the words of a contract. No view formats an error by hand."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from portal.core.errors import DomainError


def plain_errors(exception, context) -> Response | None:
    """REST framework's own shapes: `{"field": ["…"]}` or `{"detail": "…"}` (CONTRACTS "/api/" Form).

    A view names its fields' words in the contract with `field_names` (domain name → contract name).
    """
    if isinstance(exception, DomainError):
        set_rollback()
        return Response(_domain_body(exception, context), status=exception.status)
    if isinstance(exception, Http404):
        exception = exceptions.NotFound("Not found.")
    elif isinstance(exception, PermissionDenied):
        exception = exceptions.PermissionDenied()
    response = exception_handler(exception, context)
    if response is not None and response.status_code == status.HTTP_404_NOT_FOUND:
        # One wording for every unknown thing, in every language: clients compare it (002 §3.3).
        response.data = {"detail": "Not found."}
    return response


def _domain_body(error: DomainError, context) -> dict:
    if not error.fields:
        return {"detail": str(error.message)}
    names = getattr(context["view"], "field_names", {})
    return {
        ("non_field_errors" if name == "__all__" else names.get(name, name)): [str(message) for message in messages]
        for name, messages in error.fields.items()
    }
