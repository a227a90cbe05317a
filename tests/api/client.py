"""A client of the API whose every answer is held against the published schema."""

import json
import re
from functools import cache

from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator, FormatChecker

from portal.api.frontend.auth.tokens import pair
from portal.api.urls import FRONTEND, STAGES, StagesGenerator

FORMATS = FormatChecker([])
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@FORMATS.checks("date-time")
def is_a_moment(value) -> bool:
    """To the second, in UTC: stricter than the format."""
    return not isinstance(value, str) or MOMENT.fullmatch(value) is not None


STAGES_PREFIX = "/api/v3/"


@cache
def schema(prefix: str = "") -> dict:
    """The schema of `/api/`, or of the contract under this prefix."""
    if prefix == STAGES_PREFIX:
        return StagesGenerator(patterns=STAGES).get_schema(public=True)
    return SchemaGenerator(patterns=FRONTEND).get_schema(public=True)


@cache
def _paths(prefix: str) -> list[tuple[re.Pattern, str]]:
    # Fixed addresses go before those with a parameter.
    known = sorted(schema(prefix)["paths"], key=lambda path: (path.count("{"), path))
    return [(re.compile(re.sub(r"\{\w+\}", r"\\d+", path.rstrip("/")) + "/?$"), path) for path in known]


@cache
def _validator(prefix: str, path: str, method: str, status: str) -> Draft202012Validator:
    operation = schema(prefix)["paths"][path][method]
    assert status in operation["responses"], f"{method} {path} answers {status}, which the schema does not list"
    content = operation["responses"][status].get("content", {})
    wanted = next(iter(content.values()))["schema"] if content else {}
    return Draft202012Validator({**wanted, "components": schema(prefix)["components"]}, format_checker=FORMATS)


def check(method: str, path: str, response) -> None:
    """The answer is one that the schema lists, of the shape it says."""
    prefix = STAGES_PREFIX if path.startswith(STAGES_PREFIX) else ""
    found = next((known for pattern, known in _paths(prefix) if pattern.match(path)), None)
    if found is None or method not in schema(prefix)["paths"][found]:
        # Under /api/v3/ the token is looked at first.
        assert response.status_code in ({404, 405} | ({401} if prefix else set())), path
        return
    validator = _validator(prefix, found, method, str(response.status_code))
    if response.get("Content-Type", "").startswith("application/json"):
        errors = [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(response.json())]
        assert not errors, f"{method} {path} {response.status_code}: {errors}"


class Api:
    """`Api(user).post("offres/12/postuler/", {…})`: JSON in and out, checked; `headers` as Django's client has them."""

    def __init__(self, user=None, token: str = "", **headers):
        self.client = Client(raise_request_exception=True)
        token = token or (pair(user)["access"] if user else "")
        self.headers = {**({"authorization": f"Bearer {token}"} if token else {}), **headers}

    def request(self, method: str, path: str, body=None, *, raw: bytes | None = None, form=None, **query):
        address = path if path.startswith("/") else f"/api/{path}"
        data, content_type = b"", "application/json"
        if form is not None:
            data, content_type = encode_multipart(BOUNDARY, form), MULTIPART_CONTENT
        elif raw is not None:
            data = raw
        elif body is not None:
            data = json.dumps(body).encode()
        response = self.client.generic(
            method.upper(), address, data, content_type, headers=self.headers, query_params=query or None
        )
        check(method, address.partition("?")[0], response)
        return response

    def get(self, path, **query):
        return self.request("get", path, **query)

    def post(self, path, body=None, **kwargs):
        return self.request("post", path, body, **kwargs)

    def put(self, path, body=None, **kwargs):
        return self.request("put", path, body, **kwargs)

    def patch(self, path, body=None, **kwargs):
        return self.request("patch", path, body, **kwargs)

    def delete(self, path, **kwargs):
        return self.request("delete", path, **kwargs)
