from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.parsers import JSONParser
from rest_framework.renderers import JSONRenderer

from portal.core.text import CONTROL


class JSONNegotiation(DefaultContentNegotiation):
    """Whatever a client says it accepts, it asked a JSON API: `application/vnd.api+json` and a browser too."""

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class PlainJSONRenderer(JSONRenderer):
    charset = None


class SafeJSONParser(JSONParser):
    """JSON without NUL and lone surrogates, which no database keeps."""

    def parse(self, stream, media_type=None, parser_context=None):
        return _clean(super().parse(stream, media_type, parser_context))


class AnyJSONParser(SafeJSONParser):
    media_type = "application/*"


def _clean(value):
    if isinstance(value, str):
        return CONTROL.sub("", value)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    if isinstance(value, dict):
        return {_clean(key): _clean(item) for key, item in value.items()}
    return value
