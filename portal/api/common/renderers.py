"""What comes in and goes out is JSON, whatever a client says it accepts."""

import json
import math

import orjson
from django.conf import settings
from rest_framework.exceptions import NotAcceptable, ParseError
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.parsers import JSONParser
from rest_framework.renderers import JSONRenderer

from portal.core.text import CONTROL

from .errors import TooLarge

#: Dates go to the encoder; keys may be numbers.
_AS_REST_FRAMEWORK = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_NON_STR_KEYS
#: Deeper than any document of ours, far from what would exhaust the interpreter.
DEEPEST = 30


class JSONNegotiation(DefaultContentNegotiation):
    """Whatever a client says it accepts, it asked a JSON API: `application/vnd.api+json` and a browser too."""

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class AnyNegotiation(DefaultContentNegotiation):
    """The schema in the form that is asked for, in its first one for a browser that asks for a page."""

    def select_renderer(self, request, renderers, format_suffix=None):
        try:
            return super().select_renderer(request, renderers, format_suffix)
        except NotAcceptable:
            return renderers[0], renderers[0].media_type


class PlainJSONRenderer(JSONRenderer):
    """By orjson, in REST framework's form: its encoder writes dates, decimals and texts to translate."""

    charset = None

    def render(self, data, accepted_media_type=None, renderer_context=None):
        if data is None:
            return b""
        return orjson.dumps(data, default=self.encoder_class().default, option=_AS_REST_FRAMEWORK)


class SafeJSONParser(JSONParser):
    """JSON in UTF-8 without NUL and lone surrogates, which no database keeps, and without infinite numbers."""

    def parse(self, stream, media_type=None, parser_context=None):
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        raw = stream.read(most + 1)
        if len(raw) > most:
            raise TooLarge
        try:
            return _clean(json.loads(raw.decode("utf-8-sig"), parse_float=_finite, parse_constant=_refuse))
        except (ValueError, RecursionError) as error:
            raise ParseError from error


class AnyJSONParser(SafeJSONParser):
    """`application/vnd.api+json` and its like."""

    media_type = "application/*"


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _refuse(text)


def _refuse(text: str):
    raise ValueError(text)


def _clean(value, depth: int = 0):
    if depth > DEEPEST:
        raise ValueError("too deep")
    if isinstance(value, str):
        return CONTROL.sub("", value)
    if isinstance(value, list):
        return [_clean(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {_clean(key): _clean(item, depth + 1) for key, item in value.items()}
    return value
