"""Every address the project has, as the URL resolver knows them."""

import re
from dataclasses import dataclass
from functools import cache

from django.urls import URLPattern, get_resolver

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Route:
    """`pattern` is what `resolve(path).route` answers; `template` is for people: `/api/offres/{pk}/`."""

    pattern: str
    template: str
    callback: object

    @property
    def view_class(self):
        return getattr(self.callback, "cls", None) or getattr(self.callback, "view_class", None)

    @property
    def methods(self) -> tuple[str, ...]:
        """Those a class-based view answers; a function does not say, so nothing."""
        allowed = getattr(self.view_class, "http_method_names", ())
        return tuple(name for name in METHODS if name.lower() in allowed and hasattr(self.view_class, name.lower()))


@cache
def routes() -> tuple[Route, ...]:
    return tuple(_walk(get_resolver(), ""))


def _walk(node, prefix):
    for child in node.url_patterns:
        # As Django joins them for `ResolverMatch.route`.
        text = str(child.pattern)
        pattern = prefix + (text.removeprefix("^") if prefix else text)
        if isinstance(child, URLPattern):
            yield Route(pattern, template_of(pattern), child.callback)
        else:
            yield from _walk(child, pattern)


def template_of(pattern: str) -> str:
    """`'api/offres/(?P<pk>[0-9]{1,18})/?$'` as `'/api/offres/{pk}/'`."""
    text = re.sub(r"\(\?P<(\w+)>[^()]*\)", r"{\1}", pattern)
    text = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", text)
    return "/" + text.replace("^", "").replace("/?$", "/").removesuffix("$")


def same_shape(path: str) -> str:
    """A path with its parameters' names and its last slash taken off, to compare."""
    return re.sub(r"\{[^}]*\}", "{}", path).rstrip("/")
