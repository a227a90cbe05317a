"""Every refusal of `/api/v3/` as 001 writes them: an array of `{"status", "code", "detail"}`, all texts."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from portal.accounts import lockout
from portal.accounts.validators import NO_LINK
from portal.core.errors import DomainError, TooMany
from portal.jobs.services.internships import OWN_ADDRESS

from ..common.errors import as_api_exception
from .words import PARAMETERS

CODES = {
    400: "BAD_REQUEST",
    401: "UNAUTHORIZED",
    403: "FORBIDDEN",
    404: "NOT_FOUND",
    405: "METHOD_NOT_ALLOWED",
    413: "PAYLOAD_TOO_LARGE",
    415: "UNSUPPORTED_MEDIA_TYPE",
    422: "VALIDATION_ERROR",
    429: "TOO_MANY_REQUESTS",
}


INVALID = {
    "phone": gettext_lazy("Student phone is invalid"),
    "email": gettext_lazy("Student email is invalid"),
    "letter": gettext_lazy("Motivation is too long (maximum is 1500 characters)"),
    "address": gettext_lazy("Student address is too long (maximum is 500 characters)"),
    "representative_name": gettext_lazy(
        "Student legal representative full name is too long (maximum is 150 characters)"
    ),
    "representative_email": gettext_lazy("Student legal representative email is invalid"),
    "representative_phone": gettext_lazy("Student legal representative phone is invalid"),
}


#: What is no text where one is expected.
NO_TEXT = INVALID | {
    "letter": gettext_lazy("Motivation is invalid"),
    "address": gettext_lazy("Student address is invalid"),
    "representative_name": gettext_lazy("Student legal representative full name is invalid"),
}


class WrongToken(exceptions.AuthenticationFailed):
    default_detail = gettext_lazy("wrong api token")


class LoginFailed(exceptions.AuthenticationFailed):
    """Whatever is wrong with a login: the address, the password, a missing one (CONTRACTS "/api/v3/")."""

    default_detail = gettext_lazy("wrong email or password")


class Unprocessable(exceptions.APIException):
    """422, one error a sentence."""

    status_code = 422

    def __init__(self, sentences: list):
        self.sentences = sentences
        super().__init__(sentences)


class MissingParameter(exceptions.APIException):
    """400 MISSING_PARAMETER: names the parameter."""

    status_code = 400

    def __init__(self, name: str):
        super().__init__(_("Missing required parameter: %(name)s") % {"name": name})


def errors_of_001(exception, context) -> Response | None:
    """The error handler of the contract's views."""
    if isinstance(exception, DomainError):
        set_rollback()
        return _refusals(exception)
    response = exception_handler(as_api_exception(exception), context)
    if response is None:
        return None
    if isinstance(exception, Unprocessable):
        response.data = body(422, exception.sentences)
        return response
    code = "MISSING_PARAMETER" if isinstance(exception, MissingParameter) else CODES.get(response.status_code, "ERROR")
    response.data = body(response.status_code, [_sentence(exception, response)], code)
    return response


def body(status: int, sentences, code: str = "") -> list[dict]:
    code = code or CODES[status]
    return [{"status": str(status), "code": code, "detail": str(sentence)} for sentence in sentences]


def _sentence(exception, response) -> str:
    """simplejwt says why it refuses a token; 001 says the same of each."""
    if response.status_code == 401 and not isinstance(exception, LoginFailed):
        return WrongToken.default_detail
    return response.data.get("detail", "") if isinstance(response.data, dict) else ""


def _refusals(error: DomainError) -> Response:
    """What the domain refuses of a body is 422 here, a conflict too: one error a sentence, in the document's order."""
    if error.status not in (400, 409):
        headers = {"Retry-After": str(error.retry_after)} if isinstance(error, TooMany) else None
        return Response(body(error.status, [error.message]), status=error.status, headers=headers)
    order = {name: number for number, name in enumerate(PARAMETERS)}
    fields = sorted(error.fields.items(), key=lambda pair: order.get(pair[0], len(order)))
    sentences = [sentence for name, messages in fields for sentence in _about(name, messages)]
    return Response(body(422, sentences or [error.message]), status=422)


def _about(name: str, messages: list) -> list:
    """001's own words where a value cannot be read or is too long; the domain's for what is wrong otherwise."""
    if name not in INVALID or any(own in messages for own in (OWN_ADDRESS, NO_LINK)):
        return list(messages)
    return [INVALID[name]]


lockout.answer_under("/api/v3/", lambda sentence: body(429, [sentence]))
